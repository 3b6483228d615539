import { stops } from "../colors";
import { clock, share, wholeShare } from "../format";
import { hubsOf, hubUse, meanUse, type Hub } from "../grouping";
import type { RunView } from "../model";
import { period } from "../period";
import { say, t } from "../words";
import type { Chart } from "./chart";
import { axisStyle, EChart, type Mark } from "./echarts";
import { cut, textWidth } from "./plot";

const kRow = 26;
const kNames = 168; // pixels at most for the names of the hubs

/** Utilization by hub and hour: a heat map. */
export class HubHours implements Chart {
  readonly element: HTMLElement;
  hold = false;
  private readonly chart = new EChart("utilization-by-hub-and-hour");

  constructor() {
    this.element = this.chart.element;
  }

  update(run: RunView, _baseline: RunView | null): void {
    const hours = run.hours;
    if (!hours) return this.chart.show(null);
    const hubs = hubsOf(run);
    const use = hubs.map((hub) => hubUse(run, hub));
    const start = (hour: number): number => hours.from_s + hours.length_s.slice(0, hour).reduce((a, b) => a + b, 0);
    const times = hours.length_s.map((_, hour) => clock(run.start, start(hour)));
    const cells = use.flatMap((row, y) => row.map((value, x) => [x, hubs.length - 1 - y, value ?? "-"]));
    const names = hubs.map((hub) => say(hub.name));
    const left = Math.min(kNames, Math.max(...names.map((name) => textWidth(name))) + 12);
    const axis = axisStyle();
    this.chart.show({
      words: {
        title: title(hubs, run),
        subtitle: t("heat_subtitle", { period: period(run) }),
        caption: t("heat_caption"),
      },
      height: hubs.length * kRow + 58,
      option: {
        grid: { left, right: 12, top: 4, bottom: 54, outerBoundsMode: "none" },
        xAxis: { type: "category", data: times, ...axis, splitLine: { show: false }, axisLabel: dayLabels(axis, times) },
        yAxis: {
          type: "category",
          data: [...names].reverse().map((name) => cut(name, left - 12)),
          ...axis,
          splitLine: { show: false },
        },
        visualMap: {
          min: 0,
          max: 1,
          calculable: false,
          orient: "horizontal",
          left,
          bottom: 0,
          itemWidth: 10,
          itemHeight: 120,
          inRange: { color: stops("use") },
          text: [wholeShare(1), wholeShare(0)],
          textStyle: axis["axisLabel"],
          hoverLink: false,
        },
        series: [{ type: "heatmap", data: cells, progressive: 0, silent: false, emphasis: { disabled: true } }],
      },
      table: () => ({
        columns: [{ name: t("time") }, ...names.map((name) => ({ name, format: share }))],
        rows: times.map((time, hour) => [time, ...use.map((row) => row[hour] ?? null)]),
      }),
      tip: (mark: Mark) => {
        const [x, y, value] = mark.data as [number, number, number];
        return `${names[hubs.length - 1 - y]}\n${times[x]}\n${share(value)}`;
      },
    });
  }
}

/** The date under the first hour of each day, the hour under every sixth. */
function dayLabels(axis: Record<string, unknown>, times: readonly string[]): object {
  const everyDay = Math.ceil(times.length / (24 * 8));
  let days = 0;
  const shown = times.map((time, i) => {
    if (!time.endsWith("00:00") && i > 0) return "";
    days += 1;
    return (days - 1) % everyDay === 0 ? time.slice(0, 5) : "";
  });
  return {
    ...(axis["axisLabel"] as object),
    interval: (index: number) => shown[index] !== "",
    formatter: (_: string, index: number) => shown[index] ?? "",
    align: "left",
  };
}

function title(hubs: readonly Hub[], run: RunView): string {
  const known = hubs.filter((hub) => meanUse(run, hub) !== null);
  const by = [...known].sort((a, b) => (meanUse(run, b) ?? 0) - (meanUse(run, a) ?? 0));
  const busy = by[0];
  const idle = by[by.length - 1];
  if (!busy || !idle) return t("utilization");
  return t(busy === idle ? "heat_title_one" : "heat_title", {
    busy: say(busy.name),
    high: wholeShare(meanUse(run, busy)),
    idle: say(idle.name),
    low: wholeShare(meanUse(run, idle)),
  });
}

