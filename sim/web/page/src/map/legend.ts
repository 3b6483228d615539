import { label, dot, textWidth } from "../charts/plot";
import { stops } from "../colors";
import { count, rate } from "../format";
import { hatch } from "../hatch";
import { s } from "../dom";
import { t } from "../words";
import { kLayers, layerEnd, layerName, type Layer } from "./layers";

export const kLegendRow = 44;

export interface Sizes {
  radius: (cards: number) => number;
  width: (bps: number) => number;
  cards: number[]; // that the legend shows
  bps: number[];
}

/** The legend in real sizes, `width` wide from y = `top`: as many rows as it needs. */
export function drawLegend(layer: Layer, span: [number, number], sizes: Sizes, width: number, top: number): { marks: Node[]; height: number } {
  const parts = [rampKey(layer, span), sideKey(), queueKey(), sizeKey(sizes), flowKey(sizes)];
  const marks: Node[] = [];
  let x = 8;
  let y = top;
  for (const part of parts) {
    if (x > 8 && x + part.width > width - 4) {
      x = 8;
      y += kLegendRow;
    }
    marks.push(s("g", { transform: `translate(${x} ${y})` }, ...part.marks));
    x += part.width + 22;
  }
  return { marks, height: y + kLegendRow - top };
}

interface Part {
  width: number;
  marks: Node[];
}

const head = (text: string): Node => label(0, 8, text, { class: "tick" });
const after = (x: number, text: string): Node => label(x, 27, text);

function rampKey(layer: Layer, span: [number, number]): Part {
  const low = layerEnd(layer, span[0]);
  const high = layerEnd(layer, span[1]);
  const from = textWidth(low) + 6;
  const colors = stops(kLayers[layer].ramp);
  const id = "legend-ramp-" + layer;
  const gradient = s("linearGradient", { id });
  colors.forEach((stop, i) => gradient.append(s("stop", { offset: `${(100 * i) / (colors.length - 1)}%`, "stop-color": stop })));
  const bar = s("rect", { x: from, y: 21, width: 90, height: 12, rx: 2, fill: `url(#${id})` });
  const name = layerName(layer);
  return {
    width: Math.max(textWidth(name), from + 96 + textWidth(high)),
    marks: [gradient, head(name), after(0, low), bar, after(from + 96, high)],
  };
}

function sideKey(): Part {
  const east = t("east");
  const second = 18 + textWidth(east) + 14;
  return {
    width: second + 22 + textWidth(t("west")),
    marks: [
      head(t("ring")),
      dot(7, 27, 6, { class: "ring", stroke: "var(--east)", "stroke-width": 2 }),
      after(18, east),
      dot(second + 8, 27, 4.5, { class: "ring", stroke: "var(--west)", "stroke-width": 1.5 }),
      dot(second + 8, 27, 7.5, { class: "ring", stroke: "var(--west)", "stroke-width": 1.5 }),
      after(second + 21, t("west")),
    ],
  };
}

function queueKey(): Part {
  return {
    width: 20 + textWidth(t("halo")),
    marks: [head(t("queue")), dot(8, 27, 9, { class: "halo" }), dot(8, 27, 4, { fill: hatch("muted") }), after(22, t("halo"))],
  };
}

function sizeKey(sizes: Sizes): Part {
  const marks: Node[] = [head(t("cards"))];
  let x = 0;
  for (const cards of sizes.cards) {
    const radius = sizes.radius(cards);
    marks.push(dot(x + radius, 27, Math.round(radius * 10) / 10, { class: "ring", stroke: "var(--muted)" }));
    marks.push(after(x + 2 * radius + 5, count(cards)));
    x += 2 * radius + textWidth(count(cards)) + 17;
  }
  return { width: x - 12, marks };
}

function flowKey(sizes: Sizes): Part {
  const marks: Node[] = [head(t("flow_width"))];
  let x = 0;
  for (const bps of sizes.bps) {
    marks.push(s("line", { x1: x, x2: x + 26, y1: 27, y2: 27, stroke: "var(--muted)", "stroke-width": Math.round(sizes.width(bps) * 10) / 10 }));
    marks.push(after(x + 32, rate(bps)));
    x += 32 + textWidth(rate(bps)) + 14;
  }
  return { width: Math.max(textWidth(t("flow_width")), x - 14), marks };
}
