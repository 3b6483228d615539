// One lever: a native slider with named steps, a number box and the ghost of the baseline; or choices.

import { freshId, h, setText } from "../dom";
import { say } from "../language";
import type { LeverInfo } from "../model";
import { numberText, place, stepName, valueText } from "./lever_text";
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
function head(lever: LeverInfo, label: HTMLElement, events: LeverEvents, baseline: () => number | string) {
  const name = `${say(lever.name)}: ${word("toBaseline")}`;
  const back = h("button", { type: "button", class: "lever-back", title: name, "aria-label": name }, "↺");
  back.addEventListener("click", () => {
    events.move(lever, baseline());
    events.release(lever);
  });
  return { back, element: h("div", { class: "lever-head" }, label, back, about(lever)) };
}

function choiceControl(lever: LeverInfo, events: LeverEvents): LeverControl {
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
    const top = head(lever, h("label", { for: id }, say(lever.name)), events, () => baseline);
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
  const top = head(lever, h("span", { id: labelId, class: "lever-name" }, say(lever.name)), events, () => baseline);
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

/** Ten steps at a press of Page Up: browsers differ, so the page does it. */
function pageKeys(lever: LeverInfo, slider: HTMLInputElement, moved: () => void): void {
  slider.addEventListener("keydown", (event) => {
    const by = event.key === "PageUp" ? 10 : event.key === "PageDown" ? -10 : 0;
    if (by === 0) return;
    event.preventDefault();
    slider.value = String(Number(slider.value) + by * lever.step);
    moved();
  });
}

function sliderControl(lever: LeverInfo, events: LeverEvents): LeverControl {
  let baseline = lever.initial;
  const id = freshId("lever");
  const range = { min: lever.low, max: lever.high, step: lever.step };
  const slider = h("input", { ...range, type: "range", id, class: "lever-slider" });
  const box = h("input", { ...range, type: "number", class: "lever-number", "aria-label": `${say(lever.name)}, ${say(lever.unit)}` });
  // A value of the scenario need not lie on the grid of the slider: the box takes it as it is.
  box.step = "any";
  const unit = h("span", { class: "lever-unit" }, say(lever.unit));
  const step = h("span", { class: "lever-step" });
  const ghost = h("span", { class: "lever-ghost", "aria-hidden": "true" });
  const top = head(lever, h("label", { for: id }, say(lever.name)), events, () => baseline);

  slider.addEventListener("input", () => events.move(lever, slider.valueAsNumber));
  slider.addEventListener("change", () => events.release(lever));
  pageKeys(lever, slider, () => {
    events.move(lever, slider.valueAsNumber);
    events.release(lever);
  });
  box.addEventListener("change", () => {
    if (Number.isFinite(box.valueAsNumber)) events.move(lever, box.valueAsNumber);
    events.release(lever);
  });

  const marks = lever.steps.map((each) => {
    const name = say(each.name);
    const button = h("button", { type: "button", class: "lever-mark", tabindex: -1, title: valueText(lever, each.value) }, h("span", {}, name));
    button.style.left = `${place(lever, each.value) * 100}%`;
    button.addEventListener("click", () => {
      events.move(lever, each.value);
      events.release(lever);
    });
    return { button, value: each.value };
  });

  return {
    element: h(
      "div",
      { class: "lever", "data-lever": lever.id },
      top.element,
      h("div", { class: "lever-row" }, h("div", { class: "lever-track" }, ghost, slider), box),
      h("div", { class: "lever-marks", "aria-hidden": "true" }, ...marks.map((mark) => mark.button)),
      h("div", { class: "lever-said" }, step, unit),
    ),
    show(value, pinned) {
      baseline = pinned;
      const number = Number(value);
      // The value of a slider jumps to its grid; while it is dragged it is there already.
      if (slider.valueAsNumber !== number) slider.value = String(number);
      slider.setAttribute("aria-valuetext", valueText(lever, number));
      slider.style.setProperty("--at", String(place(lever, number)));
      if (document.activeElement !== box || box.valueAsNumber !== number) box.value = numberText(lever, number);
      setText(step, stepName(lever, number));
      ghost.style.setProperty("--at", String(place(lever, Number(pinned))));
      top.back.hidden = value === pinned;
      for (const mark of marks) mark.button.classList.toggle("on", mark.value === number);
    },
    lock(locked) {
      slider.disabled = locked;
      box.disabled = locked;
      top.back.disabled = locked;
      for (const mark of marks) mark.button.disabled = locked;
    },
  };
}

export function leverControl(lever: LeverInfo, events: LeverEvents): LeverControl {
  return lever.choices.length > 0 ? choiceControl(lever, events) : sliderControl(lever, events);
}
