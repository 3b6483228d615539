// A waterfall: how one figure becomes another.
import { hatch } from "../hatch";
import type { Num, Wanted } from "../model";
import { verdict } from "../measures";
import { bar, cut, label, line, linear, textWidth, ticks, xAxis } from "./plot";

/** A bar of a waterfall: a whole figure, or a change on the way to the next. */
export interface Step {
  name: string;
  whole: boolean;
  value: number; // of the whole, or the change
  halfWidth?: Num; // of its 95 % interval
}

export interface Formats {
  value: (value: number) => string;
  difference: (value: number) => string;
  tick: (value: number) => string;
}

const kRow = 30;

/** The span that a waterfall covers. */
export function spanOf(steps: readonly Step[]): [number, number] {
  let at = 0;
  let low = 0;
  let high = 0;
  for (const step of steps) {
    at = step.whole ? step.value : at + step.value;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return [low, high];
}

/** Bars from left to right, a row each: wholes are filled, better changes too, worse ones hatched. */
export function drawSteps(
  steps: readonly Step[],
  [low, high]: [number, number],
  width: number,
  wanted: Wanted,
  formats: Formats,
): { marks: Node[]; height: number } {
  const names = Math.min(width * 0.36, Math.max(...steps.map((step) => textWidth(step.name))) + 8);
  const values = 8 + Math.max(...steps.map((step) => textWidth(text(step, formats))));
  const x = linear(low, high || 1, names + 10, width - values - 6);
  const bottom = 8 + steps.length * kRow;
  const marks: Node[] = xAxis(ticks(low, high), x, 4, bottom, formats.tick);
  let at = 0;
  steps.forEach((step, i) => {
    const y = 8 + i * kRow + 6;
    const from = step.whole ? 0 : at;
    at = step.whole ? step.value : at + step.value;
    const good = verdict(wanted, step.value);
    const fill = step.whole ? "var(--muted)" : good < 0 ? hatch("text") : "var(--text)";
    marks.push(label(names, y + 9, cut(step.name, names), { "text-anchor": "end" }));
    marks.push(bar(x(from), x(at), y, 18, { fill, class: step.whole && i === 0 && steps.length > 1 ? "whole first" : "whole" }));
    if (step.halfWidth) {
      const [from, to] = [x(at - step.halfWidth), x(at + step.halfWidth)];
      // On its own ground, so that it is seen on a filled bar too.
      marks.push(line(from, y + 9, to, y + 9, { class: "casing" }), line(from, y + 9, to, y + 9, { class: "interval" }));
    }
    // A thread from bar to bar carries the eye on.
    if (i + 1 < steps.length) marks.push(line(x(at), y + 18, x(at), y + kRow, { class: "thread" }));
    marks.push(label(width - 4, y + 9, text(step, formats), { "text-anchor": "end", class: step.whole ? "label strong" : "label" }));
  });
  return { marks, height: bottom + 24 };
}

function text(step: Step, formats: Formats): string {
  if (step.whole) return formats.value(step.value);
  const arrow = step.value > 0 ? "▲ " : step.value < 0 ? "▼ " : "";
  return arrow + formats.difference(step.value);
}
