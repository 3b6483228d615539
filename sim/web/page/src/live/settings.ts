// What the levers stand at, what they stood at, and what they are held against.

import type { LeverInfo, LeverValues } from "../model";

/** One move that Undo takes back. */
interface Step {
  lever: string; // empty: several at once
  before: LeverValues;
  after: LeverValues;
  at: number; // ms
}

/** Presses of an arrow key that follow each other this closely are one move. [ms] */
const kSameMove = 800;

const same = (a: LeverValues, b: LeverValues): boolean =>
  Object.keys({ ...a, ...b }).every((id) => a[id] === b[id]);

/** NaN where there is none. */
const numberIn = (value: number | string | undefined): number =>
  typeof value === "number" ? value : value === undefined || value.trim() === "" ? NaN : Number(value);

const isChoice = (lever: LeverInfo, value: number | string | undefined): boolean =>
  lever.choices.some((choice) => choice.value === value);

/** A number on the grid of its slider; a word that is one of the choices; else what the scenario says. */
export function fitted(lever: LeverInfo, value: number | string | undefined): number | string {
  if (lever.choices.length > 0) return isChoice(lever, value) ? (value as string) : lever.initial;
  const number = numberIn(value);
  if (!Number.isFinite(number)) return lever.initial;
  const held = Math.min(lever.high, Math.max(lever.low, number));
  // What the scenario says need not lie on the grid.
  if (held === lever.initial) return held;
  const steps = Math.round((held - lever.low) / lever.step);
  return Math.min(lever.high, Number((lever.low + steps * lever.step).toPrecision(12)));
}

/** What an address asks for that the levers cannot follow as it stands. */
export interface Unfit {
  unknown: string[]; // no such lever, no such choice or no number: as the scenario says
  held: LeverInfo[]; // beyond the range: at its end
}

/** A number within a lever's range, which goes to the nearest step, is fit; empty is what the scenario says. */
export function unfit(levers: readonly LeverInfo[], given: LeverValues): Unfit {
  const known = new Map(levers.map((lever) => [lever.id, lever]));
  const found: Unfit = { unknown: [], held: [] };
  for (const [id, value] of Object.entries(given)) {
    const lever = known.get(id);
    if (value === "" && lever) continue;
    const number = numberIn(value);
    if (!lever || !(lever.choices.length > 0 ? isChoice(lever, value) : Number.isFinite(number))) found.unknown.push(`${id}=${value}`);
    else if (number < lever.low || number > lever.high) found.held.push(lever); // NaN, of a choice, is neither
  }
  return found;
}

/** All values are whole: one for each lever. */
export class Settings {
  now: LeverValues;
  baseline: LeverValues;
  private committed: LeverValues;
  private done: Step[] = [];
  private undone: Step[] = [];

  constructor(
    readonly levers: readonly LeverInfo[],
    now: LeverValues,
    baseline: LeverValues,
  ) {
    this.now = this.whole(now);
    this.baseline = this.whole(baseline);
    this.committed = { ...this.now };
  }

  /** `given`, and what the scenario says of the other levers. */
  whole(given: LeverValues): LeverValues {
    return Object.fromEntries(this.levers.map((lever) => [lever.id, fitted(lever, given[lever.id])]));
  }

  /** Those of `values` that differ from what the scenario says: what the server is asked for. */
  changed(values: LeverValues): LeverValues {
    return Object.fromEntries(
      this.levers.filter((lever) => values[lever.id] !== lever.initial).map((lever) => [lever.id, values[lever.id]!]),
    );
  }

  /** Levers that stand elsewhere than in the baseline. */
  moved(): LeverInfo[] {
    return this.levers.filter((lever) => this.now[lever.id] !== this.baseline[lever.id]);
  }

  atBaseline(): boolean {
    return same(this.now, this.baseline);
  }

  /** While the slider is held: no entry for Undo yet. False: nothing moved. */
  move(lever: LeverInfo, value: number | string): boolean {
    const to = fitted(lever, value);
    if (this.now[lever.id] === to) return false;
    this.now = { ...this.now, [lever.id]: to };
    return true;
  }

  /** The slider is let go. False: it is where it was. */
  commit(lever: string, at: number): boolean {
    if (same(this.now, this.committed)) return false;
    const last = this.done.at(-1);
    if (last && lever !== "" && last.lever === lever && at - last.at < kSameMove) {
      last.after = { ...this.now };
      last.at = at;
    } else {
      this.done.push({ lever, before: this.committed, after: { ...this.now }, at });
    }
    this.undone = [];
    this.committed = { ...this.now };
    return true;
  }

  /** Several levers at once: one entry. */
  set(values: LeverValues, at: number): boolean {
    this.now = this.whole(values);
    return this.commit("", at);
  }

  canUndo(): boolean {
    return this.done.length > 0;
  }
  canRedo(): boolean {
    return this.undone.length > 0;
  }

  undo(): boolean {
    const step = this.done.pop();
    if (!step) return false;
    this.undone.push(step);
    this.now = { ...step.before };
    this.committed = { ...step.before };
    return true;
  }

  redo(): boolean {
    const step = this.undone.pop();
    if (!step) return false;
    this.done.push(step);
    this.now = { ...step.after };
    this.committed = { ...step.after };
    return true;
  }

  /** What Replay shows before and after. */
  lastMove(): { before: LeverValues; after: LeverValues } | null {
    const step = this.done.at(-1);
    return step ? { before: step.before, after: step.after } : null;
  }

  pin(): void {
    this.baseline = { ...this.now };
  }
}
