import type { RunView } from "../model";
import type { Chart } from "./chart";

/** Utilization by site beside the baseline, sorted. */
export class SiteUse implements Chart {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_run: RunView, _baseline: RunView | null): void {}
}
