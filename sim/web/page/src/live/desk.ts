// Which runs are wanted for where the levers stand, and what they are held against.

import type { LeverValues, Problem, RunView } from "../model";
import { Runner, type Ask, type Pace } from "./runner";
import type { Settings } from "./settings";

export interface DeskHooks {
  /** To be drawn at once. `hold`: a slider is held, axes stay. `since`: of the move that led to it. */
  show(run: RunView, baseline: RunView | null, hold: boolean, since: number): void;
  /** What is shown is of other settings than the levers'. */
  old(old: boolean): void;
  pace(pace: Pace, usual_ms: number | null): void;
  /** The levers rest and their run is shown; again when that of full size is there. */
  rested(run: RunView, baseline: RunView | null): void;
  problems(problems: Problem[]): void;
  failed(text: string): void;
  gone(): void;
}

/** A run of full size may keep the server busy for seconds: not while keys are still pressed. [ms] */
const kExactAfter = 400;

const same = (a: LeverValues, b: LeverValues): boolean =>
  Object.keys({ ...a, ...b }).every((id) => a[id] === b[id]);

export class Desk {
  readonly runner: Runner;
  private shown: { run: RunView; levers: LeverValues } | null = null;
  /** The baseline at both sizes: a preview is held against a preview. */
  private pinned: { levers: LeverValues; quick: RunView | null; exact: RunView | null };
  private held = false;
  private exactTimer = 0;

  constructor(
    scenario: string,
    private readonly settings: Settings,
    private readonly hooks: DeskHooks,
  ) {
    this.pinned = { levers: settings.changed(settings.baseline), quick: null, exact: null };
    this.runner = new Runner(scenario, {
      shown: (run, ask) => this.came(run, ask),
      problems: (problems) => hooks.problems(problems),
      failed: (text) => hooks.failed(text),
      gone: () => hooks.gone(),
      pace: (pace, usual) => {
        hooks.old((pace === "dim" || pace === "slow") && !this.isFresh());
        hooks.pace(pace, usual);
      },
    });
  }

  /** The baseline first: without it a number says little. */
  begin(): void {
    this.runner.ask({ levers: this.pinned.levers, exact: false, since: 0 });
  }

  /** A slider moves under the hand. */
  moved(since: number): void {
    this.held = true;
    window.clearTimeout(this.exactTimer);
    this.runner.dropBackground();
    this.runner.ask({ levers: this.wanted(), exact: false, since });
  }

  /** The slider is let go, or several levers were set at once. */
  released(since: number): void {
    this.held = false;
    if (this.isFresh() && this.shown) {
      this.redraw();
      this.rest(this.shown.run);
    } else {
      this.runner.dropBackground();
      // Where Undo leads, the exact run is often here already.
      const exact = this.runner.known(this.wanted(), true) !== null;
      this.runner.ask({ levers: this.wanted(), exact, since });
    }
  }

  /** The present settings become the baseline. */
  rebase(): void {
    const levers = this.settings.changed(this.settings.baseline);
    this.pinned = { levers, quick: this.runner.known(levers, false), exact: this.runner.known(levers, true) };
    this.redraw();
    if (this.shown) this.rest(this.shown.run);
  }

  /** What was asked for when the server went away. */
  again(): void {
    if (!this.pinned.quick && !this.pinned.exact) this.begin();
    else this.released(0);
  }

  /** The pinned run of the size of `run`; while that is on the way, the other. */
  baselineFor(run: RunView): RunView | null {
    const { quick, exact } = this.pinned;
    return run.preview ? (quick ?? exact) : (exact ?? quick);
  }

  private wanted(): LeverValues {
    return this.settings.changed(this.settings.now);
  }

  /** What is shown is of where the levers stand. */
  isFresh(): boolean {
    return this.shown !== null && same(this.shown.levers, this.wanted());
  }

  private redraw(): void {
    if (this.shown) this.hooks.show(this.shown.run, this.baselineFor(this.shown.run), this.held, 0);
  }

  private pin(run: RunView): void {
    if (run.preview) this.pinned.quick = run;
    else this.pinned.exact = run;
  }

  private came(run: RunView, ask: Ask): void {
    const first = this.shown === null;
    if (same(ask.levers, this.pinned.levers)) this.pin(run);
    this.shown = { run, levers: ask.levers };
    this.hooks.old(false);
    this.hooks.show(run, this.baselineFor(run), this.held && !first, ask.since);
    if (this.held) return;
    if (this.isFresh()) this.rest(run);
    else this.runner.ask({ levers: this.wanted(), exact: false, since: 0 });
  }

  /** After a preview the exact run follows, of the levers and then of the baseline. */
  private rest(run: RunView): void {
    window.clearTimeout(this.exactTimer);
    this.hooks.rested(run, this.baselineFor(run));
    if (run.preview) {
      const exact = { levers: this.wanted(), exact: true, since: 0 };
      const ask = (): void => {
        if (!this.held && this.isFresh()) this.runner.ask(exact);
      };
      if (this.runner.known(exact.levers, true)) ask();
      else this.exactTimer = window.setTimeout(ask, kExactAfter);
      return;
    }
    if (this.pinned.exact) return;
    const { pinned } = this;
    void this.runner.background(pinned.levers, true).then((baseline) => {
      if (!baseline || this.pinned !== pinned) return;
      this.pin(baseline);
      this.redraw();
      if (!this.held && this.isFresh() && this.shown && !this.shown.run.preview)
        this.hooks.rested(this.shown.run, baseline);
    });
  }
}
