// The answer in one sentence, with numbers: written from the measures.
import { change, difference, duration, halfWidth, mass, money, share, value } from "./format";
import { measure, valueOf } from "./measures";
import type { MeasureInfo, PairView, RunView, StudyView } from "./model";
import { inside, language, say, t, type Word } from "./words";

const kMostParts = 3;
const kSmall = 0.005; // changes below that share are not worth a word

/** One run alone, or against its baseline. Figures keep together with their units. */
export function headline(run: RunView, baseline: RunView | null): string {
  return together(sentence(run, baseline));
}

/** Keeps a figure and its unit on one line. */
function together(text: string): string {
  return text.replace(/(\d|CNY|±|h|min) (?=\d|%|(?:[kMGT]?Wh|[kMGTPE]?B|k?t|kg|M|k|bn|h|min|s|d|ms|pt)\b)/g, "$1\u00a0");
}

function sentence(run: RunView, baseline: RunView | null): string {
  if (!baseline) return alone(run);
  // Three facts are as many as a sentence carries.
  const parts = [wait(run, baseline), part(run, baseline, "cost_cny"), part(run, baseline, "carbon_kg"), slo(run, baseline)]
    .filter((text): text is string => text !== null)
    .slice(0, kMostParts);
  const west = westPart(run, baseline);
  const opening = run.policy !== baseline.policy ? t("headline_policy", { now: policyWords(run), before: policyWords(baseline) }) : t("headline_change");
  if (parts.length === 0 && !west) return t("headline_same", { opening });
  return t(west ? "headline_west" : "headline_plain", { opening, west: west ?? "", parts: list(parts) });
}

/** In the reader's language, where that has another name for it than a scenario file. */
export const policyName = (run: RunView): string => (language() === "zh" && run.policy_zh) || run.policy;

/** Within a sentence: English ones are read as they are written, Chinese ones are phrases. */
function policyWords(run: RunView): string {
  if (language() !== "zh") return run.policy;
  return run.policy_zh ? `“${run.policy_zh}”` : ` ${run.policy} `;
}

/** What is known of a run without a baseline. */
function alone(run: RunView): string {
  const hasSides = new Set(run.sites.map((site) => site.side)).size > 1;
  const fact = (word: Word, id: string, format: (value: number) => string): string | null => {
    const known = valueOf(run, id);
    return known === null ? null : t(word, { value: format(known) });
  };
  const facts = [
    fact("fact_use", "utilization", share),
    hasSides ? fact("fact_west", "west_share", share) : null,
    fact(valueOf(run, "wait_s.p95") === 0 ? "fact_wait_none" : "fact_wait", "wait_s.p95", duration),
    fact("fact_cost", "cost_cny", money),
    fact("fact_carbon", "carbon_kg", mass),
  ].filter((text): text is string => text !== null);
  if (facts.length === 0) return t("headline_none");
  const text = list(facts);
  return text[0]!.toUpperCase() + text.slice(1) + (language() === "zh" ? "。" : ".");
}

function list(parts: readonly string[]): string {
  if (language() === "zh") return parts.join("，");
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

function westPart(run: RunView, baseline: RunView): string | null {
  const now = valueOf(run, "west_share");
  const before = valueOf(baseline, "west_share");
  if (now === null || before === null || Math.abs(now - before) < kSmall) return null;
  return t("part_west", { now: share(now), before: share(before) });
}

function wait(run: RunView, baseline: RunView): string | null {
  const now = valueOf(run, "wait_s.p95");
  const before = valueOf(baseline, "wait_s.p95");
  if (now === null || before === null || Math.abs(now - before) < 1) return null;
  return t(now > before ? "part_wait_rises" : "part_wait_falls", { now: duration(now), before: duration(before) });
}

function part(run: RunView, baseline: RunView, id: "cost_cny" | "carbon_kg"): string | null {
  const now = valueOf(run, id);
  const before = valueOf(baseline, id);
  if (now === null || !before || Math.abs(now / before - 1) < kSmall) return null;
  const kind = id === "cost_cny" ? "cost" : "carbon";
  const size = change(Math.abs(now / before - 1)).replace("+", "");
  return t(now > before ? `part_${kind}_rises` : `part_${kind}_falls`, { size, now: id === "cost_cny" ? money(now) : mass(now) });
}

function slo(run: RunView, baseline: RunView): string | null {
  const now = valueOf(run, "slo");
  const before = valueOf(baseline, "slo");
  if (now === null || before === null || Math.abs(now - before) < kSmall) return null;
  return t(now > before ? "part_slo_rises" : "part_slo_falls", { now: share(now), before: share(before) });
}

/** A comparison with replications: which measures differ clearly. */
export function pairSentence(pair: PairView, measures: readonly MeasureInfo[]): string {
  if (pair.replications < 2) return t("pair_one");
  const clear = pair.measures.filter((row) => row.clear || (row.exact && row.difference.mean !== 0)).length;
  const cost = pair.measures.find((row) => row.id === "cost_cny");
  const info = measure(measures, "cost_cny");
  const told =
    cost && info && cost.difference.mean !== null && cost.difference.half_width !== null
      ? t("pair_cost", {
          difference: difference(info.kind, cost.difference.mean),
          half: halfWidth(info.kind, cost.difference.half_width),
        })
      : "";
  return t("pair_sentence", { clear, all: pair.measures.length, n: pair.replications }) + told;
}

/** A study: the best case of each measure that was traded off, and how many are on the front. */
export function studyHeadline(study: StudyView): string {
  return together(studySentence(study));
}

function studySentence(study: StudyView): string {
  const front = study.cases.filter((entry) => entry.front).length;
  const ids = study.pareto.length > 0 ? study.pareto : study.measures.slice(0, 2).map((info) => info.id);
  const best = ids.map((id) => {
    const at = study.measures.findIndex((info) => info.id === id);
    const info = study.measures[at];
    if (!info || info.wanted === "neither") return null;
    const sign = info.wanted === "low" ? 1 : -1;
    const sorted = study.cases
      .filter((entry) => (entry.measures[at]?.mean ?? null) !== null)
      .sort((a, b) => sign * (a.measures[at]!.mean! - b.measures[at]!.mean!));
    const first = sorted[0];
    const tied = sorted.filter((entry) => entry.measures[at]!.mean === first?.measures[at]!.mean).length;
    if (first && tied > 1) return t("study_tied", { n: tied, measure: inside(say(info.name)), value: value(info.kind, first.measures[at]!.mean) });
    return first
      ? t(sign > 0 ? "study_lowest" : "study_highest", { measure: inside(say(info.name)), name: first.name, value: value(info.kind, first.measures[at]!.mean) })
      : null;
  });
  const told = best.filter((text): text is string => text !== null);
  const opening = study.pareto.length > 0 ? t("study_front", { front, all: study.cases.length }) : t("study_cases", { all: study.cases.length });
  return told.length > 0 ? opening + told.join(language() === "zh" ? "；" : "; ") + (language() === "zh" ? "。" : ".") : opening;
}

