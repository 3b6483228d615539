// The small marks that the drawings are made of.
import { s, type Attributes } from "../dom";

const kFont = 12;

/** Maps values to pixels. */
export type Scale = (value: number) => number;

export function linear(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** A log scale; what lies below `low` stands at its edge. */
export function logarithmic(low: number, high: number, from: number, to: number): Scale {
  const line = linear(Math.log(low), Math.log(high), from, to);
  return (value) => line(Math.log(Math.max(low, value)));
}

/** The round number not below `value`: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 or 10 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value * (1 - 1e-9)) ?? 10;
  return lead * power;
}

/** Some four round ticks from `low` to `high`. */
export function ticks(low: number, high: number, wanted = 4): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((lead) => lead * power >= raw) ?? 10) * power;
  const found: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-6; i += 1) found.push(i * step);
  return found;
}

/** About how wide a text is, without asking the browser to lay it out. */
export function textWidth(text: string, size = kFont): number {
  let width = 0;
  for (const letter of text) width += size * ems(letter);
  return width;
}

/** Of a letter, in a wide face of those that browsers take for sans-serif. */
function ems(letter: string): number {
  if (letter.charCodeAt(0) > 0x2e80 || letter === "…") return 1;
  if ("mwMW%".includes(letter)) return 0.92;
  if ("ijlI.,:;'|! ()-".includes(letter)) return 0.36;
  if ("frt".includes(letter)) return 0.4;
  return letter >= "A" && letter <= "Z" ? 0.7 : 0.62;
}

/** Cuts a text to a width, with an ellipsis. */
export function cut(text: string, width: number, size = kFont): string {
  if (textWidth(text, size) <= width) return text;
  let short = text;
  while (short.length > 1 && textWidth(short + "…", size) > width) short = short.slice(0, -1);
  return short.trimEnd() + "…";
}

export function label(x: number, y: number, text: string, more: Attributes = {}): SVGTextElement {
  return s("text", { class: "label", x: round(x), y: round(y), "dominant-baseline": "central", ...more }, text);
}

export function line(x1: number, y1: number, x2: number, y2: number, more: Attributes = {}): SVGLineElement {
  return s("line", { class: "grid", x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...more });
}

/** A bar between two x, of any order; at least a pixel wide so that it is seen. */
export function bar(x1: number, x2: number, y: number, height: number, more: Attributes = {}): SVGRectElement {
  const width = Math.max(1, Math.abs(x2 - x1));
  return s("rect", { x: round(Math.min(x1, x2)), y: round(y), width: round(width), height, ...more });
}

export function dot(x: number, y: number, radius: number, more: Attributes = {}): SVGCircleElement {
  return s("circle", { cx: round(x), cy: round(y), r: radius, ...more });
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Vertical grid lines with their labels above or below. */
export function xAxis(
  values: readonly number[],
  scale: Scale,
  top: number,
  bottom: number,
  format: (value: number) => string,
): SVGElement[] {
  const marks: SVGElement[] = [];
  let free = -Infinity; // labels that would touch the one before are left out
  for (const value of values) {
    const x = scale(value);
    marks.push(line(x, top, x, bottom));
    const text = format(value);
    const half = textWidth(text) / 2;
    if (x - half < free) continue;
    free = x + half + 8;
    marks.push(label(x, bottom + 12, text, { class: "tick", "text-anchor": "middle" }));
  }
  return marks;
}

/** Durations that stand on a log axis of seconds. */
export const kTimeTicks = [1, 10, 60, 600, 3600, 36000, 86400 * 2, 86400 * 10, 86400 * 50] as const;
