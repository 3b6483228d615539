import type { RunView } from "../model";
import type { Chart } from "./chart";

/** Wait and response by class: p50 to p95 to p99, on a log axis. */
export class ClassTimes implements Chart {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_run: RunView, _baseline: RunView | null): void {}
}
