import type { RunView } from "../model";

/** A chart of a run beside its baseline. To be used by the report and by the live page alike. */
export interface Chart {
  /** What is put into the page: a <figure> with title, drawing, caption, table and downloads. */
  readonly element: HTMLElement;
  /** While true (a slider is being dragged) axes stay as they are, so that only the data move. */
  hold: boolean;
  /** Draws anew, in the present language and theme. Fast enough to be called at every slider move. */
  update(run: RunView, baseline: RunView | null): void;
}
