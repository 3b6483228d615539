// Files that a reader takes away: made here, sent nowhere.
import { h } from "./dom";
import { color } from "./colors";

const kStyles = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin", "opacity",
  "font-size", "font-weight", "font-family", "text-anchor", "dominant-baseline", "paint-order",
] as const;
const kPngScale = 2; // pixels of the picture for one of the page

export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function saveText(name: string, text: string, type: string): void {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** A drawing as a file of its own: with the styles that the page gives it, on the page's ground. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = drawing.querySelectorAll<SVGElement>("*");
  const to = copy.querySelectorAll<SVGElement>("*");
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    if (style.display === "none") to[i]!.setAttribute("display", "none");
    for (const name of kStyles) to[i]!.setAttribute(name, style.getPropertyValue(name));
    to[i]!.removeAttribute("class");
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", color("ground")]] as const)
    ground.setAttribute(name, value);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** Paints a drawing of `width` by `height` into a PNG. */
export async function savePng(name: string, svg: string, width: number, height: number): Promise<void> {
  const picture = new Image();
  picture.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await picture.decode();
    const canvas = h("canvas", { width: Math.round(width * kPngScale), height: Math.round(height * kPngScale) });
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    await new Promise<void>((done) =>
      canvas.toBlob((blob) => {
        if (blob) save(name, blob);
        done();
      }, "image/png"),
    );
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}
