import { difference, money, change } from "../format";
import type { RunView } from "../model";
import { period } from "../period";
import { inside, t, type Word } from "../words";
import { drawSteps, spanOf, type Step } from "./steps";
import { SvgChart, type Drawn } from "./svg_chart";

type Money = RunView["money"];
const kParts: readonly [keyof Money, Word][] = [
  ["energy_cny", "energy"],
  ["carriage_cny", "carriage"],
  ["carbon_cny", "carbon_price"],
];

const total = (run: RunView): number => kParts.reduce((sum, [key]) => sum + run.money[key], 0);

/** How the cost comes about: from the baseline's to the run's, or from nothing. */
export class CostSteps extends SvgChart {
  private span: [number, number] = [0, 0];

  constructor() {
    super("cost");
  }

  protected draw(run: RunView, baseline: RunView | null, width: number): Drawn {
    const parts = kParts.filter(([key]) => run.money[key] !== 0 || (baseline?.money[key] ?? 0) !== 0);
    const steps: Step[] = parts.map(([key, word]) => ({
      name: t(word),
      whole: false,
      value: run.money[key] - (baseline?.money[key] ?? 0),
    }));
    if (baseline) steps.unshift({ name: t("baseline"), whole: true, value: total(baseline) });
    steps.push({ name: t("this_run"), whole: true, value: total(run) });
    const [low, high] = spanOf(steps);
    this.span = this.hold ? [Math.min(low, this.span[0]), Math.max(high, this.span[1])] : [low, high];
    const drawn = drawSteps(steps, this.span, width, baseline ? "low" : "neither", {
      value: (v) => money(v),
      difference: (v) => (baseline ? difference("money", v) : money(v)),
      tick: (v) => money(v),
    });
    return {
      words: {
        title: title(run, baseline),
        subtitle: t("cost_subtitle", { period: period(run) }),
        caption: t(baseline ? "cost_caption" : "cost_caption_alone"),
      },
      ...drawn,
      table: () => ({
        columns: [
          { name: t("part") },
          { name: t("this_run"), format: (v) => money(v) },
          ...(baseline ? [{ name: t("baseline"), format: (v: number | null) => money(v) }] : []),
        ],
        rows: [
          ...parts.map(([key, word]) => [t(word), run.money[key], ...(baseline ? [baseline.money[key]] : [])]),
          [t("total"), total(run), ...(baseline ? [total(baseline)] : [])],
        ],
      }),
    };
  }
}

function title(run: RunView, baseline: RunView | null): string {
  const now = total(run);
  const shares = kParts.map(([key, word]) => ({ word, value: run.money[key] - (baseline?.money[key] ?? 0) }));
  const largest = shares.sort((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]!;
  if (!baseline) return t("cost_title_alone", { cost: money(now), part: inside(t(largest.word)), value: money(largest.value) });
  const before = total(baseline);
  if (Math.abs(now - before) < 0.0005 * Math.abs(before)) return t("cost_same", { cost: money(now) });
  return t(now > before ? "cost_rises" : "cost_falls", {
    change: change(before > 0 ? Math.abs(now / before - 1) : null).replace("+", ""),
    part: inside(t(largest.word)),
    value: difference("money", largest.value),
  });
}
