import { color } from "../colors";
import { value } from "../format";
import type { Kind, Num, Text, Wanted } from "../model";
import { atStart, inside, say, t } from "../words";
import { axisStyle, EChart, type Mark } from "./echarts";
import type { Words } from "./figure";

/** A point of the trade-off. */
export interface Point {
  name: string;
  x: Num;
  y: Num;
  mark: "case" | "front" | "baseline" | "you" | "best" | "path";
}

export interface Axis {
  name: Text;
  kind: Kind;
  wanted: Wanted;
}

const kSymbols: Record<Point["mark"], { symbol: string; size: number }> = {
  case: { symbol: "circle", size: 8 },
  front: { symbol: "circle", size: 12 },
  baseline: { symbol: "circle", size: 14 },
  you: { symbol: "triangle", size: 14 },
  best: { symbol: "diamond", size: 16 },
  path: { symbol: "circle", size: 6 },
};

type Placed = Point & { x: number; y: number };

/** Two measures against each other: cases, their front, the baseline, and a learner's path. */
export class TradeOff {
  readonly element: HTMLElement;
  hold = false;
  private readonly chart = new EChart("trade-off");

  constructor() {
    this.element = this.chart.element;
  }

  /** `words`: title and caption where the usual ones do not fit. */
  update(x: Axis, y: Axis, points: readonly Point[], words: Partial<Words> = {}): void {
    const placed = points.filter((point): point is Placed => point.x !== null && point.y !== null);
    if (placed.length === 0) return this.chart.show(null);
    const axis = axisStyle();
    const style = (of: Axis): object => ({
      type: "value",
      scale: true,
      name: arrow(of),
      ...axis,
      axisLabel: { ...(axis["axisLabel"] as object), formatter: (v: number) => value(of.kind, v), hideOverlap: true },
    });
    const line = (mark: Point["mark"], dashed: boolean, ordered: boolean): object[] => {
      const ends = placed.filter((point) => point.mark === mark);
      if (ends.length < 2) return [];
      if (ordered) ends.sort((a, b) => a.x - b.x);
      const lineStyle = { color: color(dashed ? "muted" : "text"), width: 1.5, type: dashed ? "dashed" : "solid" };
      return [{ type: "line", data: ends.map((point) => [point.x, point.y]), symbol: "none", silent: true, lineStyle, z: 1 }];
    };
    this.chart.show({
      words: {
        title: words.title ?? title(x, y, placed),
        subtitle: words.subtitle ?? t("trade_subtitle", { x: inside(say(x.name)), y: atStart(y.name), n: placed.length }),
        caption: words.caption ?? t("trade_caption"),
      },
      height: 360,
      option: {
        grid: { left: 84, right: 40, top: 34, bottom: 54, outerBoundsMode: "none" },
        xAxis: { ...style(x), nameLocation: "middle", nameGap: 32 },
        yAxis: { ...style(y), nameLocation: "end", nameTextStyle: { ...(axis["nameTextStyle"] as object), align: "left", padding: [0, 0, 0, -72] } },
        series: [
          ...line("front", false, true),
          ...line("path", true, false),
          {
            type: "scatter",
            data: placed.map((point) => item(point, placed)),
            emphasis: { disabled: true },
            labelLayout: { hideOverlap: true },
          },
        ],
      },
      table: () => ({
        columns: [
          { name: t("case") },
          { name: atStart(x.name), format: (v: Num) => value(x.kind, v) },
          { name: atStart(y.name), format: (v: Num) => value(y.kind, v) },
          { name: t("mark") },
        ],
        rows: placed.map((point) => [point.name, point.x, point.y, t(`mark_${point.mark}`)]),
      }),
      tip: (mark: Mark) => {
        const point = (mark.data as { point?: Placed } | undefined)?.point;
        if (!point) return null;
        return `${point.name}\n${say(x.name)} ${value(x.kind, point.x)}\n${say(y.name)} ${value(y.kind, point.y)}`;
      },
    });
  }
}

/** From one end of the front to the other. */
function title(x: Axis, y: Axis, points: readonly Placed[]): string {
  const front = points.filter((point) => point.mark === "front").sort((a, b) => a.x - b.x);
  const first = front[0];
  const last = front[front.length - 1];
  if (!first || !last || first === last) return t("trade_title", { x: atStart(x.name), y: inside(say(y.name)) });
  return t("trade_front", {
    x: inside(say(x.name)),
    y: inside(say(y.name)),
    x1: value(x.kind, first.x),
    x2: value(x.kind, last.x),
    y1: value(y.kind, first.y),
    y2: value(y.kind, last.y),
  });
}

/** `Cost (less is better) ←` tells a reader which corner to look for. */
function arrow(axis: Axis): string {
  if (axis.wanted === "neither") return atStart(axis.name);
  return `${atStart(axis.name)} (${t(axis.wanted === "low" ? "less_is_better" : "more_is_better")})`;
}

function item(point: Placed, all: readonly Placed[]): object {
  const { symbol, size } = kSymbols[point.mark];
  const hollow = point.mark === "baseline";
  const quiet = point.mark === "case" || point.mark === "path";
  const main = color(quiet ? "muted" : "text");
  const named = !quiet || all.length <= 8;
  return {
    value: [point.x, point.y],
    point,
    symbol,
    symbolSize: size,
    itemStyle: {
      color: hollow ? color("ground") : main,
      borderColor: hollow ? color("muted") : color("ground"),
      borderWidth: hollow ? 2 : 1,
      opacity: quiet ? 0.75 : 1,
    },
    label: {
      show: named,
      formatter: () => (point.mark === "baseline" ? `${t("baseline")}: ${point.name}` : point.name),
      position: "right",
      color: color("text"),
      fontSize: 12,
      width: 230,
      overflow: "truncate",
      textBorderColor: color("ground"),
      textBorderWidth: 3,
    },
  };
}
