/** What a drawing wants to know of its place on the page. */
export interface Place {
  resized(width: number): void;
  inSight?(inSight: boolean): void;
}

const kPaper = 686; // pixels between the margins of A4; see styles/print.css

/** Tells the width of `element` when it changes, also on paper, and whether it is near what is seen of the page. */
export function watchSize(element: Element, place: Place): void {
  let known = 0;
  let isOnPaper = false;
  new ResizeObserver((entries) => {
    const width = Math.floor(entries[0]?.contentRect.width ?? 0);
    if (width === 0 || width === known || isOnPaper) return;
    known = width;
    place.resized(width);
  }).observe(element);
  addEventListener("beforeprint", () => {
    isOnPaper = true;
    place.resized(kPaper);
  });
  addEventListener("afterprint", () => {
    isOnPaper = false;
    if (known > 0) place.resized(known);
  });
  if (!place.inSight) return;
  new IntersectionObserver((entries) => place.inSight?.(entries.some((entry) => entry.isIntersecting)), {
    rootMargin: "200px",
  }).observe(element);
}
