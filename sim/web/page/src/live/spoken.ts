// What a screen reader is told of a change, in one sentence.

import { difference, value } from "../format";
import { say } from "../language";
import { measure, valueOf, verdict } from "../measures";
import type { MeasureInfo, RunView } from "../model";
import { word } from "./words";

/** More figures than these are not listened to. */
const kTold = 4;

/** "Wait p95 12 min, −3 min, better than the baseline". */
function told(info: MeasureInfo, run: RunView, baseline: RunView | null): string {
  const comma = say({ en: ", ", zh: "，" });
  const there = valueOf(run, info.id);
  const base = baseline ? valueOf(baseline, info.id) : null;
  const figure = `${say(info.name)} ${value(info.kind, there)}`;
  if (there === null || base === null) return figure;
  if (there === base) return `${figure}${comma}${word("same")}`;
  const judged = verdict(info.wanted, there - base);
  const change = `${figure}${comma}${difference(info.kind, there - base)}`;
  return judged === 0 ? change : `${change}${comma}${word(judged > 0 ? "better" : "worse")}`;
}

export function sentence(
  ids: readonly string[],
  measures: readonly MeasureInfo[],
  run: RunView,
  baseline: RunView | null,
): string {
  const figures = ids
    .slice(0, kTold)
    .map((id) => measure(measures, id))
    .filter((info): info is MeasureInfo => info !== null)
    .map((info) => told(info, run, baseline));
  return figures.join(say({ en: "; ", zh: "；" })) + say({ en: ".", zh: "。" });
}
