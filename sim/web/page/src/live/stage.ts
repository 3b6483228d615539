// The consequences: tiles, map, panel and two charts, which change together or not at all.

import { ClassTimes } from "../charts/times";
import { CostSteps } from "../charts/waterfall";
import { EnergyHours } from "../charts/energy";
import { HubHours } from "../charts/heat";
import { SiteUse } from "../charts/dumbbell";
import type { Chart } from "../charts/chart";
import { freshId, h, fill } from "../dom";
import { NationMap, type Picked } from "../map";
import type { MeasureInfo, RunView } from "../model";
import { Panel } from "../panel";
import { Tiles } from "../tiles";
import { liveWords, word } from "./words";

/** Tiles in the order of the page; those that a lesson checks are added where they are not among them. */
const kTiles = ["wait_s.p95", "utilization", "west_share", "slo", "cost_cny", "carbon_kg"];

/** The largest: more do not fit beside the map. */
const kSites = 12;

const kCharts: { id: string; name: keyof typeof liveWords; make(): Chart }[] = [
  { id: "sites", name: "chartSites", make: () => new SiteUse(kSites) },
  { id: "times", name: "chartTimes", make: () => new ClassTimes() },
  { id: "cost", name: "chartCost", make: () => new CostSteps() },
  { id: "hours", name: "chartHours", make: () => new HubHours() },
  { id: "energy", name: "chartEnergy", make: () => new EnergyHours("hub") },
  { id: "sources", name: "chartSources", make: () => new EnergyHours("source") },
];

/** A place for one chart, with a list to choose another. */
class ChartPlace {
  readonly element = h("div", { class: "live-chart" });
  private chart!: Chart;
  private made = new Map<string, Chart>();

  constructor(
    private id: string,
    private readonly redraw: () => void,
  ) {
    this.choose(id);
  }

  private choose(id: string): void {
    const kind = kCharts.find((each) => each.id === id) ?? kCharts[0]!;
    this.id = kind.id;
    this.chart = this.made.get(kind.id) ?? kind.make();
    this.made.set(kind.id, this.chart);
    this.label();
  }

  /** Also after a change of language. */
  label(): void {
    const id = freshId("chart");
    const select = h(
      "select",
      { id, class: "chart-choice" },
      ...kCharts.map((each) => h("option", { value: each.id, selected: each.id === this.id }, word(each.name))),
    );
    select.addEventListener("change", () => {
      const value = select.value;
      this.choose(value);
      this.element.querySelector("select")?.focus();
      this.redraw();
    });
    fill(this.element, h("label", { for: id, class: "unseen" }, word("chooseChart")), select, this.chart.element);
  }

  show(run: RunView, baseline: RunView | null, hold: boolean): void {
    this.chart.hold = hold;
    this.chart.update(run, baseline);
  }
}

export class Stage {
  readonly element: HTMLElement;
  private readonly tiles: Tiles;
  private readonly map: NationMap;
  private readonly panel: Panel;
  private readonly places: ChartPlace[];
  private picked: Picked = null;
  private shown: { run: RunView; baseline: RunView | null } | null = null;
  private ids: readonly string[] = kTiles;
  private targets: Record<string, string> = {};

  constructor(private readonly measures: readonly MeasureInfo[]) {
    const tileHost = h("div", { class: "live-tiles" });
    const mapHost = h("div", { class: "live-map" });
    const panelHost = h("div", { class: "live-panel" });
    this.tiles = new Tiles(tileHost);
    this.map = new NationMap(mapHost);
    this.panel = new Panel(panelHost);
    const redraw = (): void => this.again();
    this.places = [new ChartPlace("sites", redraw), new ChartPlace("times", redraw)];
    this.map.onSelect((picked) => {
      this.picked = picked;
      if (this.shown) this.panel.update(this.shown.run, this.shown.baseline, picked);
    });
    this.element = h(
      "section",
      { class: "live-stage empty", "aria-label": word("results"), id: "results", tabindex: -1 },
      tileHost,
      h("div", { class: "live-places" }, mapHost, panelHost, ...this.places.map((place) => place.element)),
    );
  }

  /** A lesson's checks are always among the tiles, with their targets. */
  alsoShow(ids: readonly string[], targets: Record<string, string>): void {
    this.targets = targets;
    const more = ids.filter((id) => !kTiles.includes(id) && this.measures.some((m) => m.id === id));
    // One row: what is not checked makes room, the last first.
    const spare = kTiles.filter((id) => !ids.includes(id));
    const gone = new Set(spare.slice(Math.max(0, spare.length - more.length)));
    this.ids = [...kTiles.filter((id) => !gone.has(id)), ...more];
    this.again();
  }

  /** All in one go, so that no frame shows two runs. With `hold` the axes stay. */
  show(run: RunView, baseline: RunView | null, hold: boolean): void {
    this.shown = { run, baseline };
    this.element.classList.remove("empty");
    this.element.dataset["state"] = run.preview ? "preview" : "exact";
    this.tiles.update(this.measures, run, baseline, this.ids, this.targets);
    this.map.hold = hold;
    this.map.update(run, baseline);
    this.panel.update(run, baseline, this.picked);
    for (const place of this.places) place.show(run, baseline, hold);
  }

  /** In another language or theme. */
  again(): void {
    if (this.shown) this.show(this.shown.run, this.shown.baseline, false);
  }

  relabel(): void {
    this.element.setAttribute("aria-label", word("results"));
    for (const place of this.places) place.label();
    this.again();
  }

  /** Whether what is shown is of where the levers stand: for those who test the page. */
  mark(fresh: boolean): void {
    this.element.dataset["fresh"] = String(fresh);
  }

  /** Old numbers, while new ones are on the way. */
  dim(old: boolean): void {
    this.element.classList.toggle("old", old);
    this.element.setAttribute("aria-busy", String(old));
  }

  /** For Replay beside it. */
  get tileIds(): readonly string[] {
    return this.ids;
  }
}
