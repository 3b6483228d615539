// Apache ECharts, with only the parts that the page uses.
import { HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, VisualMapComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { EChartsCoreOption } from "echarts/core";
import { color } from "../colors";
import { hideTip, showTip } from "../tip";
import type { Table } from "../table";
import { Figure, type Words } from "./figure";
import { watchSize } from "./size";

use([HeatmapChart, LineChart, ScatterChart, GridComponent, VisualMapComponent, CanvasRenderer, SVGRenderer]);

// Without quotes: ECharts writes them into the attributes of an SVG as they are.
const kFont = "system-ui, PingFang SC, Microsoft YaHei, Noto Sans SC, WenQuanYi Micro Hei, sans-serif";
const kSharp = 2; // pixels of the canvas for one of the page, at least: charts are printed too

/** What an EChart shows at one moment. */
export interface View {
  words: Words;
  height: number;
  option: EChartsCoreOption;
  table: () => Table;
  /** What the tip says of a mark; null: nothing. */
  tip: (mark: Mark) => string | null;
}

/** A mark under the pointer, as ECharts tells it. */
export interface Mark {
  seriesIndex?: number;
  dataIndex: number;
  data: unknown;
}

/** Styles that all of these charts share. */
export function axisStyle(): Record<string, unknown> {
  return {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: color("muted"), fontSize: 12, fontFamily: kFont },
    nameTextStyle: { color: color("muted"), fontSize: 12, fontFamily: kFont },
    splitLine: { show: true, lineStyle: { color: color("line"), width: 1 } },
  };
}

/** Holds one ECharts drawing: made when it first comes near sight, and reused from then on. */
export class EChart {
  readonly element: HTMLElement;
  private readonly figure: Figure;
  private readonly canvas: HTMLElement;
  private chart: EChartsType | null = null;
  private shown: View | null = null;
  private width = 0;
  private inSight = false;
  private isDirty = false;

  constructor(stem: string) {
    this.figure = new Figure(stem, {
      table: () => this.shown?.table() ?? { columns: [], rows: [] },
      svg: () => this.asSvg(),
    });
    this.element = this.figure.element;
    this.canvas = this.figure.body;
    this.canvas.setAttribute("role", "img");
    watchSize(this.canvas, {
      resized: (width) => {
        this.width = width;
        this.isDirty = true;
        this.draw();
      },
      inSight: (inSight) => {
        this.inSight = inSight;
        this.draw();
      },
    });
    // On paper lines stand for pixels: sharp at any size, and there at once.
    addEventListener("beforeprint", () => {
      if (!this.element.hidden) this.canvas.append(inlineSvg(this.asSvg().text));
    });
    addEventListener("afterprint", () => this.canvas.querySelector("svg")?.remove());
  }

  /** Shows a view; null: the figure goes away. */
  show(view: View | null): void {
    this.element.hidden = !view;
    this.shown = view;
    if (!view) return;
    this.figure.update(view.words);
    this.canvas.setAttribute("aria-label", `${view.words.title}. ${view.words.subtitle}`);
    this.canvas.style.height = `${view.height}px`;
    this.isDirty = true;
    this.draw();
  }

  private draw(): void {
    if (!this.shown || this.width === 0 || !this.isDirty || !this.inSight) return;
    this.isDirty = false;
    const size = { width: this.width, height: this.shown.height };
    if (!this.chart) {
      this.chart = init(this.canvas, null, { renderer: "canvas", devicePixelRatio: Math.max(kSharp, devicePixelRatio), ...size });
      this.chart.on("mousemove", (event) => {
        const text = this.shown?.tip(event as unknown as Mark);
        const pointer = (event.event as { event?: MouseEvent } | undefined)?.event;
        if (text && pointer) showTip(text, pointer.clientX, pointer.clientY);
        else hideTip();
      });
      this.chart.on("globalout", hideTip);
      this.chart.on("mouseout", hideTip);
    } else if (this.chart.getWidth() !== size.width || this.chart.getHeight() !== size.height) {
      this.chart.resize(size);
    }
    this.chart.setOption(this.option(), { notMerge: true });
  }

  private option(): EChartsCoreOption {
    return { animation: false, textStyle: { fontFamily: kFont }, ...this.shown?.option };
  }

  private asSvg(): { text: string; width: number; height: number } {
    const width = this.width || 640;
    const height = this.shown?.height ?? 300;
    const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
    chart.setOption({ backgroundColor: color("ground"), ...this.option() });
    const text = plainStyles(chart.renderToSVGString());
    chart.dispose();
    return { text, width, height };
  }
}

/** Fonts as attributes in place of styles, which the page's policy refuses; what is for the pointer goes. */
function plainStyles(svg: string): string {
  const fonts = (style: string): string =>
    style
      .split(";")
      .map((part) => part.split(":").map((word) => word.trim()))
      .filter(([name, value]) => name?.startsWith("font") && value)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
  return svg
    .replace(/<style[^>]*>[^]*?<\/style>/g, "")
    .replace(/ style="([^"]*)"/g, (_, style: string) => fonts(style));
}

function inlineSvg(text: string): Element {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}
