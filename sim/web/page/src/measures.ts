// What is told about a measure and its change.
import type { MeasureInfo, Num, RunView, Wanted } from "./model";

export function measure(measures: readonly MeasureInfo[], id: string): MeasureInfo | null {
  return measures.find((entry) => entry.id === id) ?? null;
}

export function valueOf(run: RunView, id: string): Num {
  return run.measures[id] ?? null;
}

/** Whether a change is wanted: 1 better, -1 worse, 0 neither or none. */
export function verdict(wanted: Wanted, difference: Num): -1 | 0 | 1 {
  if (difference === null || difference === 0 || wanted === "neither") return 0;
  return difference > 0 === (wanted === "high") ? 1 : -1;
}
