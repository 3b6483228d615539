import type { RunView } from "../model";
import type { Chart } from "./chart";

/** How the cost comes about, from the baseline to the run. */
export class CostSteps implements Chart {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_run: RunView, _baseline: RunView | null): void {}
}
