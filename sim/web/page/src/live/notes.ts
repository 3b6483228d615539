// The line above the results: of what size the run is, or that it is of an edited text, or before or after in a
// replay. It is always there, so that nothing jumps while a slider is dragged.

import { fill, h } from "../dom";
import { count } from "../format";
import type { RunView } from "../model";
import { renew } from "../renew";
import { word } from "./words";

export class Notes {
  private readonly badge = h("p", { class: "live-badge" });
  private readonly text = h("div", { class: "live-banner text", hidden: true });
  private readonly notice = h("p", { class: "live-banner notice", role: "status", hidden: true });
  readonly elements = [this.badge, this.notice, this.text];
  private last: RunView | null = null;
  private ofText = false;
  private told: () => string = () => "";

  constructor(private readonly backToLevers: () => void) {}

  showRun(run: RunView): void {
    this.last = run;
    const jobs = word("jobsSimulated", { n: count(run.simulated_jobs) });
    renew(
      this.badge,
      h("span", { class: run.preview ? "preview" : "exact" }, word(run.preview ? "preview" : "exact")),
      h("span", { class: "muted" }, jobs),
      run.preview && h("span", { class: "muted preview-about" }, word("previewAbout")),
    );
  }

  showReplay(label: string): void {
    fill(this.badge, h("strong", { class: "replay-word" }, label));
  }

  /** Of settings that came otherwise than they were asked for. Stays until the next one; empty: nothing to tell. */
  tell(told: () => string): void {
    this.told = told;
    this.notice.textContent = told();
    this.notice.hidden = this.notice.textContent === "";
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
    this.tell(this.told);
    if (this.last) this.showRun(this.last);
    this.showText(this.ofText);
  }
}
