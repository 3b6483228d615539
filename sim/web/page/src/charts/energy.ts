import type { RunView } from "../model";
import type { Chart } from "./chart";

/** Energy an hour by source or hub, with its carbon below. */
export class EnergyHours implements Chart {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_run: RunView, _baseline: RunView | null): void {}
}
