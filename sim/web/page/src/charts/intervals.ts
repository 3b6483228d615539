import { change, difference, halfWidth, kNoFigure, value } from "../format";
import { delta, measure } from "../measures";
import type { MeasureInfo, PairView } from "../model";
import { h, s } from "../dom";
import { atStart, t } from "../words";
import { linear, round } from "./plot";

type Row = PairView["measures"][number];

const kWidth = 150; // pixels of the drawing in a row
const kHeight = 22;
const kMost = 1; // a relative difference beyond which the axis ends: 100 %

/** Relative difference of a row with its interval: of the baseline's mean, or points where it is a share. */
function relative(row: Row, info: MeasureInfo): { mean: number; half: number } | null {
  const { mean, half_width: half } = row.difference;
  if (mean === null) return null;
  const whole = info.kind === "share" ? 1 : row.a === null ? 0 : Math.abs(row.a);
  return whole > 0 ? { mean: mean / whole, half: (half ?? 0) / whole } : null;
}

/** The measures of two scenarios beside each other; differences as dot and 95 % interval. */
export function pairTable(pair: PairView, measures: readonly MeasureInfo[], names: [string, string]): HTMLElement {
  const rows = pair.measures.flatMap((row) => {
    const info = measure(measures, row.id);
    return info ? [{ row, info, part: relative(row, info) }] : [];
  });
  const largest = Math.max(0.01, ...rows.map(({ part }) => (part ? Math.abs(part.mean) + part.half : 0)));
  const reach = Math.min(kMost, largest * 1.05);
  const head = [t("measure"), names[0], names[1], t("difference"), t("interval", { reach: change(reach).replace("+", "") }), t("judged")];
  return h(
    "div",
    { class: "table whole pair", role: "region", "aria-label": t("comparison"), tabindex: 0 },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", class: i > 0 && i < 4 && "number" }, text)))),
      h("tbody", {}, ...rows.map(({ row, info, part }) => line(row, info, part, reach, pair.replications > 1))),
    ),
  );
}

function line(row: Row, info: MeasureInfo, part: { mean: number; half: number } | null, reach: number, repeated: boolean): HTMLElement {
  const { mean, half_width: half } = row.difference;
  const told = delta(info, row.b, row.a);
  const moved = mean !== null && mean !== 0;
  const judged = !moved ? t("unchanged") : row.exact || row.clear ? (told?.text ?? kNoFigure) : t(repeated ? "not_clear" : "one_run");
  const interval = row.exact || half === null || !moved ? "" : ` ± ${halfWidth(info.kind, half)}`;
  return h(
    "tr",
    { class: moved && repeated && !row.clear && !row.exact && "unclear" },
    h("th", { scope: "row" }, atStart(info.name)),
    h("td", { class: "number" }, value(info.kind, row.a)),
    h("td", { class: "number" }, value(info.kind, row.b)),
    h("td", { class: "number" }, mean === null ? kNoFigure : difference(info.kind, mean) + interval),
    h("td", {}, draw(part, reach, row.clear || row.exact)),
    h("td", {}, judged),
  );
}

/** Filled: the interval leaves zero out; hollow: it does not. What lies beyond the axis ends in an arrow. */
function draw(part: { mean: number; half: number } | null, reach: number, clear: boolean): SVGSVGElement {
  const x = linear(-reach, reach, 8, kWidth - 8);
  const held = (v: number): number => round(x(Math.max(-reach, Math.min(reach, v))));
  const y = kHeight / 2;
  const svg = s("svg", { class: "interval-plot", width: kWidth, height: kHeight, "aria-hidden": "true" });
  svg.append(s("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: kHeight }));
  if (!part) return svg;
  svg.append(s("line", { class: "interval", x1: held(part.mean - part.half), x2: held(part.mean + part.half), y1: y, y2: y }));
  if (Math.abs(part.mean) > reach) {
    const tip = held(part.mean);
    const back = tip - 7 * Math.sign(part.mean);
    svg.append(s("path", { class: "beyond", d: `M${back} ${y - 5}L${tip} ${y}L${back} ${y + 5}Z` }));
  } else {
    svg.append(s("circle", { class: clear ? "middle" : "ghost", cx: held(part.mean), cy: y, r: 4 }));
  }
  return svg;
}
