import { color } from "../colors";
import { clock, energy, mass } from "../format";
import { hubsOf } from "../grouping";
import type { Num, RunView } from "../model";
import { period } from "../period";
import { say, t } from "../words";
import type { Chart } from "./chart";
import { axisStyle, EChart, type Mark } from "./echarts";
import { roundUp } from "./plot";

/** Energy an hour by hub, stacked, with the carbon of the same hours below. */
export class EnergyHours implements Chart {
  readonly element: HTMLElement;
  hold = false;
  private readonly chart = new EChart("energy-by-hour");
  private top: [number, number] = [0, 0];

  constructor() {
    this.element = this.chart.element;
  }

  update(run: RunView, baseline: RunView | null): void {
    const hours = run.hours;
    if (!hours) return this.chart.show(null);
    // West below, East above: what moves between them is seen as one border that shifts.
    const hubs = hubsOf(run).reverse();
    const kwh = hubs.map((hub) =>
      hours.length_s.map((_, hour) => hub.sites.reduce((sum, site) => sum + (hours.site_kwh[site]?.[hour] ?? 0), 0)),
    );
    const carbon = hours.nation.carbon_kg;
    const before = sameHours(run, baseline);
    const names = hubs.map((hub) => say(hub.name));
    const most = roundUp(Math.max(...hours.nation.kwh, ...(before?.kwh ?? [])));
    const mostCarbon = roundUp(Math.max(...carbon, ...(before?.carbon_kg ?? [])));
    this.top = this.hold ? [Math.max(most, this.top[0]), Math.max(mostCarbon, this.top[1])] : [most, mostCarbon];
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
    // Neighbours of one side are told apart by strong and weak.
    const isStrong = (i: number): boolean => hubs.slice(0, i).filter((hub) => hub.side === hubs[i]!.side).length % 2 === 0;
    const shade = (i: number): object => {
      const side = hubs[i]!.side;
      return { color: color(side === "both" ? "fossil" : side), opacity: isStrong(i) ? 0.92 : 0.45 };
    };
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
        title: t("energy_title", { energy: energy(total(hours.nation.kwh)), carbon: mass(total(carbon)) }),
        subtitle: t("energy_subtitle", { period: period(run) }),
        caption: t(before ? "energy_caption" : "energy_caption_alone"),
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
            areaStyle: shade(i),
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
          ...inLabels(kwh, names, labelled, times.length, isStrong),
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
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The baseline's hours, where they are the same ones. */
function sameHours(run: RunView, baseline: RunView | null): { kwh: number[]; carbon_kg: number[] } | null {
  const mine = run.hours;
  const other = baseline?.hours;
  return mine && other && other.length_s.length === mine.length_s.length ? other.nation : null;
}

/** The names, written into the layers themselves: no legend to look up. */
function inLabels(
  kwh: readonly number[][],
  names: readonly string[],
  shown: ReadonlySet<number>,
  hours: number,
  onStrong: (layer: number) => boolean,
): object[] {
  const at = Math.floor(hours * 0.08);
  let below = 0;
  const data: object[] = [];
  kwh.forEach((row, i) => {
    const value = row[at] ?? 0;
    if (shown.has(i)) data.push({ value: [at, below + value / 2], label: { formatter: names[i], color: color(onStrong(i) ? "ground" : "text") } });
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
