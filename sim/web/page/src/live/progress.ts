// What is told while a run takes long, and after one went wrong.

import { fill, h } from "../dom";
import type { Problem } from "../model";
import type { Pace } from "./runner";
import { word } from "./words";

/** A bar above the results: progress with Cancel, or what went wrong. */
export class StatusBar {
  readonly element = h("div", { class: "live-status", hidden: true });
  private ticker = 0;

  constructor(
    private readonly cancel: () => void,
    private readonly again: () => void,
  ) {}

  clear(): void {
    if (this.element.hidden) return;
    window.clearInterval(this.ticker);
    this.element.hidden = true;
    fill(this.element);
  }

  /** From a second on: how long, how long yet where an earlier run tells, and Cancel. */
  pace(pace: Pace, usual_ms: number | null): void {
    if (pace !== "slow") {
      if (pace === "idle" && this.element.classList.contains("running")) this.clear();
      return;
    }
    const from = performance.now() - 1000;
    const bar = h("progress", { "aria-label": word("running") });
    const told = h("span", { class: "status-time" });
    const stop = h("button", { type: "button", onclick: () => this.cancel() }, word("cancel"));
    this.element.className = "live-status running";
    fill(this.element, h("span", {}, word("running")), bar, told, stop);
    this.element.hidden = false;
    const tick = (): void => {
      const passed = performance.now() - from;
      const left = usual_ms === null ? 0 : usual_ms - passed;
      if (usual_ms !== null) {
        bar.max = usual_ms;
        if (left > 0) bar.value = passed;
        else bar.removeAttribute("value");
      }
      told.textContent =
        left > 500
          ? word("secondsLeft", { n: Math.ceil(left / 1000) })
          : word("secondsPassed", { n: Math.floor(passed / 1000) });
    };
    tick();
    window.clearInterval(this.ticker);
    this.ticker = window.setInterval(tick, 500);
  }

  /** With a way to try once more. */
  tell(text: string, kind: "cancelled" | "failed"): void {
    this.clear();
    this.element.className = `live-status ${kind}`;
    const retry = h("button", { type: "button", onclick: () => this.again() }, word("runAgain"));
    fill(this.element, h("p", {}, text), retry);
    this.element.hidden = false;
  }

  problems(problems: readonly Problem[]): void {
    this.clear();
    this.element.className = "live-status failed";
    fill(this.element, h("p", {}, `${word("failed")}. ${word("lastGood")}`), problemList(problems));
    this.element.hidden = false;
  }
}

/** Diagnostics word for word, each after its line and column, which stand there once. */
export function problemList(problems: readonly Problem[], pick?: (problem: Problem) => void): HTMLElement {
  const place = (problem: Problem): string => `${problem.line}:${problem.column}`;
  const said = (problem: Problem): string => {
    const before = `${problem.file}:${place(problem)}: `;
    return problem.text.startsWith(before) ? problem.text.slice(before.length) : problem.text;
  };
  return h(
    "ul",
    { class: "problem-list" },
    ...problems.map((problem) => {
      const at = place(problem);
      const where = pick
        ? h("button", { type: "button", class: "problem-place", onclick: () => pick(problem) }, at)
        : h("span", { class: "problem-place" }, at);
      return h("li", {}, where, h("span", { class: "problem-text", lang: "en" }, said(problem)));
    }),
  );
}
