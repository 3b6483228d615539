import { difference, value } from "../format";
import { measure } from "../measures";
import type { MeasureInfo, WhyView } from "../model";
import { atStart, t } from "../words";
import { drawSteps, spanOf, type Step } from "./steps";
import { StaticChart, type Drawn } from "./svg_chart";

/** How the difference of one measure comes about, change by change. */
export class WhySteps extends StaticChart {
  constructor(
    private readonly why: WhyView,
    private readonly id: string,
    private readonly measures: readonly MeasureInfo[],
  ) {
    super(`why-${id}`);
  }

  protected drawStatic(width: number): Drawn | null {
    const row = this.why.measures.find((entry) => entry.id === this.id);
    const info = measure(this.measures, this.id);
    if (!row || !info || row.from === null || row.to === null) return null;
    const steps: Step[] = [
      { name: t("baseline"), whole: true, value: row.from },
      ...this.why.changes.map((name, i) => ({
        name,
        whole: false,
        value: row.parts[i]?.mean ?? 0,
        halfWidth: row.parts[i]?.half_width ?? null,
      })),
      { name: t("this_run"), whole: true, value: row.to },
    ];
    const parts = steps.slice(1, -1);
    const largest = [...parts].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))[0];
    const drawn = drawSteps(steps, spanOf(steps), width, info.wanted, {
      value: (v) => value(info.kind, v),
      difference: (v) => difference(info.kind, v),
      tick: (v) => value(info.kind, v),
    });
    return {
      words: {
        title: t("why_title", { measure: atStart(info.name), change: largest?.name ?? "", value: difference(info.kind, largest?.value ?? 0) }),
        subtitle: t("why_subtitle", { measure: atStart(info.name) }),
        caption: t("why_caption"),
      },
      ...drawn,
      table: () => ({
        columns: [{ name: t("change") }, { name: atStart(info.name), format: (v) => value(info.kind, v) }, { name: "± 95 %", format: (v) => (v === null ? "" : value(info.kind, v)) }],
        rows: steps.map((step) => [step.name, step.value, step.halfWidth ?? null]),
      }),
    };
  }
}
