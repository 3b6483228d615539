// One lever of numbers: a native slider with named steps, a number box and the ghost of the baseline.

import { freshId, h } from "../dom";
import { say } from "../language";
import type { LeverInfo } from "../model";
import { leverHead, type LeverControl, type LeverEvents } from "./lever_choice";
import { numberText, place, valueText } from "./lever_text";

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

/** Nearer to an end of the slider than this a name would stand out. */
const kFirst = 0.1;
const kLast = 0.9;

/** About as wide as it is printed, as a share of the slider's width. */
function breadth(text: string): number {
  const pixels = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 6.4), 8);
  return pixels / 270;
}

/** Named steps whose names do not run into each other; the outermost go first. */
function withRoom(lever: LeverInfo): Set<number> {
  // As the style sheet places them: the outermost begin or end at their marks.
  const ends = (at: number, wide: number): [number, number] => {
    const from = at < kFirst ? at : at > kLast ? at - wide : at - wide / 2;
    return [from, from + wide];
  };
  const order = [...lever.steps].sort((a, b) => {
    const outer = (value: number): number => Math.abs(place(lever, value) - 0.5);
    const first = (value: number): number => (value === lever.initial ? -1 : 0);
    return first(a.value) - first(b.value) || outer(b.value) - outer(a.value);
  });
  const taken: [number, number][] = [];
  const shown = new Set<number>();
  for (const step of order) {
    const [from, to] = ends(place(lever, step.value), breadth(say(step.name)));
    if (taken.some(([a, b]) => from < b && to > a)) continue;
    taken.push([from, to]);
    shown.add(step.value);
  }
  return shown;
}

interface Mark {
  button: HTMLButtonElement;
  value: number;
}

function marksOf(lever: LeverInfo, choose: (value: number) => void): Mark[] {
  const shown = withRoom(lever);
  return lever.steps.map((each) => {
    const at = place(lever, each.value);
    const side = at < kFirst ? "first" : at > kLast ? "last" : "";
    const button = h(
      "button",
      {
        type: "button",
        class: `lever-mark ${side}`,
        tabindex: -1, // the slider's own keys reach every value
        title: valueText(lever, each.value),
        onclick: () => choose(each.value),
      },
      h("span", { hidden: !shown.has(each.value) }, say(each.name)),
    );
    button.style.left = `${at * 100}%`;
    return { button, value: each.value };
  });
}

export function sliderControl(lever: LeverInfo, events: LeverEvents): LeverControl {
  let baseline = lever.initial;
  const id = freshId("lever");
  const slider = h("input", { min: lever.low, max: lever.high, step: lever.step, type: "range", id, class: "lever-slider" });
  const box = h("input", {
    type: "number",
    class: "lever-number",
    min: lever.low,
    max: lever.high,
    // A value of the scenario need not lie on the grid of the slider: the box takes it as it is.
    step: "any",
    "aria-label": `${say(lever.name)}, ${say(lever.unit)}`,
  });
  const unit = h("span", { class: "lever-unit" }, say(lever.unit));
  const ghost = h("span", { class: "lever-ghost", "aria-hidden": "true" });
  const figures = h("span", { class: "lever-figures" }, box, unit);
  const top = leverHead(lever, h("label", { for: id }, say(lever.name)), events, () => baseline, figures);

  const set = (value: number): void => {
    events.move(lever, value);
    events.release(lever);
  };
  slider.addEventListener("input", () => events.move(lever, slider.valueAsNumber));
  slider.addEventListener("change", () => events.release(lever));
  pageKeys(lever, slider, () => set(slider.valueAsNumber));
  box.addEventListener("change", () => {
    const typed = box.valueAsNumber;
    const isWithin = typed >= lever.low && typed <= lever.high;
    set(typed);
    if (!isWithin) events.held(lever);
  });
  const marks = marksOf(lever, set);

  return {
    element: h(
      "div",
      { class: "lever", "data-lever": lever.id },
      top.element,
      h("div", { class: "lever-track" }, slider, ghost),
      marks.length > 0 && h("div", { class: "lever-marks", "aria-hidden": "true" }, ...marks.map((mark) => mark.button)),
    ),
    show(value, pinned) {
      baseline = pinned;
      const number = Number(value);
      // The thumb jumps to its grid; while it is dragged it is there already.
      if (slider.valueAsNumber !== number) slider.value = String(number);
      slider.setAttribute("aria-valuetext", valueText(lever, number));
      slider.style.setProperty("--at", String(place(lever, number)));
      if (box.valueAsNumber !== number) box.value = numberText(lever, number);
      ghost.style.setProperty("--at", String(place(lever, Number(pinned))));
      ghost.hidden = value === pinned;
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
