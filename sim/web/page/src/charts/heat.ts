import type { RunView } from "../model";
import type { Chart } from "./chart";

/** Utilization by hub and hour: a heat map. */
export class HubHours implements Chart {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_run: RunView, _baseline: RunView | null): void {}
}
