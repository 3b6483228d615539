// The last change again: before and after, three times; side by side for those who want no motion.

import { h } from "../dom";
import { difference, value } from "../format";
import { say } from "../language";
import { NationMap } from "../map";
import { measure, valueOf } from "../measures";
import type { MeasureInfo, RunView } from "../model";
import { openDialog } from "./dialog";
import type { Stage } from "./stage";
import { word } from "./words";

const kFlips = 3;
const kFlip = 600; // ms

/** Shows one of both, with a word that says which. */
type ShowOne = (run: RunView, label: string) => void;

export class Replay {
  private timer = 0;
  private end: (() => void) | null = null;

  /** Any move of a lever ends it. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.end?.();
    this.end = null;
  }

  flip(before: RunView, after: RunView, show: ShowOne, ended: () => void): void {
    this.stop();
    this.end = ended;
    let left = 2 * kFlips;
    const next = (): void => {
      if (left === 0) {
        this.stop();
        return;
      }
      const first = left % 2 === 0;
      show(first ? before : after, word(first ? "before" : "after"));
      left -= 1;
      this.timer = window.setTimeout(next, kFlip);
    };
    next();
  }
}

export const wantsNoMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Both runs in one view: figures in a table, two maps beside each other. */
export function sideBySide(before: RunView, after: RunView, measures: readonly MeasureInfo[], stage: Stage): void {
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
