// The last change again: before and after, three times; side by side for those who want no motion.

import { h } from "../dom";
import { difference, value } from "../format";
import { say } from "../language";
import { NationMap } from "../map";
import { measure, valueOf } from "../measures";
import type { MeasureInfo, RunView } from "../model";
import { openDialog } from "./dialog";
import type { Runner } from "./runner";
import type { Settings } from "./settings";
import type { Stage } from "./stage";
import { word } from "./words";

const kFlips = 3;
const kFlip = 600; // ms

export interface ReplayHooks {
  /** Shows one of both, with a word that says which. */
  show(run: RunView, label: string): void;
  /** Back to where it was. */
  ended(): void;
}

const wantsNoMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Replay {
  private timer = 0;
  private playing = false;

  constructor(
    private readonly measures: readonly MeasureInfo[],
    private readonly stage: Stage,
    private readonly hooks: ReplayHooks,
  ) {}

  /** Both runs are fetched before anything moves. */
  async play(settings: Settings, runner: Runner): Promise<void> {
    const last = settings.lastMove();
    if (!last) return;
    const both = [last.before, last.after].map((values) => settings.changed(values));
    // A preview is held against a preview: what differs is the change alone.
    const exact = both.every((values) => runner.known(values, true) !== null);
    const [before, after] = await Promise.all(both.map((values) => runner.background(values, exact)));
    if (!before || !after) return;
    if (wantsNoMotion()) sideBySide(before, after, this.measures, this.stage);
    else this.flip(before, after);
  }

  /** Any move of a lever ends it. */
  stop(): void {
    window.clearTimeout(this.timer);
    if (!this.playing) return;
    this.playing = false;
    this.hooks.ended();
  }

  private flip(before: RunView, after: RunView): void {
    this.stop();
    this.playing = true;
    let left = 2 * kFlips;
    const next = (): void => {
      if (left === 0) {
        this.stop();
        return;
      }
      if (left % 2 === 0) this.hooks.show(before, word("before"));
      else this.hooks.show(after, word("after"));
      left -= 1;
      this.timer = window.setTimeout(next, kFlip);
    };
    next();
  }
}

/** Both runs in one view: figures in a table, two maps beside each other. */
function sideBySide(before: RunView, after: RunView, measures: readonly MeasureInfo[], stage: Stage): void {
  const rows = stage.tileIds.flatMap((id) => {
    const info = measure(measures, id);
    if (!info) return [];
    const [a, b] = [valueOf(before, id), valueOf(after, id)];
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, say(info.name)),
        h("td", {}, value(info.kind, a)),
        h("td", {}, value(info.kind, b)),
        h("td", {}, a === null || b === null ? "–" : difference(info.kind, b - a)),
      ),
    ];
  });
  const heads = ["measure", "before", "after", "difference"] as const;
  const mapOf = (run: RunView, name: string): HTMLElement => {
    const host = h("div", { class: "live-map" });
    new NationMap(host).update(run, null);
    return h("section", {}, h("h3", {}, name), host);
  };
  openDialog(word("replayed"), "wide", [
    h(
      "table",
      { class: "live-table" },
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, word(head))))),
      h("tbody", {}, ...rows),
    ),
    h("div", { class: "side-by-side" }, mapOf(before, word("before")), mapOf(after, word("after"))),
  ]);
}
