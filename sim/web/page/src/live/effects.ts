// Effects do not add: each change alone, and all together, against the baseline.

import { fill, h } from "../dom";
import { difference, value } from "../format";
import { say } from "../language";
import { measure, valueOf } from "../measures";
import type { LeverInfo, LeverValues, MeasureInfo, RunView } from "../model";
import { valueText } from "./lever_text";
import type { Runner } from "./runner";
import type { Settings } from "./settings";
import { word } from "./words";

/** More levers than these would take the server too long, and the reader too. */
const kMost = 4;

interface Alone {
  lever: LeverInfo;
  run: RunView;
}

export class Effects {
  readonly element = h("section", { class: "live-effects", hidden: true });
  private turn = 0;
  private key = ""; // of what is shown or on the way
  private redraw: () => void = () => {};

  constructor(
    private readonly measures: readonly MeasureInfo[],
    private readonly ids: () => readonly string[],
  ) {}

  clear(): void {
    this.turn += 1;
    this.key = "";
    this.element.hidden = true;
    this.redraw = () => {};
  }

  /** In another language. */
  again(): void {
    this.redraw();
  }

  /** Runs each moved lever alone, all at the size of the live page, when the server has nothing more urgent. */
  async show(settings: Settings, runner: Runner): Promise<void> {
    const moved = settings.moved();
    const key = JSON.stringify([settings.now, settings.baseline]);
    // The run of full size came after the quick one: the same question.
    if (key === this.key) return;
    this.clear();
    if (moved.length < 2 || moved.length > kMost) return;
    this.key = key;
    const turn = this.turn;
    const ask = (values: LeverValues): Promise<RunView | null> => runner.background(settings.changed(values), false);
    const now = { ...settings.now };
    const runs = await Promise.all([
      ask(settings.baseline),
      ask(now),
      ...moved.map((lever) => ask({ ...settings.baseline, [lever.id]: now[lever.id]! })),
    ]);
    if (turn !== this.turn) return;
    const [baseline, together, ...each] = runs;
    if (!baseline || !together || each.some((run) => run === null)) {
      this.key = "";
      return;
    }
    const alone = moved.map((lever, i) => ({ lever, run: each[i]! }));
    this.redraw = () => this.draw(alone, now, together, baseline);
    this.redraw();
  }

  private draw(alone: Alone[], now: LeverValues, together: RunView, baseline: RunView): void {
    const rows = this.ids().flatMap((id) => {
      const info = measure(this.measures, id);
      return info ? [this.row(info, alone, together, baseline)] : [];
    });
    const names = alone.map(({ lever }) =>
      h("th", { scope: "col" }, say(lever.name), h("small", {}, `${word("alone")}: ${valueText(lever, now[lever.id]!)}`)),
    );
    fill(
      this.element,
      h("h2", {}, word("effects")),
      h("p", { class: "section-about" }, together.preview && `${word("preview")}. `, word("effectsAbout")),
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
    const change = (run: RunView): number | null => {
      const there = valueOf(run, info.id);
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
      ...parts.map((part) => h("td", {}, difference(info.kind, part))),
      h("td", { class: "sum" }, difference(info.kind, sum)),
      h("td", { class: apart ? "together apart" : "together" }, apart ? "≠ " : "= ", difference(info.kind, all)),
    );
  }
}
