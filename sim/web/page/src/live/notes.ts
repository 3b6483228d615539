// Lines above the results: that a run is a preview, or of an edited text, or before or after in a replay.

import { fill, h } from "../dom";
import type { RunView } from "../model";
import { word } from "./words";

export class Notes {
  private readonly badge = h("p", { class: "live-badge", hidden: true });
  private readonly text = h("div", { class: "live-banner text", hidden: true });
  readonly elements = [this.badge, this.text];
  private last: RunView | null = null;
  private ofText = false;

  constructor(private readonly backToLevers: () => void) {}

  showRun(run: RunView): void {
    this.last = run;
    this.badge.hidden = !run.preview;
    if (!run.preview) return;
    fill(
      this.badge,
      h("span", { class: "preview" }, word("preview")),
      h("span", { class: "muted" }, word("previewAbout")),
    );
  }

  showReplay(label: string): void {
    this.badge.hidden = false;
    fill(this.badge, h("strong", { class: "replay-word" }, label));
  }

  showText(ofText: boolean): void {
    this.ofText = ofText;
    this.text.hidden = !ofText;
    if (!ofText) return;
    const back = h("button", { type: "button", onclick: () => this.backToLevers() }, word("backToLevers"));
    fill(this.text, h("span", {}, word("fromText")), back);
  }

  /** In another language. */
  again(): void {
    if (this.last) this.showRun(this.last);
    this.showText(this.ofText);
  }
}
