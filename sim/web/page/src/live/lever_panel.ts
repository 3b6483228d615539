// The levers in two drawers: what somebody decides, and what the world does.

import { h, fill } from "../dom";
import type { LeverInfo, LeverValues } from "../model";
import { choiceControl, type LeverControl, type LeverEvents } from "./lever_choice";
import { sliderControl } from "./lever_slider";
import { word } from "./words";

export interface LeverPanelEvents extends LeverEvents {
  setBaseline(): void;
  backToBaseline(): void;
}

export class LeverPanel {
  readonly element = h("aside", { class: "live-levers", id: "levers" });
  private controls = new Map<string, LeverControl>();
  private readonly foot = h("div", { class: "lever-foot" });
  private lockedNote = h("p", { class: "lever-locked", hidden: true });
  private locked = false;
  private mayPin = true;
  private allowed: readonly string[] | null = null;
  private last: { now: LeverValues; baseline: LeverValues };
  private open = new Set<string>(["policy", "assumption"]);
  private raised = false; // the sheet of a narrow screen

  constructor(
    private readonly levers: readonly LeverInfo[],
    private readonly events: LeverPanelEvents,
    now: LeverValues,
    baseline: LeverValues,
  ) {
    this.last = { now, baseline };
    this.build();
  }

  /** Anew, also after a change of language. */
  build(): void {
    const shown = this.levers.filter((lever) => this.allowed === null || this.allowed.includes(lever.id));
    this.controls = new Map(shown.map((lever) => [lever.id, (lever.choices.length > 0 ? choiceControl : sliderControl)(lever, this.events)]));
    const drawer = (kind: LeverInfo["drawer"], title: string, about: string): HTMLElement | null => {
      const inside = shown.filter((lever) => lever.drawer === kind);
      if (inside.length === 0) return null;
      const details = h(
        "details",
        { class: `lever-drawer ${kind}`, open: this.open.has(kind) },
        h("summary", {}, h("span", { class: "drawer-title" }, title), h("span", { class: "drawer-about" }, about)),
        ...inside.map((lever) => this.controls.get(lever.id)!.element),
      );
      details.addEventListener("toggle", () => (details.open ? this.open.add(kind) : this.open.delete(kind)));
      return details;
    };
    const pin = h("button", { type: "button", onclick: () => this.events.setBaseline() }, word("setBaseline"));
    const back = h("button", { type: "button", onclick: () => this.events.backToBaseline() }, word("backToBaseline"));
    fill(this.foot, back, this.mayPin && pin);
    this.lockedNote.textContent = word("locked");
    const handle = h("button", { type: "button", class: "sheet-handle", "aria-controls": "levers" });
    const label = (): void => {
      handle.setAttribute("aria-expanded", String(this.raised));
      handle.textContent = word(this.raised ? "hideLevers" : "showLevers");
      this.element.classList.toggle("raised", this.raised);
    };
    handle.addEventListener("click", () => {
      this.raised = !this.raised;
      label();
    });
    label();
    this.element.setAttribute("aria-label", word("levers"));
    fill(
      this.element,
      handle,
      h(
        "div",
        { class: "lever-scroll" },
        h("h2", { class: "unseen" }, word("levers")),
        this.lockedNote,
        shown.length === 0 && h("p", { class: "lever-none" }, word("noLevers")),
        drawer("policy", word("policies"), word("policiesAbout")),
        drawer("assumption", word("assumptionLevers"), word("assumptionLeversAbout")),
        this.foot,
      ),
    );
    this.lock(this.locked);
    this.show(this.last.now, this.last.baseline);
  }

  show(now: LeverValues, baseline: LeverValues): void {
    this.last = { now, baseline };
    for (const [id, control] of this.controls) control.show(now[id]!, baseline[id]!);
    this.showFoot();
  }

  /** The others stand where they stood. */
  showOne(lever: LeverInfo, now: LeverValues, baseline: LeverValues): void {
    this.last = { now, baseline };
    this.controls.get(lever.id)?.show(now[lever.id]!, baseline[lever.id]!);
    this.showFoot();
  }

  private showFoot(): void {
    const { now, baseline } = this.last;
    const moved = this.levers.some((lever) => now[lever.id] !== baseline[lever.id]);
    for (const button of this.foot.querySelectorAll("button")) button.disabled = !moved || this.locked;
  }

  /** Until the learner has predicted. */
  lock(locked: boolean): void {
    this.locked = locked;
    this.lockedNote.hidden = !locked;
    this.element.classList.toggle("locked", locked);
    for (const control of this.controls.values()) control.lock(locked);
  }

  /** Those of a lesson; null: all. A lesson's baseline stays until it is over. */
  allow(ids: readonly string[] | null, mayPin: boolean): void {
    this.allowed = ids;
    this.mayPin = mayPin;
    this.build();
  }
}
