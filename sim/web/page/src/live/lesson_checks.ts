// Whether a run meets what a lesson asks for.

import { fill, h } from "../dom";
import { difference, kNoFigure, value } from "../format";
import { say } from "../language";
import { measure, valueOf } from "../measures";
import type { Lesson, MeasureInfo, Num, RunView } from "../model";
import { word } from "./words";

export type Check = Lesson["checks"][number];

/** What a check looks at; null: no figure. */
export function checked(check: Check, run: RunView, baseline: RunView | null): Num {
  const there = valueOf(run, check.measure);
  if (check.of === "value" || there === null) return there;
  const base = baseline ? valueOf(baseline, check.measure) : null;
  return base === null ? null : there - base;
}

/** A hair's breadth: a difference of 0 is not missed by the last digit of a double. */
const kHair = 1e-9;

export function isMet(check: Check, run: RunView, baseline: RunView | null): boolean {
  const found = checked(check, run, baseline);
  if (found === null) return false;
  const hair = kHair * Math.max(1, Math.abs(check.target));
  return check.rule === "at_least" ? found >= check.target - hair : found <= check.target + hair;
}

/** "at most 12 min", "change from the baseline at least 0.0 pt". */
export function targetText(check: Check, info: MeasureInfo | null): string {
  const kind = info?.kind ?? "decimal";
  const target = check.of === "value" ? value(kind, check.target) : difference(kind, check.target);
  const rule = word(check.rule === "at_least" ? "atLeast" : "atMost");
  return `${check.of === "difference" ? `${word("changeBy")} ` : ""}${rule} ${target}`;
}

/** "≤ 12 min": for a tile. */
export function targetSign(check: Check, info: MeasureInfo | null): string {
  const kind = info?.kind ?? "decimal";
  const target = check.of === "value" ? value(kind, check.target) : difference(kind, check.target);
  return `${check.of === "difference" ? "Δ " : ""}${check.rule === "at_least" ? "≥" : "≤"} ${target}`;
}

/** The checks as a list: name, where it stands, the target, and a sign with its word. */
export function showChecks(
  host: HTMLElement,
  checks: readonly Check[],
  measures: readonly MeasureInfo[],
  run: RunView | null,
  baseline: RunView | null,
): void {
  const items = checks.map((check) => {
    const info = measure(measures, check.measure);
    const found = run ? checked(check, run, baseline) : null;
    const met = run !== null && isMet(check, run, baseline);
    const kind = info?.kind ?? "decimal";
    const stands = found === null ? kNoFigure : check.of === "value" ? value(kind, found) : difference(kind, found);
    return h(
      "li",
      { class: met ? "check met" : "check", "data-measure": check.measure },
      h("span", { class: "check-sign", "aria-hidden": "true" }, met ? "✓" : "○"),
      h("span", { class: "check-name" }, say(check.name)),
      h("strong", { class: "check-value" }, stands),
      h("span", { class: "check-target" }, `${word(check.guard ? "guard" : "target")}: ${targetText(check, info)}`),
      h("span", { class: "check-word" }, word(met ? "met" : "notMet")),
    );
  });
  fill(host, ...items);
}
