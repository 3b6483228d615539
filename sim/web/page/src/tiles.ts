import type { MeasureInfo, RunView } from "./model";

/** Tiles of key figures, each with its difference to the baseline. */
export class Tiles {
  readonly element: HTMLElement;
  constructor(host: HTMLElement) {
    this.element = host;
  }
  /** Shows the measures `ids`, in that order. */
  update(_measures: readonly MeasureInfo[], _run: RunView, _baseline: RunView | null, _ids: readonly string[]): void {}
}
