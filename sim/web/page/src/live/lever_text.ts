// A lever's value in words.

import type { LeverInfo } from "../model";
import { say } from "../language";

/** Digits after the point that the step of a slider needs. */
export function decimals(step: number): number {
  const shown = step.toPrecision(6).replace(/0+$/, "");
  const [digits, exponent] = step < 1e-6 ? step.toExponential().split("e") : [shown, "0"];
  const after = digits!.includes(".") ? digits!.length - digits!.indexOf(".") - 1 : 0;
  return Math.max(0, after - Number(exponent));
}

/** The number alone, as the box beside the slider holds it. */
export function numberText(lever: LeverInfo, value: number): string {
  return String(Number(value.toFixed(Math.max(decimals(lever.step), 0))));
}

/** The named step that a value stands on; empty: between two. */
export function stepName(lever: LeverInfo, value: number | string): string {
  const step = lever.steps.find((each) => each.value === value);
  return step ? say(step.name) : "";
}

/** "0.38 yuan per kWh, low", "Nearest site": what is spoken of a lever. */
export function valueText(lever: LeverInfo, value: number | string): string {
  if (typeof value === "string") {
    const choice = lever.choices.find((each) => each.value === value);
    return choice ? say(choice.name) : value;
  }
  const unit = say(lever.unit);
  const name = stepName(lever, value);
  return `${numberText(lever, value)}${unit === "" ? "" : ` ${unit}`}${name === "" ? "" : `${say({ en: ", ", zh: "，" })}${name}`}`;
}

/** Where a value stands on the slider, 0 to 1. */
export function place(lever: LeverInfo, value: number): number {
  if (!(lever.high > lever.low)) return 0;
  return Math.min(1, Math.max(0, (value - lever.low) / (lever.high - lever.low)));
}
