import { color } from "../colors";
import { clock, energy, mass, share } from "../format";
import { hubsOf } from "../grouping";
import type { HoursView, Num, RunView } from "../model";
import { period } from "../period";
import { say, t } from "../words";
import type { Chart } from "./chart";
import { axisStyle, EChart, type Mark } from "./echarts";
import { roundUp } from "./plot";

const kStrong = 0.92; // opacity of a layer with bright labels

/** What one layer of the stack is of. */
interface Layer {
  name: string;
  kwh: number[]; // by hour
  fill: { color: string; opacity: number };
}

/** Energy an hour by hub or by source, stacked, with the carbon of the same hours below. */
export class EnergyHours implements Chart {
  readonly element: HTMLElement;
  hold = false;
  private readonly chart: EChart;
  private top: [number, number] = [0, 0];

  constructor(private readonly by: "hub" | "source") {
    this.chart = new EChart(by === "hub" ? "energy-by-hour" : "energy-by-source-and-hour");
    this.element = this.chart.element;
  }

  update(run: RunView, baseline: RunView | null): void {
    const hours = run.hours;
    if (!hours) return this.chart.show(null);
    const layers = this.by === "hub" ? byHub(run, hours) : bySource(hours);
    const kwh = layers.map((layer) => layer.kwh);
    const carbon = hours.nation.carbon_kg;
    const before = sameHours(run, baseline);
    const names = layers.map((layer) => layer.name);
    const highest = roundUp(Math.max(...hours.nation.kwh, ...(before?.kwh ?? [])));
    const mostCarbon = roundUp(Math.max(...carbon, ...(before?.carbon_kg ?? [])));
    this.top = this.hold ? [Math.max(highest, this.top[0]), Math.max(mostCarbon, this.top[1])] : [highest, mostCarbon];
    let at = hours.from_s;
    const times = hours.length_s.map((length) => clock(run.start, (at += length) - length));
    const axis = axisStyle();
    const xAxis = (grid: number, labels: boolean): object => ({
      type: "category",
      gridIndex: grid,
      boundaryGap: false,
      data: times,
      ...axis,
      splitLine: { show: false },
      axisLabel: {
        ...(axis["axisLabel"] as object),
        show: labels,
        interval: (index: number) => times[index]?.endsWith("00:00") ?? false,
        formatter: (text: string) => text.slice(0, 5),
      },
    });
    const yAxis = (grid: number, top: number, format: (v: number) => string): object => ({
      type: "value",
      gridIndex: grid,
      max: top,
      interval: top / 2,
      ...axis,
      axisLabel: { ...(axis["axisLabel"] as object), formatter: format },
    });
    const sums = kwh.map((row) => row.reduce((a, b) => a + b, 0));
    const labelled = new Set(sums.map((sum, i) => [sum, i] as const).filter(([sum]) => sum > 0.045 * Math.max(1, total(sums))).map(([, i]) => i));
    const ghost = (grid: number, data: readonly number[]): object => ({
      type: "line",
      xAxisIndex: grid,
      yAxisIndex: grid,
      data,
      symbol: "none",
      silent: true,
      lineStyle: { color: color("muted"), width: 1.5, type: "dashed" },
    });
    this.chart.show({
      words: {
        title: this.title(hours),
        subtitle: t(this.by === "hub" ? "energy_subtitle" : "energy_source_subtitle", { period: period(run) }),
        caption: this.caption(before !== null),
      },
      height: 316,
      option: {
        grid: [
          { left: 76, right: 12, top: 8, height: 190, outerBoundsMode: "none" },
          { left: 76, right: 12, top: 216, height: 70, outerBoundsMode: "none" },
        ],
        xAxis: [xAxis(0, false), xAxis(1, true)],
        yAxis: [yAxis(0, this.top[0], (v) => energy(v)), yAxis(1, this.top[1], (v) => mass(v))],
        series: [
          ...kwh.map((data, i) => ({
            type: "line",
            name: names[i],
            stack: "kwh",
            data,
            symbol: "none",
            triggerLineEvent: true,
            lineStyle: { width: 1, color: color("ground") },
            areaStyle: layers[i]!.fill,
            emphasis: { disabled: true },
          })),
          ...(before ? [ghost(0, before.kwh)] : []),
          {
            type: "line",
            xAxisIndex: 1,
            yAxisIndex: 1,
            data: carbon,
            symbol: "none",
            lineStyle: { color: color("text"), width: 2 },
            areaStyle: { color: color("text"), opacity: 0.12 },
          },
          ...(before ? [ghost(1, before.carbon_kg)] : []),
          ...inLabels(layers, labelled, times.length),
        ],
      },
      table: () => ({
        columns: [
          { name: t("time") },
          ...names.map((name) => ({ name, format: (v: Num) => energy(v) })),
          { name: t("carbon"), format: (v: Num) => mass(v) },
        ],
        rows: times.map((time, hour) => [time, ...kwh.map((row) => row[hour] ?? null), carbon[hour] ?? null]),
      }),
      tip: (mark: Mark) => names[mark.seriesIndex ?? -1] ?? null,
    });
  }

  private title(hours: HoursView): string {
    const { kwh, green_kwh, carbon_kg } = hours.nation;
    if (this.by === "hub") return t("energy_title", { energy: energy(total(kwh)), carbon: mass(total(carbon_kg)) });
    if (total(green_kwh) === 0) return t("energy_source_title_none");
    const greenest = most(kwh.map((all, hour) => (all > 0 ? green_kwh[hour]! / all : 0)));
    return t("energy_source_title", { share: share(total(green_kwh) / Math.max(1e-9, total(kwh))), most: share(greenest) });
  }

  private caption(hasBaseline: boolean): string {
    if (this.by === "source") return t(hasBaseline ? "energy_source_caption" : "energy_source_caption_alone");
    return t(hasBaseline ? "energy_caption" : "energy_caption_alone");
  }
}

/** West below, East above: what moves between them is seen as one border that shifts. */
function byHub(run: RunView, hours: HoursView): Layer[] {
  const hubs = hubsOf(run).reverse();
  return hubs.map((hub, i) => {
    // Neighbours of one side are told apart by strong and weak.
    const isStrong = hubs.slice(0, i).filter((other) => other.side === hub.side).length % 2 === 0;
    return {
      name: say(hub.name),
      kwh: hours.length_s.map((_, hour) => hub.sites.reduce((sum, site) => sum + (hours.site_kwh[site]?.[hour] ?? 0), 0)),
      fill: { color: color(hub.side === "both" ? "fossil" : hub.side), opacity: isStrong ? kStrong : 0.45 },
    };
  });
}

/** Green below, all else above. */
function bySource(hours: HoursView): Layer[] {
  const { kwh, green_kwh } = hours.nation;
  return [
    { name: t("green_power"), kwh: [...green_kwh], fill: { color: color("green"), opacity: kStrong } },
    { name: t("grid_power"), kwh: kwh.map((all, hour) => all - green_kwh[hour]!), fill: { color: color("fossil"), opacity: 0.45 } },
  ];
}

const most = (values: readonly number[]): number => Math.max(0, ...values);

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The baseline's hours, where they are the same ones. */
function sameHours(run: RunView, baseline: RunView | null): { kwh: number[]; carbon_kg: number[] } | null {
  const mine = run.hours;
  const other = baseline?.hours;
  return mine && other && other.length_s.length === mine.length_s.length ? other.nation : null;
}

/** The names, written into the layers themselves: no legend to look up. */
function inLabels(layers: readonly Layer[], shown: ReadonlySet<number>, hours: number): object[] {
  const at = Math.floor(hours * 0.08);
  let below = 0;
  const data: object[] = [];
  layers.forEach(({ name, kwh, fill }, i) => {
    const value = kwh[at] ?? 0;
    const ink = color(fill.opacity === kStrong ? "ground" : "text");
    if (shown.has(i)) data.push({ value: [at, below + value / 2], label: { formatter: name, color: ink } });
    below += value;
  });
  return [
    {
      type: "scatter",
      data,
      symbolSize: 1,
      itemStyle: { color: "transparent" },
      z: 10,
      silent: true,
      label: {
        show: true,
        position: "right",
        fontSize: 12,
      },
    },
  ];
}
