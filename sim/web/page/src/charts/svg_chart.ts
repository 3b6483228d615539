import { s } from "../dom";
import { svgText } from "../download";
import type { RunView } from "../model";
import { renew } from "../renew";
import type { Table } from "../table";
import { watchTips } from "../tip";
import type { Chart } from "./chart";
import { Figure, type Words } from "./figure";
import { watchSize } from "./size";

/** What a drawing turned out to be. */
export interface Drawn {
  words: Words;
  height: number;
  marks: Node[];
  table: () => Table;
}

/** A drawing in SVG, drawn anew whenever it changes: cheap for some hundreds of marks. */
abstract class Drawing {
  readonly element: HTMLElement;
  hold = false;
  private readonly figure: Figure;
  private readonly svg = s("svg", { role: "img" });
  private width = 0;
  private isWaiting = false; // for coming into sight
  private inSight = true;
  private table: () => Table = () => ({ columns: [], rows: [] });

  constructor(stem: string) {
    this.figure = new Figure(stem, {
      table: () => this.table(),
      svg: () => ({ text: svgText(this.svg), width: this.width, height: this.svg.clientHeight }),
    });
    this.element = this.figure.element;
    this.figure.body.append(this.svg);
    watchTips(this.svg);
    watchSize(this.figure.body, {
      resized: (width) => {
        this.width = width;
        this.redraw();
      },
      inSight: (inSight) => {
        this.inSight = inSight;
        if (inSight && this.isWaiting) this.redraw();
      },
    });
  }

  /** Draws into `width` pixels; null: there is nothing to show, and the figure goes away. */
  protected abstract drawInto(width: number): Drawn | null;

  /** While a slider is dragged only what is in sight is drawn. */
  protected changed(): void {
    if (this.hold && !this.inSight) this.isWaiting = true;
    else this.redraw();
  }

  private redraw(): void {
    this.isWaiting = false;
    const drawn = this.drawInto(this.width || 440);
    this.element.hidden = !drawn;
    if (!drawn) return;
    this.table = drawn.table;
    this.figure.update(drawn.words);
    this.svg.setAttribute("aria-label", `${drawn.words.title}. ${drawn.words.subtitle}`);
    this.svg.setAttribute("viewBox", `0 0 ${this.width || 440} ${drawn.height}`);
    this.svg.setAttribute("height", String(drawn.height));
    renew(this.svg, ...drawn.marks);
  }
}

/** A chart of a run beside its baseline. */
export abstract class SvgChart extends Drawing implements Chart {
  private shown: [RunView, RunView | null] | null = null;

  update(run: RunView, baseline: RunView | null): void {
    this.shown = [run, baseline];
    this.changed();
  }

  protected abstract draw(run: RunView, baseline: RunView | null, width: number): Drawn | null;

  protected override drawInto(width: number): Drawn | null {
    return this.shown && this.draw(this.shown[0], this.shown[1], width);
  }
}

/** A chart of something that does not change: only size, language and theme do. */
export abstract class StaticChart extends Drawing {
  redrawNow(): void {
    this.changed();
  }

  protected abstract drawStatic(width: number): Drawn | null;

  protected override drawInto(width: number): Drawn | null {
    return this.drawStatic(width);
  }
}
