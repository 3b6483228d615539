// Effects do not add: each change alone, and all together, against the baseline.

import { fill, h } from "../dom";
import { difference, value } from "../format";
import { say } from "../language";
import { measure, valueOf } from "../measures";
import type { LeverInfo, MeasureInfo, RunView } from "../model";
import { valueText } from "./lever_text";
import type { Runner } from "./runner";
import type { Settings } from "./settings";
import { word } from "./words";

/** More levers than these would take the server too long, and the reader too. */
const kMost = 4;

interface Alone {
  lever: LeverInfo;
  run: RunView | null; // null: on the way
}

export class Effects {
  readonly element = h("section", { class: "live-effects", hidden: true });
  private turn = 0;
  private redraw: () => void = () => {};

  constructor(
    private readonly measures: readonly MeasureInfo[],
    private readonly ids: () => readonly string[],
  ) {}

  clear(): void {
    this.turn += 1;
    this.element.hidden = true;
    this.redraw = () => {};
  }

  /** In another language. */
  again(): void {
    this.redraw();
  }

  /** Runs each moved lever alone when the server has nothing else to do. */
  async show(settings: Settings, runner: Runner, together: RunView, baseline: RunView): Promise<void> {
    this.clear();
    const turn = this.turn;
    const moved = settings.moved();
    if (moved.length < 2 || moved.length > kMost) return;
    const alone: Alone[] = moved.map((lever) => ({ lever, run: null }));
    const exact = !together.preview;
    this.redraw = () => this.draw(alone, settings, together, baseline);
    for (const each of alone) {
      const values = { ...settings.baseline, [each.lever.id]: settings.now[each.lever.id]! };
      each.run = await runner.background(settings.changed(values), exact);
      if (turn !== this.turn) return;
      if (!each.run) return;
      this.redraw();
    }
  }

  private draw(alone: Alone[], settings: Settings, together: RunView, baseline: RunView): void {
    const rows = this.ids().flatMap((id) => {
      const info = measure(this.measures, id);
      return info ? [this.row(info, alone, together, baseline)] : [];
    });
    const names = alone.map(({ lever }) =>
      h("th", { scope: "col" }, say(lever.name), h("small", {}, `${word("alone")}: ${valueText(lever, settings.now[lever.id]!)}`)),
    );
    fill(
      this.element,
      h("h2", {}, word("effects")),
      h("p", { class: "section-about" }, word("effectsAbout")),
      h(
        "div",
        { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("effects") },
        h(
          "table",
          { class: "live-table" },
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              h("th", { scope: "col" }, word("measure")),
              ...names,
              h("th", { scope: "col" }, word(alone.length === 2 ? "sum" : "sumMany")),
              h("th", { scope: "col" }, word("together")),
            ),
          ),
          h("tbody", {}, ...rows),
        ),
      ),
    );
    this.element.hidden = false;
  }

  private row(info: MeasureInfo, alone: Alone[], together: RunView, baseline: RunView): HTMLElement {
    const base = valueOf(baseline, info.id);
    const change = (run: RunView | null): number | null => {
      const there = run ? valueOf(run, info.id) : null;
      return there === null || base === null ? null : there - base;
    };
    const parts = alone.map(({ run }) => change(run));
    const sum = parts.every((part) => part !== null) ? parts.reduce<number>((a, b) => a + b, 0) : null;
    const all = change(together);
    // As far apart as a hundredth of the base: worth a mark.
    const apart = sum !== null && all !== null && Math.abs(sum - all) > 0.01 * Math.max(Math.abs(all), Math.abs(sum));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, say(info.name), h("small", {}, `${word("baselineWord")}: ${value(info.kind, base)}`)),
      ...parts.map((part, i) => h("td", {}, alone[i]!.run ? difference(info.kind, part) : "…")),
      h("td", { class: "sum" }, sum === null ? "…" : difference(info.kind, sum)),
      h("td", { class: apart ? "together apart" : "together" }, apart ? "≠ " : "= ", difference(info.kind, all)),
    );
  }
}
