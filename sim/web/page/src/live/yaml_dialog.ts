// The scenario file of what is seen: to copy, to keep, to change and to run.

import { fill, freshId, h } from "../dom";
import type { LeverValues, Problem, RunView } from "../model";
import { check, Refused, runText, ServerGone, yaml } from "./api";
import { copyText, downloadText, openDialog } from "./dialog";
import { problemList } from "./progress";
import { word } from "./words";

export interface YamlHooks {
  /** A run of the edited text came out. */
  ran(run: RunView, text: string): void;
  gone(): void;
}

/** After the last key. [ms] */
const kPause = 350;

export interface YamlStart {
  scenario: string;
  levers: LeverValues;
  client: string;
  text: string; // as it was edited before; empty: that of the levers
}

/** Where a line and column (from 1) are in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let i = 1; i < line; ++i) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return Math.min(text.length, at + Math.max(0, column - 1));
}

/** A text box with line numbers, so that a diagnostic finds its place. */
function editor(): { element: HTMLElement; box: HTMLTextAreaElement; mark(lines: ReadonlySet<number>): void } {
  const box = h("textarea", {
    class: "yaml-text",
    "aria-label": word("scenarioText"),
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    wrap: "off",
    lang: "en",
  });
  const gutter = h("div", { class: "yaml-gutter", "aria-hidden": "true" });
  let marked: ReadonlySet<number> = new Set();
  const number = (): void => {
    const lines = box.value.split("\n").length;
    fill(
      gutter,
      ...Array.from({ length: lines }, (_, i) => h("span", { class: marked.has(i + 1) ? "bad" : null }, String(i + 1))),
    );
    gutter.scrollTop = box.scrollTop;
  };
  box.addEventListener("input", number);
  box.addEventListener("scroll", () => (gutter.scrollTop = box.scrollTop));
  return {
    element: h("div", { class: "yaml-editor" }, gutter, box),
    box,
    mark(lines) {
      marked = lines;
      number();
    },
  };
}

let serial = 0;

export async function openYaml(start: YamlStart, hooks: YamlHooks): Promise<void> {
  const edit = editor();
  const beside = h("div", { class: "yaml-beside", role: "status", id: freshId("problems") });
  edit.box.setAttribute("aria-describedby", beside.id);
  let stop = new AbortController();
  let timer = 0;
  let original = "";

  const pick = (problem: Problem): void => {
    const at = offsetOf(edit.box.value, problem.line, problem.column);
    edit.box.focus();
    edit.box.setSelectionRange(at, at);
    const height = edit.box.scrollHeight / Math.max(1, edit.box.value.split("\n").length);
    edit.box.scrollTop = Math.max(0, (problem.line - 4) * height);
  };
  const tell = (text: string, alert = false): void =>
    fill(beside, h("p", { class: alert ? "bad" : "good", role: alert ? "alert" : null }, text));
  const showProblems = (problems: readonly Problem[]): void => {
    edit.mark(new Set(problems.map((problem) => problem.line)));
    if (problems.length === 0) tell(word("noProblems"));
    else fill(beside, h("h3", {}, `${word("problemsIn")}: ${problems.length}`), problemList(problems, pick));
  };
  const failed = (error: unknown): void => {
    if (error instanceof ServerGone) hooks.gone();
    tell(error instanceof ServerGone ? word("gone") : error instanceof Error ? error.message : String(error), true);
  };

  const look = async (): Promise<void> => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    try {
      const found = await check(edit.box.value, signal);
      if (!signal.aborted) showProblems(found.problems);
    } catch (error) {
      if (!signal.aborted) failed(error);
    }
  };

  const copy = h("button", { type: "button" }, word("copy"));
  copy.addEventListener("click", () => {
    void copyText(edit.box.value).then((done) => {
      if (done) copy.textContent = word("copiedText");
      else edit.box.select();
    });
  });
  const keep = h("button", { type: "button", onclick: () => downloadText(`${start.scenario}.yaml`, edit.box.value) }, word("download"));
  const revert = h("button", { type: "button", hidden: true }, word("revert"));
  revert.addEventListener("click", () => {
    edit.box.value = original;
    revert.hidden = true;
    void look();
  });
  const go = h("button", { type: "button", class: "primary" }, word("run"));
  const halt = h("button", { type: "button", hidden: true }, word("cancel"));

  const run = async (): Promise<void> => {
    window.clearTimeout(timer);
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const text = edit.box.value;
    go.disabled = true;
    halt.hidden = false;
    fill(beside, h("p", {}, word("running")), h("progress", { "aria-label": word("running") }));
    try {
      serial += 1;
      const answer = await runText({ yaml: text, client: `${start.client}-text`, serial, exact: true }, signal);
      if (signal.aborted) return;
      if (answer.state === "problems") {
        showProblems(answer.problems);
        beside.append(h("p", { class: "muted" }, word("lastGood")));
      } else if (answer.state === "failed") tell(`${word("failed")}: ${answer.text} ${word("lastGood")}`, true);
      else if (answer.state === "done") {
        dialog.close();
        hooks.ran(answer.run, text);
      }
    } catch (error) {
      if (signal.aborted) tell(word("cancelled"));
      else if (error instanceof Refused) tell(error.message, true);
      else failed(error);
    } finally {
      go.disabled = false;
      halt.hidden = true;
    }
  };
  go.addEventListener("click", () => void run());
  halt.addEventListener("click", () => stop.abort());
  edit.box.addEventListener("input", () => {
    revert.hidden = edit.box.value === original;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), kPause);
  });

  const dialog = openDialog(
    word("yamlLong"),
    "wide yaml",
    [
      h("p", { class: "section-about" }, word("yamlAbout")),
      h("div", { class: "yaml-columns" }, edit.element, beside),
      h("div", { class: "dialog-foot" }, copy, keep, revert, halt, go),
    ],
    () => {
      window.clearTimeout(timer);
      stop.abort();
    },
  );
  edit.box.focus();

  try {
    original = (await yaml(start.scenario, start.levers)).yaml;
    edit.box.value = start.text === "" ? original : start.text;
    revert.hidden = edit.box.value === original;
    edit.mark(new Set());
    edit.box.setSelectionRange(0, 0);
    if (start.text !== "") void look();
  } catch (error) {
    failed(error);
  }
}
