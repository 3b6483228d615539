// The colours of styles/theme.css, for what is painted by script.

export type ColorName = "ground" | "panel" | "text" | "muted" | "axis" | "line" | "east" | "west" | "green" | "fossil";
export type RampName = "use" | "carbon" | "price";

const kSteps = 64; // of a ramp; finer than an eye tells apart

let readFor: string | undefined;
const colors = new Map<string, string>();
const ramps = new Map<RampName, string[]>();

function read(name: string): string {
  const current = document.documentElement.dataset["theme"];
  if (current !== readFor) {
    colors.clear();
    ramps.clear();
    readFor = current;
  }
  let value = colors.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    colors.set(name, value);
  }
  return value;
}

export function color(name: ColorName): string {
  return read(name);
}

function channels(hex: string): [number, number, number] {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** The stops of a ramp from low to high, in the present theme. */
export function stops(name: RampName): string[] {
  return read(name).split(/\s+/);
}

/** The colour at a share of the ramp; beyond its ends, the ends. */
export function ramp(name: RampName, share: number): string {
  const given = stops(name);
  let steps = ramps.get(name);
  if (!steps) {
    steps = [];
    for (let step = 0; step <= kSteps; step += 1) {
      const at = (step / kSteps) * (given.length - 1);
      const low = Math.min(Math.floor(at), given.length - 2);
      const from = channels(given[low]!);
      const to = channels(given[low + 1]!);
      steps.push(`rgb(${from.map((value, i) => Math.round(value + (to[i]! - value) * (at - low))).join(",")})`);
    }
    ramps.set(name, steps);
  }
  return steps[Math.round(Math.min(1, Math.max(0, share)) * kSteps)]!;
}
