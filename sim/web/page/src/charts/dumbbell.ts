import { siteOf } from "../grouping";
import { share, wholeShare } from "../format";
import type { RunView, SiteView } from "../model";
import { period } from "../period";
import { tip } from "../tip";
import { say, t } from "../words";
import { cut, dot, label, line, linear, textWidth, xAxis } from "./plot";
import { SvgChart, type Drawn } from "./svg_chart";

const kRow = 18;

/** Utilization by site beside the baseline, sorted. */
export class SiteUse extends SvgChart {
  private order: string[] = [];

  /** `rows`: at most so many sites, the largest. */
  constructor(private readonly rows = Infinity) {
    super("utilization-by-site");
  }

  protected draw(run: RunView, baseline: RunView | null, width: number): Drawn | null {
    const sites = this.sorted(run);
    if (sites.length === 0) return null;
    const names = Math.min(width * 0.36, Math.max(...sites.map((site) => textWidth(say(site.name)))) + 8);
    const x = linear(0, 1, names + 8, width - 52);
    const bottom = 8 + sites.length * kRow;
    const marks: Node[] = xAxis([0, 0.25, 0.5, 0.75, 1], x, 4, bottom, wholeShare);
    sites.forEach((site, i) => {
      const y = 8 + (i + 0.5) * kRow;
      const before = siteOf(baseline, site.id)?.utilization ?? null;
      const now = site.utilization;
      marks.push(label(names, y, cut(say(site.name), names), { "text-anchor": "end" }));
      if (before !== null && now !== null) marks.push(line(x(before), y, x(now), y, { class: "change" }));
      if (before !== null) marks.push(dot(x(before), y, 4, { class: "ghost" }));
      if (now === null) return;
      const mark = dot(x(now), y, 4.5, { fill: `var(--${site.side})` });
      tip(mark, () => `${say(site.name)}\n${share(now)}${before === null ? "" : ` (${t("baseline")} ${share(before)})`}`);
      marks.push(mark);
      if (site.side === "west") marks.push(dot(x(now), y, 7, { class: "ring", stroke: "var(--west)" }));
      marks.push(label(width - 4, y, wholeShare(now), { class: "tick", "text-anchor": "end" }));
    });
    return {
      words: {
        title: title(sites),
        subtitle: t("site_use_subtitle", { period: period(run) }),
        caption: t(baseline ? "site_use_caption" : "site_use_caption_alone"),
      },
      height: bottom + 24,
      marks,
      table: () => ({
        columns: [
          { name: t("site") },
          { name: t("side") },
          { name: t("cards"), format: (v) => v?.toLocaleString("en") ?? "" },
          { name: t("utilization"), format: share },
          ...(baseline ? [{ name: t("baseline"), format: share }] : []),
        ],
        rows: sites.map((site) => [
          say(site.name),
          t(site.side),
          site.cards,
          site.utilization,
          ...(baseline ? [siteOf(baseline, site.id)?.utilization ?? null] : []),
        ]),
      }),
    };
  }

  /** Busiest first; while a slider is dragged every site keeps its row. */
  private sorted(run: RunView): SiteView[] {
    const largest = [...run.sites].sort((a, b) => b.cards - a.cards).slice(0, this.rows);
    if (this.hold && this.order.length === largest.length) {
      const rank = new Map(this.order.map((id, i) => [id, i]));
      largest.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
    } else {
      largest.sort((a, b) => (b.utilization ?? -1) - (a.utilization ?? -1) || (a.id < b.id ? -1 : 1));
    }
    this.order = largest.map((site) => site.id);
    return largest;
  }
}

/** The busiest and the idlest of the larger half: those that matter. */
function title(sites: readonly SiteView[]): string {
  const middle = [...sites].sort((a, b) => b.cards - a.cards)[Math.floor(sites.length / 2)]?.cards ?? 0;
  const large = sites.filter((site) => site.cards >= middle && site.utilization !== null);
  const by = [...large].sort((a, b) => (b.utilization ?? 0) - (a.utilization ?? 0));
  const busy = by[0];
  const idle = by[by.length - 1];
  if (!busy || !idle) return t("utilization");
  if (busy === idle || (busy.utilization ?? 0) - (idle.utilization ?? 0) < 0.1)
    return t("site_use_even", { low: wholeShare(idle.utilization), high: wholeShare(busy.utilization) });
  return t("site_use_title", {
    busy: say(busy.name),
    high: wholeShare(busy.utilization),
    idle: say(idle.name),
    low: wholeShare(idle.utilization),
  });
}
