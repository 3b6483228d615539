// What is told about a measure and its change.
import { change, points, value } from "./format";
import type { MeasureInfo, Num, RunView, Wanted } from "./model";
import { t, type Word } from "./words";

export function measure(measures: readonly MeasureInfo[], id: string): MeasureInfo | null {
  return measures.find((entry) => entry.id === id) ?? null;
}

export function valueOf(run: RunView | null, id: string): Num {
  return run?.measures[id] ?? null;
}

/** Whether a change is wanted: 1 better, -1 worse, 0 neither or none. */
export function verdict(wanted: Wanted, difference: Num): -1 | 0 | 1 {
  if (difference === null || difference === 0 || wanted === "neither") return 0;
  return difference > 0 === (wanted === "high") ? 1 : -1;
}

export interface Delta {
  text: string; // "▼ 12.0 %, better"
  verdict: -1 | 0 | 1;
  same: boolean;
}

/** How a value differs from the baseline's: shares in points, the rest in per cent. */
export function delta(info: MeasureInfo, now: Num, before: Num): Delta | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  const size =
    info.kind === "share"
      ? points(Math.abs(difference))
      : before !== 0
        ? change(Math.abs(difference / before))
        : value(info.kind, Math.abs(difference));
  const shown = size.replace("+", "");
  if (!/[1-9]/.test(shown)) return { text: t("unchanged"), verdict: 0, same: true };
  const judged = verdict(info.wanted, difference);
  const word = judged > 0 ? t("better") : judged < 0 ? t("worse") : t(difference > 0 ? "more" : "less");
  return { text: t("delta", { arrow: difference > 0 ? "▲" : "▼", size: shown, word }), verdict: judged, same: false };
}

/** What a measure means, in a sentence; null where the page has none. */
export function definition(id: string): string | null {
  const word = kDefinitions[id];
  return word ? t(word) : null;
}

const kDefinitions: Record<string, Word> = {
  utilization: "about_utilization",
  waiting_share: "about_waiting",
  "wait_s.mean": "about_wait",
  "wait_s.p95": "about_wait_p95",
  "wait_s.p99": "about_wait_p95",
  "response_s.mean": "about_response",
  "bounded_slowdown.mean": "about_slowdown",
  slo: "about_slo",
  west_share: "about_west",
  cross_region_bytes: "about_traffic",
  energy_kwh: "about_energy",
  pue: "about_pue",
  cost_cny: "about_cost",
  carriage_cny: "about_carriage",
  carbon_kg: "about_carbon",
  location_carbon_kg: "about_location_carbon",
  green_share: "about_green",
  "fairness.jain": "about_jain",
};

/** The hours of a measure, for its sparkline; null where the page has none. */
export function hoursOf(run: RunView | null, id: string): number[] | null {
  const nation = run?.hours?.nation;
  if (!run || !nation) return null;
  const cards = run.cards.installed_card_h / Math.max(1, (run.to_s - run.from_s) / 3600);
  switch (id) {
    case "utilization":
      return nation.busy_card_h.map((busy) => busy / cards);
    case "waiting_share":
      return nation.waiting_card_h.map((waiting) => waiting / cards);
    case "energy_kwh":
      return nation.kwh;
    case "carbon_kg":
      return nation.carbon_kg;
    default:
      return null;
  }
}
