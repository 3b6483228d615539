// One lever of words: radio buttons or a list. What it has in common with a slider is here too.

import { freshId, h, setText } from "../dom";
import { say } from "../language";
import type { LeverInfo } from "../model";
import { numberText, valueText } from "./lever_text";
import { confidenceWord, word } from "./words";

export interface LeverControl {
  element: HTMLElement;
  /** Puts the thumb, the number, the name of the step and the ghost where they belong. */
  show(value: number | string, baseline: number | string): void;
  lock(locked: boolean): void;
}

export interface LeverEvents {
  /** While the thumb is held. */
  move(lever: LeverInfo, value: number | string): void;
  /** The thumb is let go. */
  release(lever: LeverInfo): void;
  /** What was typed is beyond the lever's range, or no number: it stands at something else. */
  held(lever: LeverInfo): void;
}

/** More choices than these go into a list. */
const kRadios = 3;

/** What a lever means, alike for all: what to watch, range, what the scenario says, source. */
function about(lever: LeverInfo): HTMLElement {
  const row = (name: string, text: string): HTMLElement[] => [h("dt", {}, name), h("dd", {}, text)];
  const range =
    lever.choices.length > 0
      ? []
      : row(word("range"), `${numberText(lever, lever.low)} – ${numberText(lever, lever.high)} ${say(lever.unit)}`);
  const facts = [...range, ...row(word("saysScenario"), valueText(lever, lever.initial))];
  if (lever.source !== "") facts.push(...row(word("source"), lever.source));
  if (lever.confidence !== "") facts.push(...row(word("confidence"), confidenceWord(lever.confidence)));
  return h(
    "details",
    { class: "lever-about" },
    h("summary", { "aria-label": `${word("about")}: ${say(lever.name)}` }, "?"),
    h("div", { class: "lever-facts" }, h("p", {}, say(lever.about)), h("dl", {}, ...facts)),
  );
}

/** The head of a lever: its name, a way back to the baseline, and what it means. */
export function leverHead(
  lever: LeverInfo,
  label: HTMLElement,
  events: LeverEvents,
  baseline: () => number | string,
  ...figures: HTMLElement[]
): { back: HTMLButtonElement; element: HTMLElement } {
  const name = `${say(lever.name)}: ${word("toBaseline")}`;
  const back = h("button", { type: "button", class: "lever-back", title: name, "aria-label": name }, "↺");
  back.addEventListener("click", () => {
    events.move(lever, baseline());
    events.release(lever);
  });
  return { back, element: h("div", { class: "lever-head" }, label, about(lever), back, ...figures) };
}

export function choiceControl(lever: LeverInfo, events: LeverEvents): LeverControl {
  let baseline = lever.initial;
  const ghost = h("p", { class: "lever-ghost-text" });
  const choose = (value: string): void => {
    events.move(lever, value);
    events.release(lever);
  };
  const showGhost = (value: number | string): void => {
    setText(ghost, value === baseline ? "" : `◇ ${word("baselineWord")}: ${valueText(lever, baseline)}`);
  };

  if (lever.choices.length > kRadios) {
    const id = freshId("lever");
    const select = h("select", { id }, ...lever.choices.map((choice) => h("option", { value: choice.value }, say(choice.name))));
    select.addEventListener("change", () => choose(select.value));
    const top = leverHead(lever, h("label", { for: id }, say(lever.name)), events, () => baseline);
    return {
      element: h("div", { class: "lever", "data-lever": lever.id }, top.element, select, ghost),
      show(value, pinned) {
        baseline = pinned;
        select.value = String(value);
        top.back.hidden = value === pinned;
        showGhost(value);
      },
      lock(locked) {
        select.disabled = locked;
        top.back.disabled = locked;
      },
    };
  }

  const group = freshId("lever");
  const radios = lever.choices.map((choice) => {
    const radio = h("input", { type: "radio", name: group, value: choice.value });
    radio.addEventListener("change", () => choose(choice.value));
    return { radio, choice };
  });
  const labelId = freshId("lever-name");
  const top = leverHead(lever, h("span", { id: labelId, class: "lever-name" }, say(lever.name)), events, () => baseline);
  return {
    element: h(
      "div",
      { class: "lever", "data-lever": lever.id },
      top.element,
      h(
        "div",
        { class: "lever-radios", role: "radiogroup", "aria-labelledby": labelId },
        ...radios.map(({ radio, choice }) => h("label", {}, radio, h("span", {}, say(choice.name)))),
      ),
      ghost,
    ),
    show(value, pinned) {
      baseline = pinned;
      for (const { radio, choice } of radios) {
        radio.checked = choice.value === value;
        radio.parentElement?.classList.toggle("baseline", choice.value === pinned);
      }
      top.back.hidden = value === pinned;
      showGhost(value);
    },
    lock(locked) {
      for (const { radio } of radios) radio.disabled = locked;
      top.back.disabled = locked;
    },
  };
}

