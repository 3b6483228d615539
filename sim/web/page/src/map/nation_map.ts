import { Figure } from "../charts/figure";
import { label, round } from "../charts/plot";
import { watchSize } from "../charts/size";
import { fill, freshId, h, s, setText } from "../dom";
import { svgText } from "../download";
import { clock, count, rate, share } from "../format";
import type { RunView } from "../model";
import { period } from "../period";
import type { Table } from "../table";
import { isPrinting, theme } from "../theme";
import { watchTips } from "../tip";
import { language, say, t } from "../words";
import { FlowMarks } from "./flow_marks";
import { layOut, type Layout } from "./geometry";
import { HourBar } from "./hour_bar";
import { kLayers, layerName, layerSpan, type Layer } from "./layers";
import { drawLegend } from "./legend";
import { placeNames } from "./labels";
import { flowsAt, hourStart, useAt, waitingAt, type Flow } from "./moment";
import { nearest, type Direction } from "./nearest";
import { SiteMarks } from "./site_marks";

export type { Layer } from "./layers";
/** What is picked on the map. */
export type Picked = { kind: "site" | "region" | "link"; id: string } | null;

const kWide = 520; // pixels from which on the map is drawn large
const kMostWidth = 12; // pixels of the widest flow
const kHint = 5000; // cards: the least site that is named

/** The nation by longitude and latitude: sites, flows, layers and an hour slider. */
export class NationMap {
  /** While true the widths of the flows keep their scale. */
  hold = false;
  private readonly figure: Figure;
  private readonly svg = s("svg", { class: "map" });
  private readonly ground = s("g", { class: "ground", "aria-hidden": "true" });
  private readonly names = s("g", { class: "names", "aria-hidden": "true" });
  private readonly legend = s("g", { class: "legend", "aria-hidden": "true" });
  private readonly sites = new SiteMarks();
  private readonly flows = new FlowMarks((flow) => this.tellFlow(flow));
  private readonly hours = new HourBar((hour) => this.atHour(hour));
  private readonly buttons: [Layer, HTMLButtonElement][];
  private readonly note = h("p", { class: "muted small" });
  private readonly stem = freshId("map");
  private readonly listeners: ((picked: Picked) => void)[] = [];
  private run: RunView | null = null;
  private baseline: RunView | null = null;
  private layout: Layout | null = null;
  private layoutKey = "";
  private legendKey = "";
  private width = 0;
  private layer: Layer = "use";
  private span: [number, number] = [0, 1];
  private hour: number | null = null;
  private picked: Picked = null;
  private active: string | null = null; // site that the arrow keys are at
  private mostBps = 1;

  constructor(readonly host: HTMLElement) {
    this.figure = new Figure("map", {
      table: () => this.table(),
      svg: () => ({ text: svgText(this.svg), width: this.width, height: this.svg.clientHeight }),
    });
    this.buttons = (Object.keys(kLayers) as Layer[]).map((layer) => [
      layer,
      h("button", { type: "button", onclick: () => this.setLayer(layer) }),
    ]);
    this.figure.body.append(
      h("div", { class: "layers", role: "group" }, ...this.buttons.map(([, button]) => button)),
      this.svg,
      this.hours.element,
      this.note,
    );
    this.svg.append(this.ground, this.flows.group, this.names, this.sites.group, this.legend);
    this.sites.group.setAttribute("role", "listbox");
    this.sites.group.setAttribute("tabindex", "0");
    this.sites.group.addEventListener("keydown", (event) => this.onKey(event));
    this.sites.group.addEventListener("blur", () => this.activate(null));
    this.svg.addEventListener("click", (event) => this.onClick(event.target as Element));
    watchTips(this.svg);
    watchSize(this.figure.body, { resized: (width) => this.resize(width) });
    host.append(this.figure.element);
  }

  update(run: RunView, baseline: RunView | null): void {
    this.run = run;
    this.baseline = baseline;
    this.hours.update(run);
    this.redraw();
  }

  /** An hour of RunView.hours, or null for the mean of the window. */
  setHour(hour: number | null): void {
    this.hours.show(hour);
    this.atHour(hour);
  }

  setLayer(layer: Layer): void {
    this.layer = layer;
    this.redraw();
  }

  /** Shows something as picked; listeners are told only of what the reader picks. */
  select(picked: Picked): void {
    this.picked = picked;
    this.labelSites();
    this.pickFlow();
  }

  private pickFlow(): void {
    this.flows.pick(this.picked?.kind === "link" ? this.picked.id : null);
  }

  onSelect(listener: (picked: Picked) => void): void {
    this.listeners.push(listener);
  }

  private resize(width: number): void {
    this.width = width;
    this.redraw();
  }

  private atHour(hour: number | null): void {
    this.hour = hour;
    this.redraw();
  }

  private redraw(): void {
    const run = this.run;
    if (!run) return;
    const width = this.width || 592;
    this.span = layerSpan(this.layer, run);
    // Everything that changes where things stand, or what stands in words.
    const key = [width, language(), theme(), this.layer, this.span, ...run.sites.map((site) => site.id + site.cards)].join("|");
    if (!this.hold) this.mostBps = this.widest(run);
    const isNew = key !== this.layoutKey;
    if (isNew) this.layOut(run, width);
    if (`${key}|${this.mostBps}` !== this.legendKey) this.drawLegend(width);
    this.legendKey = `${key}|${this.mostBps}`;
    this.layoutKey = key;
    const flows = flowsAt(run, this.hour);
    const others = this.flows.update(flows, (bps) => this.flowWidth(bps), (node) => this.nodeRadius(run, node), rate);
    this.sites.update(run, this.hour, this.layer, this.span, (cards) => this.radius(cards));
    // What the sites are called changes with their use: told once the hand lets go.
    if (this.hold && !isNew) this.pickFlow();
    else this.select(this.picked);
    this.write(run, flows, others);
  }

  private widest(run: RunView): number {
    const of = (view: RunView | null): number => (view ? Math.max(0, ...flowsAt(view, null).map((flow) => flow.bps)) : 0);
    return Math.max(1, of(run), of(this.baseline));
  }

  private flowWidth(bps: number): number {
    return Math.min(kMostWidth, Math.max(1, kMostWidth * (this.width < kWide ? 0.5 : 0.75) * Math.sqrt(bps / this.mostBps)));
  }

  private radius(cards: number): number {
    const most = Math.max(1, ...(this.run?.sites.map((site) => site.cards) ?? []));
    return (this.width < kWide ? 15 : 24) * Math.sqrt(cards / most);
  }

  private nodeRadius(run: RunView, node: string): number {
    const site = run.sites.find((candidate) => candidate.id === node || candidate.id === `${node}-local`);
    return site ? this.radius(site.cards) + (site.side === "west" ? 3 : 1) : 2;
  }

  private layOut(run: RunView, width: number): void {
    const height = Math.round(width < kWide ? width * 0.86 : width * 0.74);
    const layout = layOut(run, width, height, width < kWide ? 26 : 34);
    this.layout = layout;
    this.flows.layOut(layout);
    this.sites.layOut(run, layout, (cards) => this.radius(cards), this.stem, (i) => this.tellSite(i));
    const atSite = new Set(run.sites.map((site) => spotKey(layout, site.id)));
    fill(
      this.ground,
      s("path", { class: "graticule", d: layout.graticule }),
      ...layout.labels.map(({ x, y, text, anchor }) => label(x, y, text, { class: "degree", "text-anchor": anchor })),
      ...this.network(run, layout),
      ...run.regions
        .filter((region) => !atSite.has(spotKey(layout, region.id)))
        .map((region) => {
          const spot = layout.spots.get(region.id)!;
          return s("rect", { class: "region", x: round(spot.x - 3), y: round(spot.y - 3), width: 6, height: 6 });
        }),
    );
    const circles = run.sites.map((site) => {
      const spot = layout.spots.get(site.id)!;
      const weight = site.cards * (site.cluster ? 1000 : 1);
      return { id: site.id, x: spot.x, y: spot.y, radius: this.radius(site.cards) + 2, name: say(site.name), weight };
    });
    const named = circles.filter((_, i) => run.sites.length <= 12 || run.sites[i]!.cluster !== "" || run.sites[i]!.cards > kHint * 10);
    const texts = new Map(circles.map((circle) => [circle.id, circle.name]));
    fill(
      this.names,
      ...placeNames(named, circles, this.flows.curvesOf(run), { width, height, top: 18 }).map((name) =>
        label(name.x, name.y, texts.get(name.id) ?? "", { class: "name", "text-anchor": name.anchor }),
      ),
    );
  }

  /** Every link as a hairline, so that the flows beyond the largest are seen to be there. */
  private network(run: RunView, layout: Layout): Node[] {
    return run.links.flatMap((link) => {
      const from = layout.spots.get(link.from);
      const to = layout.spots.get(link.to);
      if (!from || !to) return [];
      return [s("line", { class: "fibre", x1: round(from.x), y1: round(from.y), x2: round(to.x), y2: round(to.y) })];
    });
  }

  private drawLegend(width: number): void {
    const most = Math.max(1, ...(this.run?.sites.map((site) => site.cards) ?? []));
    const tidy = (value: number): number => Number(value.toPrecision(1));
    const sizes = {
      radius: (cards: number) => this.radius(cards),
      width: (bps: number) => this.flowWidth(bps),
      cards: [tidy(most / 20), tidy(most / 2)],
      bps: [tidy(this.mostBps / 10), tidy(this.mostBps)],
    };
    const top = this.layout!.height + 10;
    const drawn = drawLegend(this.layer, this.span, sizes, width, top);
    fill(this.legend, ...drawn.marks);
    const height = top + drawn.height;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("height", String(height));
  }

  private write(run: RunView, flows: readonly Flow[], others: number): void {
    for (const [layer, button] of this.buttons) {
      setText(button, layerName(layer));
      button.setAttribute("aria-pressed", String(layer === this.layer));
    }
    this.buttons[0]![1].parentElement!.setAttribute("aria-label", t("layer"));
    this.sites.group.setAttribute("aria-label", t("map_keys"));
    const when = this.hour === null ? t("mean_of_period", { period: period(run) }) : clock(run.start, hourStart(run, this.hour)) + " UTC+8";
    this.figure.update({
      title: mapTitle(run, flows),
      subtitle: `${t("map_subtitle")} · ${when}`,
      caption: t("map_caption"),
    });
    const top = flows.length - others;
    setText(this.note, others > 0 ? t("flows_shown", { top, others }) : "");
    if (isPrinting()) this.svg.classList.add("printed");
    else this.svg.classList.remove("printed");
  }

  private labelSites(): void {
    if (!this.run) return;
    const picked = this.picked?.kind === "site" ? this.picked.id : null;
    this.sites.label(this.run, (i) => this.tellSite(i), picked, this.active);
  }

  private tellSite(index: number): string {
    const run = this.run;
    const site = run?.sites[index];
    if (!run || !site) return "";
    const lines = [
      `${say(site.name)} (${t(site.side)})`,
      t("n_cards", { n: count(site.cards) }),
      `${t("utilization")} ${share(useAt(run, index, this.hour))}`,
    ];
    const waiting = waitingAt(run, index, this.hour);
    if (waiting > 0.0005) lines.push(`${t("queue")} ${share(waiting)}`);
    if (this.layer !== "use") lines.push(`${layerName(this.layer)} ${kLayers[this.layer].format(kLayers[this.layer].value(run, index, this.hour))}`);
    return lines.join("\n");
  }

  private tellFlow(flow: Flow): string {
    const run = this.run!;
    const lines = [`${nodeName(run, flow.from)} → ${nodeName(run, flow.to)}`, rate(flow.bps), `${t("link_use")} ${share(flow.use)}`];
    if (flow.down > 0) lines.push(`${t("down")} ${share(flow.down)}`);
    return lines.join("\n");
  }

  private onClick(target: Element): void {
    const site = target.closest<SVGGElement>("g.site")?.dataset["site"];
    const link = site ? null : this.flows.linkOf(target);
    this.pick(site ? { kind: "site", id: site } : link ? { kind: "link", id: link } : null);
  }

  private pick(picked: Picked): void {
    this.select(picked);
    for (const listener of this.listeners) listener(picked);
  }

  private onKey(event: KeyboardEvent): void {
    if (!this.run || !this.layout) return;
    if (event.key.startsWith("Arrow")) {
      const spots = this.run.sites.map((site) => this.layout!.spots.get(site.id)!);
      this.activate(nearest(spots, this.active, event.key.slice(5).toLowerCase() as Direction));
    } else if ((event.key === "Enter" || event.key === " ") && this.active) {
      this.pick({ kind: "site", id: this.active });
    } else if (event.key === "Escape") {
      this.pick(null);
    } else {
      return;
    }
    event.preventDefault();
  }

  private activate(site: string | null): void {
    this.active = site;
    if (site) this.sites.group.setAttribute("aria-activedescendant", this.sites.optionId(site));
    else this.sites.group.removeAttribute("aria-activedescendant");
    this.labelSites();
  }

  private table(): Table {
    const run = this.run;
    if (!run) return { columns: [], rows: [] };
    return {
      columns: [
        { name: t("site_or_flow") },
        { name: t("cards"), format: (v) => (v === null ? "" : count(v)) },
        { name: t("rate"), format: (v) => (v === null ? "" : rate(v)) },
        { name: t("use"), format: share },
      ],
      rows: [
        ...run.sites.map((site, i) => [say(site.name), site.cards, null, useAt(run, i, this.hour)]),
        ...flowsAt(run, this.hour).map((flow) => [`${nodeName(run, flow.from)} → ${nodeName(run, flow.to)}`, null, flow.bps, flow.use]),
      ],
    };
  }
}

function spotKey(layout: Layout, id: string): string {
  const spot = layout.spots.get(id)!;
  return `${Math.round(spot.x)},${Math.round(spot.y)}`;
}

/** The name of a site, region or relay. */
export function nodeName(run: RunView, id: string): string {
  const node = run.sites.find((site) => site.id === id) ?? run.regions.find((region) => region.id === id);
  return node ? say(node.name) : id;
}

function mapTitle(run: RunView, flows: readonly Flow[]): string {
  const widest = flows.find((flow) => flow.down <= 0.5);
  if (!widest || widest.bps < 1e6) return t("map_title_still");
  return t("map_title", { from: nodeName(run, widest.from), to: nodeName(run, widest.to), rate: rate(widest.bps) });
}
