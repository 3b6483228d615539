import { day, duration } from "./format";
import type { RunView } from "./model";
import { t } from "./words";

/** The measured window: `2025-03-04 to 2025-03-06 (3 d)`. */
export function period(run: RunView): string {
  const length = duration(run.to_s - run.from_s);
  const from = day(run.start, run.from_s);
  const to = day(run.start, Math.max(run.from_s, run.to_s - 1));
  return from === to ? `${from} (${length})` : t("period", { from, to, length });
}
