// Asks the server for runs: one request in flight, and the newest wins.

import type { LeverValues, Problem, RunView } from "../model";
import { Refused, ServerGone, run as askServer } from "./api";

/** A run that somebody waits for. */
export interface Ask {
  levers: LeverValues; // those that differ from what the scenario says
  exact: boolean;
  since: number; // performance.now() of the move that asks for it
}

/** How long the reader has waited: nothing yet, long enough to dim old numbers, or to offer Cancel. */
export type Pace = "idle" | "busy" | "dim" | "slow";

export interface Hooks {
  shown(run: RunView, ask: Ask): void;
  problems(problems: Problem[]): void;
  failed(text: string): void;
  gone(): void;
  pace(pace: Pace, usual_ms: number | null): void;
}

/** Waits of the reader. [ms] */
const kDim = 200;
const kSlow = 1000;
/** A quick run under way is let finish rather than broken off, so that a slow hand sees every step. [ms] */
const kLetFinish = 250;
const kKept = 24;
const kTries = 8;

const keyOf = (levers: LeverValues, exact: boolean): string =>
  JSON.stringify([exact, Object.entries(levers).sort(([a], [b]) => (a < b ? -1 : 1))]);

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Later {
  ask: Ask;
  resolve(run: RunView | null): void;
}

export class Runner {
  /** Random, so that two pages do not supersede each other. */
  readonly client = crypto.randomUUID?.() ?? `page-${Math.random().toString(36).slice(2)}`;
  private serial = 0;
  private wanted: Ask | null = null; // shown to the reader when it comes
  private later: Later[] = []; // when nothing else is asked for
  private flight: { ask: Ask; stop: AbortController; from: number; main: boolean } | null = null;
  private timers: number[] = [];
  private usual: Record<"exact" | "preview", number | null> = { exact: null, preview: null };
  private readonly kept = new Map<string, RunView>();
  private stopped = false;

  constructor(
    private readonly scenario: string,
    private readonly hooks: Hooks,
  ) {}

  /** A run that is here already. */
  known(levers: LeverValues, exact: boolean): RunView | null {
    return this.kept.get(keyOf(levers, exact)) ?? null;
  }

  /** Replaces what was asked for before; the answer goes to the hooks. */
  ask(ask: Ask): void {
    if (this.stopped) return;
    const known = this.known(ask.levers, ask.exact);
    if (known) {
      this.cancel();
      this.hooks.shown(known, ask);
      this.next();
      return;
    }
    const flight = this.flight;
    if (flight?.main && keyOf(flight.ask.levers, flight.ask.exact) === keyOf(ask.levers, ask.exact)) {
      this.wanted = flight.ask;
      return;
    }
    const waited = this.wanted !== null;
    this.wanted = ask;
    if (!waited) this.startTimers();
    const long = flight && (flight.ask.exact || performance.now() - flight.from > kLetFinish);
    if (flight && (flight.main ? long : long || !ask.exact)) flight.stop.abort();
    this.next();
  }

  /** For numbers beside the main ones: when nothing else is asked for. Null: it did not come. */
  background(levers: LeverValues, exact: boolean): Promise<RunView | null> {
    const known = this.known(levers, exact);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.later.push({ ask: { levers, exact, since: performance.now() }, resolve });
      this.next();
    });
  }

  dropBackground(): void {
    const dropped = this.later;
    this.later = [];
    for (const each of dropped) each.resolve(null);
    if (this.flight && !this.flight.main) this.flight.stop.abort();
  }

  /** The reader will not wait. What is shown stays. */
  cancel(): void {
    this.wanted = null;
    this.endTimers();
    this.flight?.stop.abort();
  }

  /** The page turns to another scenario. */
  stop(): void {
    this.stopped = true;
    this.cancel();
    this.dropBackground();
  }

  private startTimers(): void {
    this.endTimers();
    const usual = () => this.usual[this.wanted?.exact ? "exact" : "preview"];
    this.hooks.pace("busy", usual());
    this.timers = [
      window.setTimeout(() => this.hooks.pace("dim", usual()), kDim),
      window.setTimeout(() => this.hooks.pace("slow", usual()), kSlow),
    ];
  }

  private endTimers(): void {
    for (const timer of this.timers) window.clearTimeout(timer);
    this.timers = [];
    this.hooks.pace("idle", null);
  }

  private keep(ask: Ask, run: RunView): void {
    // A run that is no preview is exact, whatever was asked for.
    const keys = [keyOf(ask.levers, ask.exact), ...(run.preview ? [] : [keyOf(ask.levers, true)])];
    for (const key of keys) {
      this.kept.delete(key);
      this.kept.set(key, run);
    }
    while (this.kept.size > kKept) this.kept.delete(this.kept.keys().next().value as string);
  }

  private next(): void {
    if (this.flight || this.stopped) return;
    // What the reader waits for goes first; only a run of full size lets quick ones pass.
    const quick = this.later.find((each) => !each.ask.exact);
    const later = this.wanted ? (this.wanted.exact ? (quick ?? null) : null) : (quick ?? this.later[0] ?? null);
    const ask = later?.ask ?? this.wanted;
    if (!ask) return;
    const flight = { ask, stop: new AbortController(), from: performance.now(), main: later === null };
    this.flight = flight;
    void this.fetch(ask, flight.stop.signal).then((run) => {
      this.flight = null;
      if (run) {
        this.keep(ask, run);
        this.usual[ask.exact ? "exact" : "preview"] = performance.now() - flight.from;
      }
      if (later) {
        const stillWanted = this.later.indexOf(later);
        if (stillWanted >= 0 && !flight.stop.signal.aborted) {
          this.later.splice(stillWanted, 1);
          later.resolve(run);
        }
      } else if (this.wanted === ask) {
        this.wanted = null;
        this.endTimers();
        if (run) this.hooks.shown(run, ask);
      } else if (run && this.wanted) {
        // An older answer, on the way to the newest one: better than a picture that stands still.
        this.startTimers();
        this.hooks.shown(run, ask);
      }
      this.next();
    });
  }

  /** Null: broken off, or told through the hooks. */
  private async fetch(ask: Ask, signal: AbortSignal): Promise<RunView | null> {
    for (let tries = 0; ; ++tries) {
      try {
        const { levers, exact } = ask;
        const request = { scenario: this.scenario, levers, exact, client: this.client, serial: ++this.serial };
        const answer = await askServer(request, signal);
        if (signal.aborted) return null;
        if (answer.state === "done") return answer.run;
        if (answer.state === "problems") this.hooks.problems(answer.problems);
        else if (answer.state === "failed") this.hooks.failed(answer.text);
        else if (tries < kTries) continue;
        return null;
      } catch (error) {
        if (signal.aborted) return null;
        // The server still clears away what was broken off.
        const busy = error instanceof Refused && (error.status === 429 || error.status === 503);
        if (busy && tries < kTries) {
          await rest(60 * (tries + 1));
          if (signal.aborted) return null;
          continue;
        }
        if (error instanceof ServerGone) this.hooks.gone();
        else this.hooks.failed(error instanceof Error ? error.message : String(error));
        return null;
      }
    }
  }
}
