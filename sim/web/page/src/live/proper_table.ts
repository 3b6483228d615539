// Results of full-size runs: the measures of a pair with intervals, and several kept runs side by side.

import { h } from "../dom";
import { difference, kNoFigure, value } from "../format";
import { say } from "../language";
import { measure, verdict } from "../measures";
import type { MeasureInfo, PairView, ProperState, ReportDocument } from "../model";
import { word } from "./words";

type PairMeasure = PairView["measures"][number];

/** "−3.1 pt ± 0.4 pt". */
function withInterval(info: MeasureInfo, entry: PairMeasure): string {
  const { mean, half_width } = entry.difference;
  const middle = difference(info.kind, mean);
  if (mean === null || half_width === null || entry.exact) return middle;
  return `${middle} ± ${difference(info.kind, half_width).replace(/^\+/, "")}`;
}

function judged(info: MeasureInfo, entry: PairMeasure): string {
  if (entry.exact) return word(entry.difference.mean === 0 ? "same" : "exactly");
  if (!entry.clear) return word("notClear");
  const which = verdict(info.wanted, entry.difference.mean);
  if (which === 0) return word("clear");
  const arrow = (entry.difference.mean ?? 0) > 0 ? "▲" : "▼";
  return `${arrow} ${word(which > 0 ? "betterShort" : "worseShort")}`;
}

const heads = (...names: string[]): HTMLElement =>
  h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name))));

/** Baseline against the levers, one row for each measure. */
export function pairTable(document: ReportDocument): HTMLElement {
  const pair = document.pairs[0];
  const rows = (pair?.measures ?? []).flatMap((entry) => {
    const info = measure(document.measures, entry.id);
    if (!info || (entry.a === null && entry.b === null)) return [];
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, say(info.name)),
        h("td", {}, value(info.kind, entry.a)),
        h("td", {}, value(info.kind, entry.b)),
        h("td", {}, withInterval(info, entry)),
        h("td", { class: "judged" }, judged(info, entry)),
      ),
    ];
  });
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("difference") },
    h(
      "table",
      { class: "live-table" },
      heads(word("measure"), word("baselineHead"), word("present"), `${word("difference")} (95 %)`, ""),
      h("tbody", {}, ...rows),
    ),
  );
}

/** Kept runs beside each other: each one's mean, and its difference to its own baseline. */
export function compareTable(chosen: { state: ProperState; document: ReportDocument }[]): HTMLElement {
  const first = chosen[0];
  if (!first) return h("p", {});
  const rows = (first.document.pairs[0]?.measures ?? []).flatMap(({ id }) => {
    const info = measure(first.document.measures, id);
    if (!info) return [];
    const cells = chosen.map(({ document }) => {
      const entry = document.pairs[0]?.measures.find((each) => each.id === id);
      if (!entry) return h("td", {}, kNoFigure);
      return h("td", {}, value(info.kind, entry.b), h("small", {}, withInterval(info, entry)));
    });
    return [h("tr", {}, h("th", { scope: "row" }, say(info.name)), ...cells)];
  });
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("compare") },
    h(
      "table",
      { class: "live-table" },
      heads(word("measure"), ...chosen.map(({ state }) => `${say(state.name)} · ${state.made}`)),
      h("tbody", {}, ...rows),
    ),
  );
}
