// The parts of a report on runs: tiles, map, charts, tables.
import { ClassTimes } from "../charts/times";
import { CostSteps } from "../charts/waterfall";
import { EnergyHours } from "../charts/energy";
import { EnergySources } from "../charts/sources";
import { HubHours } from "../charts/heat";
import { pairTable } from "../charts/intervals";
import { SiteUse } from "../charts/dumbbell";
import { WhySteps } from "../charts/why";
import type { Chart } from "../charts/chart";
import { h, fill, setText } from "../dom";
import { count, exact, wholeShare } from "../format";
import { headline, pairSentence, policyName } from "../headline";
import { NationMap, type Picked } from "../map";
import type { PairView, ReportDocument, RunView } from "../model";
import { Panel } from "../panel";
import { period } from "../period";
import { Tiles } from "../tiles";
import { say, t, type Word } from "../words";
import { assumptionList } from "./assumptions";
import * as tables from "./tables";

/** The run with the means of all replications, where there are several: headline, tiles and table agree. */
function averaged(run: RunView, pair: PairView | null, side: "a" | "b"): RunView {
  if (!pair || pair.replications < 2) return run;
  const means = Object.fromEntries(pair.measures.map((row) => [row.id, row[side]]));
  return { ...run, measures: { ...run.measures, ...means } };
}

const kWhy = ["cost_cny", "carbon_kg", "wait_s.p95"]; // whose changes are drawn, those that are there

export class RunPart {
  readonly element = h("div", { class: "run" });
  private readonly facts = h("p", { class: "muted facts-line" });
  private readonly choose = h("div", { class: "choose", role: "group" });
  private readonly map: NationMap;
  private readonly panel: Panel;
  private readonly tiles: Tiles;
  private readonly sections: { title: HTMLElement; word: Word }[] = [];
  private readonly pairs = h("div");
  private readonly afterClasses = h("div");
  private readonly afterMoney = h("div");
  private readonly rest = h("div");
  private readonly charts: Chart[] = [];
  private readonly whys: WhySteps[] = [];
  private run: RunView;
  private picked: Picked = null;

  constructor(
    private readonly shown: ReportDocument,
    private readonly say: (headline: string) => void,
  ) {
    this.run = shown.runs[shown.runs.length - 1]!;
    this.element.append(this.facts, this.choose);
    this.tiles = new Tiles(this.element);
    if (shown.pairs.length > 0) this.section("comparison", this.pairs);
    const mapBox = h("div", { class: "map-box" });
    const panelBox = h("div", { class: "panel-box" });
    const title = h("h2", { class: "unseen" });
    this.sections.push({ title, word: "map" });
    this.element.append(title, h("div", { class: "map-and-panel" }, mapBox, panelBox));
    this.map = new NationMap(mapBox);
    this.panel = new Panel(panelBox);
    this.map.onSelect((picked) => {
      this.picked = picked;
      this.panel.update(this.run, this.baseline(), picked);
    });
    this.section("sites", this.chart(new HubHours()), this.chart(new SiteUse()));
    const wait = this.chart(new ClassTimes("wait"));
    const response = this.chart(new ClassTimes("response"));
    this.section("classes", columns(wait, response), this.afterClasses);
    const cost = this.chart(new CostSteps());
    const sources = this.chart(new EnergySources());
    this.section("money_and_carbon", columns(cost, sources), this.chart(new EnergyHours("source")), this.chart(new EnergyHours("hub")), this.afterMoney);
    if (shown.why) {
      const why = shown.why;
      this.whys = kWhy.filter((id) => why.measures.some((row) => row.id === id)).map((id) => new WhySteps(why, id, shown.measures));
      this.section("why", ...this.whys.map((chart) => chart.element));
    }
    this.element.append(this.rest);
  }

  update(): void {
    const baseline = this.baseline();
    const pair = this.pair();
    const run = averaged(this.run, pair, pair?.b === this.shown.runs.indexOf(this.run) ? "b" : "a");
    const before = baseline && averaged(baseline, pair, "a");
    const told = headline(run, before);
    this.say(told);
    this.updateFacts(pair);
    this.updateChoose();
    for (const { title, word } of this.sections) setText(title, t(word));
    this.tiles.update(this.shown.measures, run, before);
    this.map.update(this.run, baseline);
    this.panel.update(this.run, baseline, this.picked);
    for (const chart of this.charts) chart.update(this.run, baseline);
    for (const chart of this.whys) chart.redrawNow();
    fill(this.pairs, pair && pairTable(pair, this.shown.measures, this.pairNames(pair)), pair && h("p", { class: "muted small" }, t("pair_caption")));
    fill(
      this.afterClasses,
      tables.tablePart(t("class_table"), tables.classTable(this.run)),
      tables.tablePart(t("services"), tables.serviceTable(this.run)),
    );
    fill(this.afterMoney, tables.tablePart(t("money_flows"), tables.moneyTable(this.run)));
    this.updateRest(baseline);
  }

  private updateRest(baseline: RunView | null): void {
    const { run } = this;
    fill(
      this.rest,
      tables.tablePart(t("years"), tables.yearTable(run)),
      tables.tablePart(t("levers"), tables.leverTable(run)),
      tables.tablePart(t("outages"), tables.outageTable(run)),
      details(t("regions"), tables.tablePart(t("regions"), tables.regionTable(run))),
      details(t("all_measures"), tables.tablePart(t("all_measures"), tables.measureTable(this.shown, run, baseline))),
      details(t("ledger"), tables.tablePart(t("ledger"), tables.ledgerTable(run), t("ledger_note"))),
      run.assumptions.length > 0 && h("h2", {}, t("assumptions")),
      run.assumptions.length > 0 && h("p", { class: "muted" }, t("assumptions_note")),
      run.assumptions.length > 0 && assumptionList(run.assumptions),
    );
  }

  private updateFacts(pair: PairView | null): void {
    const { run } = this;
    const facts = [
      period(run),
      t("policy_is", { policy: policyLabel(run) }),
      t("jobs_are", { simulated: exact(run.simulated_jobs), real: count(run.real_jobs) }),
      run.scale < 1 ? t("scale_is", { scale: wholeShare(run.scale) }) : "",
      run.preview ? t("preview_is") : "",
      pair ? pairSentence(pair, this.shown.measures) : "",
      pair && pair.replications > 1 ? t("first_replication") : "",
    ];
    setText(this.facts, facts.filter((text) => text !== "").join(" · "));
  }

  /** One switch between the runs of a comparison; the baseline is always the first. */
  private updateChoose(): void {
    const runs = this.shown.runs;
    this.choose.hidden = runs.length < 3;
    if (this.choose.hidden) return;
    this.choose.setAttribute("aria-label", t("which_run"));
    fill(
      this.choose,
      ...runs.map((run) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(run === this.run),
            onclick: () => {
              this.run = run;
              this.update();
            },
          },
          runName(run, runs),
        ),
      ),
    );
  }

  private baseline(): RunView | null {
    const first = this.shown.runs[0]!;
    return first === this.run ? null : first;
  }

  private pair(): PairView | null {
    const index = this.shown.runs.indexOf(this.run);
    return this.shown.pairs.find((pair) => pair.b === index) ?? (index === 0 ? (this.shown.pairs[0] ?? null) : null);
  }

  private pairNames(pair: PairView): [string, string] {
    const name = (index: number): string => runName(this.shown.runs[index] ?? this.run, this.shown.runs);
    return [name(pair.a), name(pair.b)];
  }

  private chart(chart: Chart): HTMLElement {
    this.charts.push(chart);
    return chart.element;
  }

  private section(word: Word, ...content: HTMLElement[]): void {
    const title = h("h2");
    this.sections.push({ title, word });
    this.element.append(h("section", { class: "part" }, title, ...content));
  }
}

const columns = (...content: HTMLElement[]): HTMLElement => h("div", { class: "columns" }, ...content);

function details(title: string, content: HTMLElement | null): HTMLElement | null {
  return content && h("details", { class: "more" }, h("summary", {}, title), content);
}

/** Beside a name of its own the one that a scenario file takes. */
const policyLabel = (run: RunView): string =>
  policyName(run) === run.policy ? run.policy : `${policyName(run)}（${run.policy}）`;

/** The policy where that tells the runs apart, else the title, else the number. */
export function runName(run: RunView, runs: readonly RunView[]): string {
  const differ = (of: (view: RunView) => string): boolean => new Set(runs.map(of)).size === runs.length;
  if (differ((view) => view.policy)) return policyName(run);
  if (differ((view) => view.title.en)) return say(run.title);
  return `${String.fromCharCode(65 + runs.indexOf(run))} · ${policyName(run)}`;
}
