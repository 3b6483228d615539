// "Run it properly": full size, replications, intervals; and the runs that were kept.

import { fill, freshId, h } from "../dom";
import { say } from "../language";
import type { LeverInfo, LeverValues, ProperState } from "../model";
import { properDocument, propers, reportAddress, ServerGone, startProper } from "./api";
import { openDialog } from "./dialog";
import { valueText } from "./lever_text";
import { writeAddress, type Address } from "./link";
import { compareTable } from "./proper_table";
import { isOver, stateWord, watchProper } from "./proper_watch";
import { word } from "./words";

export interface ProperStart {
  scenario: string;
  levers: LeverValues; // that differ from what the scenario says
  baseline: LeverValues;
  moved: readonly LeverInfo[];
  now: LeverValues;
  client: string;
  open: string; // a kept run to show at once; empty: none
}

const kReplications = 10;
const kMost = 100;

/** Kept runs, newest first, with a tick for each that is to be compared. */
class KeptRuns {
  readonly element = h("section", { class: "kept-runs" });
  private readonly chosen = new Set<string>();
  private states: ProperState[] = [];

  constructor(
    private readonly open: (state: ProperState) => void,
    private readonly gone: () => void,
  ) {}

  /** Null: they cannot be read, which the list tells. */
  async load(): Promise<ProperState[] | null> {
    try {
      this.states = await propers();
    } catch (error) {
      if (error instanceof ServerGone) this.gone();
      fill(this.element, h("p", { class: "bad", role: "alert" }, error instanceof ServerGone ? word("gone") : (error as Error).message));
      return null;
    }
    this.show();
    return this.states;
  }

  private row(state: ProperState): HTMLElement {
    const tick = h("input", {
      type: "checkbox",
      "aria-label": `${word("compare")}: ${say(state.name)} ${state.made}`,
      checked: this.chosen.has(state.id),
      disabled: state.state !== "done",
    });
    tick.addEventListener("change", () => {
      if (tick.checked) this.chosen.add(state.id);
      else this.chosen.delete(state.id);
      this.foot();
    });
    const view = h("button", { type: "button", class: "link", onclick: () => this.open(state) }, say(state.name));
    const links = [
      h("a", { href: writeAddress(addressOf(state)) }, word("link")),
      state.state === "done" && h("a", { href: reportAddress(state.id), target: "_blank", rel: "noopener" }, `${word("report")} ↗`),
    ];
    return h(
      "tr",
      {},
      h("td", {}, tick),
      h("th", { scope: "row" }, view),
      h("td", {}, state.made),
      h("td", {}, isOver(state) ? stateWord(state.state) : `${stateWord(state.state)} ${state.done}/${state.planned}`),
      h("td", { class: "links" }, ...links),
    );
  }

  private readonly button = h("button", { type: "button", onclick: () => void this.compare() });
  private readonly hint = h("span", { class: "muted" });
  private readonly result = h("div", { class: "compare-result" });

  private show(): void {
    if (this.states.length === 0) {
      fill(this.element, h("h3", {}, word("kept")), h("p", { class: "muted" }, word("noKept")));
      return;
    }
    const heads = ["", word("name"), word("made"), word("stateWord"), ""];
    this.button.textContent = word("compare");
    this.hint.textContent = word("chooseToCompare");
    fill(
      this.element,
      h("h3", {}, word("kept")),
      h(
        "div",
        { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("kept") },
        h(
          "table",
          { class: "live-table" },
          h("thead", {}, h("tr", {}, ...heads.map((head) => (head === "" ? h("td", {}) : h("th", { scope: "col" }, head))))),
          h("tbody", {}, ...this.states.map((state) => this.row(state))),
        ),
      ),
      h("div", { class: "dialog-foot" }, this.hint, this.button),
      this.result,
    );
    this.foot();
  }

  private foot(): void {
    this.button.disabled = this.chosen.size < 2;
  }

  private async compare(): Promise<void> {
    const states = this.states.filter((state) => this.chosen.has(state.id));
    try {
      const documents = await Promise.all(states.map((state) => properDocument(state.id)));
      fill(this.result, compareTable(states.map((state, i) => ({ state, document: documents[i]! }))));
    } catch (error) {
      if (error instanceof ServerGone) this.gone();
      fill(this.result, h("p", { class: "bad", role: "alert" }, error instanceof ServerGone ? word("gone") : (error as Error).message));
    }
  }
}

/** The levers as they stood and what they were held against. An empty setting is what the scenario says. */
function addressOf(state: ProperState): Partial<Address> {
  const { scenario, baseline, levers, id } = state;
  const back = Object.keys(baseline).filter((lever) => !(lever in levers));
  return { scenario, baseline, levers: { ...Object.fromEntries(back.map((lever) => [lever, ""])), ...levers }, run: id };
}

function changes(start: ProperStart): HTMLElement {
  if (start.moved.length === 0) return h("p", { class: "muted" }, word("nothingChanged"));
  return h(
    "ul",
    { class: "change-list" },
    ...start.moved.map((lever) => h("li", {}, `${say(lever.name)}: `, h("strong", {}, valueText(lever, start.now[lever.id]!)))),
  );
}

export function openProper(start: ProperStart, hooks: { gone(): void; kept(id: string): void }): void {
  let stopWatching: () => void = () => {};
  const result = h("div", { class: "proper-result" });
  const watch = (state: ProperState): void => {
    stopWatching();
    stopWatching = watchProper(result, state, { gone: hooks.gone, changed: () => void kept.load() });
    result.scrollIntoView({ block: "nearest" });
  };
  const kept = new KeptRuns((state) => {
    hooks.kept(state.id);
    watch(state);
  }, hooks.gone);

  const id = freshId("replications");
  const number = h("input", { id, type: "number", min: 2, max: kMost, step: 1, value: kReplications });
  const everyJob = h("input", { type: "checkbox" });
  const go = h("button", { type: "button", class: "primary" }, word("run"));
  const begin = async (): Promise<void> => {
    const replications = Math.min(kMost, Math.max(2, Math.round(Number.isNaN(number.valueAsNumber) ? kReplications : number.valueAsNumber)));
    number.value = String(replications);
    go.disabled = true;
    const { scenario, levers, baseline, client } = start;
    try {
      const state = await startProper({ scenario, levers, baseline, replications, client, scale: everyJob.checked ? 1 : null });
      hooks.kept(state.id);
      watch(state);
      void kept.load();
    } catch (error) {
      const isGone = error instanceof ServerGone;
      if (isGone) hooks.gone();
      // Where the store is lost the list of kept runs says so, and says it anew each time.
      const isTold = !isGone && (await kept.load()) === null;
      fill(result, !isTold && h("p", { class: "bad", role: "alert" }, isGone ? word("gone") : (error as Error).message));
    } finally {
      go.disabled = false;
    }
  };
  go.addEventListener("click", () => void begin());

  openDialog(
    word("proper"),
    "wide proper",
    [
      h("p", { class: "section-about" }, word("properAbout")),
      changes(start),
      h("div", { class: "proper-row" }, h("label", { for: id }, word("replications")), number, h("label", {}, everyJob, " ", word("everyJob")), go),
      result,
      kept.element,
    ],
    () => {
      stopWatching();
      hooks.kept("");
    },
  );
  void kept.load().then((states) => {
    const wanted = states?.find((state) => state.id === start.open);
    if (wanted) watch(wanted);
    else if (states && start.open !== "") fill(result, h("p", { role: "alert" }, word("notHere", { name: start.open })));
  });
}
