import type { Num, Text } from "../model";

/** A point of the trade-off chart. */
export interface Point {
  name: string;
  x: Num;
  y: Num;
  mark: "case" | "front" | "baseline" | "you" | "best" | "path";
}
export interface Axis {
  name: Text;
  kind: import("../model").Kind;
  wanted: import("../model").Wanted;
}

/** Two measures against each other: cases, front, baseline, and the learner's path. */
export class TradeOff {
  readonly element: HTMLElement = document.createElement("figure");
  hold = false;
  update(_x: Axis, _y: Axis, _points: readonly Point[]): void {}
}
