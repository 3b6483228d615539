// Whether the server answers. When it is gone the page stays readable, says so, and looks out for it.

import { fill, h } from "../dom";
import { health } from "./api";
import { word } from "./words";

/** Between two looks. [ms] */
const kLookGone = 1500;
const kLookWell = 15_000;

export class Connection {
  readonly element = h("div", { class: "live-banner gone", role: "alert", hidden: true });
  private isGone = false;
  private timer = 0;
  private readonly waiting = new Set<() => void>();

  constructor() {
    this.later(kLookWell);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.look();
    });
  }

  get gone(): boolean {
    return this.isGone;
  }

  /** Calls `listener` when the server is back; the answer ends that. */
  onBack(listener: () => void): () => void {
    this.waiting.add(listener);
    return () => this.waiting.delete(listener);
  }

  /** A call found nobody. */
  lost(): void {
    if (!this.isGone) {
      this.isGone = true;
      this.show();
    }
    this.later(kLookGone);
  }

  /** Also after a change of language. */
  show(): void {
    this.element.hidden = !this.isGone;
    if (!this.isGone) return;
    const retry = h("button", { type: "button", onclick: () => void this.look() }, word("retry"));
    fill(this.element, h("span", {}, word("gone")), retry);
  }

  private later(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), pause);
  }

  private async look(): Promise<void> {
    // A page in the background asks nothing.
    if (document.visibilityState === "hidden" && !this.isGone) {
      this.later(kLookWell);
      return;
    }
    try {
      await health();
    } catch {
      this.lost();
      return;
    }
    this.later(kLookWell);
    if (!this.isGone) return;
    this.isGone = false;
    this.show();
    for (const listener of [...this.waiting]) listener();
  }
}
