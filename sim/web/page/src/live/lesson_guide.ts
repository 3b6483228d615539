// A lesson: question, prediction, levers, live check, best found, debrief, sandbox.

import { fill, freshId, h } from "../dom";
import { say } from "../language";
import type { LeverInfo, LeverValues, Lesson, MeasureInfo, RunView } from "../model";
import { isMet, showChecks } from "./lesson_checks";
import { bestFound, debrief, type DebriefFacts, type Path } from "./lesson_debrief";
import { word, type LiveWord } from "./words";

export type Step = "predict" | "levers" | "best" | "debrief" | "sandbox";

/** The steps as the learner sees them; question and prediction, levers and check are one view each. */
const kSteps: { step: Step; name: LiveWord }[] = [
  { step: "predict", name: "prediction" },
  { step: "levers", name: "leversStep" },
  { step: "best", name: "bestStep" },
  { step: "debrief", name: "debrief" },
  { step: "sandbox", name: "sandbox" },
];

export interface LessonHooks {
  /** The step changed: levers are to be locked, allowed or freed. */
  stepped(step: Step): void;
  setLevers(values: LeverValues): void;
  leave(): void;
  say(text: string): void;
}

export class LessonGuide {
  readonly element = h("section", { class: "live-lesson", id: "lesson" });
  step: Step = "predict";
  private predicted = "";
  private tried = false;
  private readonly path: Path = [];
  private run: RunView | null = null;
  private baseline: RunView | null = null;
  private readonly checks = h("ul", { class: "lesson-checks" });
  private readonly onward = h("div", { class: "lesson-onward" });
  private allMet = false;

  constructor(
    readonly lesson: Lesson,
    private readonly measures: readonly MeasureInfo[],
    private readonly levers: readonly LeverInfo[],
    private readonly hooks: LessonHooks,
  ) {
    this.build();
  }

  get locked(): boolean {
    return this.step === "predict";
  }
  /** Levers of the lesson until the sandbox. */
  get allowed(): readonly string[] | null {
    return this.step === "sandbox" ? null : this.lesson.levers;
  }

  /** The levers rest and this is their run: the check counts. */
  ran(run: RunView, baseline: RunView | null, levers: LeverValues): void {
    this.run = run;
    this.baseline = baseline;
    showChecks(this.checks, this.lesson.checks, this.measures, run, baseline);
    if (this.step === "predict" || this.step === "sandbox") return;
    const last = this.path.at(-1);
    const moved = JSON.stringify(levers) !== JSON.stringify(last?.levers ?? this.lesson.start);
    if (!moved) {
      // The exact run of what a preview showed.
      if (last) last.measures = run.measures;
    } else {
      this.path.push({ levers, measures: run.measures });
      this.tried = true;
    }
    const met = this.lesson.checks.every((check) => isMet(check, run, baseline));
    if (met && !this.allMet && this.tried) this.hooks.say(word("allMet"));
    this.allMet = met && this.tried;
    this.showOnward();
  }

  /** Also after a change of language. */
  build(): void {
    const { lesson } = this;
    const here = kSteps.findIndex((each) => each.step === this.step);
    const leave = h("button", { type: "button", class: "lesson-leave", onclick: () => this.hooks.leave() }, word("leave"));
    this.element.setAttribute("aria-label", `${word("lesson")} ${lesson.number}`);
    showChecks(this.checks, lesson.checks, this.measures, this.run, this.baseline);
    this.showOnward();
    fill(
      this.element,
      h(
        "div",
        { class: "lesson-head" },
        h("p", { class: "lesson-kicker" }, `${word("lesson")} ${lesson.number}`),
        h("h1", {}, say(lesson.title)),
        h(
          "ol",
          { class: "lesson-steps" },
          ...kSteps.map((each, i) =>
            h("li", { "aria-current": i === here ? "step" : null, class: i < here ? "past" : null }, word(each.name)),
          ),
        ),
        leave,
      ),
      this.view(),
    );
  }

  private view(): HTMLElement {
    switch (this.step) {
      case "predict":
        return this.predictView();
      case "levers":
        return h("div", { class: "lesson-view levers" }, h("p", { class: "lesson-question" }, say(this.lesson.question)), this.checks, this.onward);
      case "best":
        return h("div", { class: "lesson-view" }, this.checks, bestFound(this.facts(), () => this.hooks.setLevers(this.lesson.best.levers)), this.onward);
      case "debrief":
        return h("div", { class: "lesson-view" }, debrief(this.facts()), this.onward);
      case "sandbox":
        return h("div", { class: "lesson-view levers" }, this.checks);
    }
  }

  private facts(): DebriefFacts {
    const { lesson, measures, levers, baseline, path, predicted } = this;
    return { lesson, measures, levers, baseline, path, predicted };
  }

  private predictView(): HTMLElement {
    const { lesson } = this;
    const name = freshId("prediction");
    const choices = lesson.prediction.choices.map((choice) => {
      const radio = h("input", { type: "radio", name, value: choice.id, checked: choice.id === this.predicted });
      radio.addEventListener("change", () => {
        this.predicted = choice.id;
        go.disabled = false;
      });
      return h("label", { class: "prediction" }, radio, h("span", {}, say(choice.name)));
    });
    const go = h("button", { type: "button", class: "primary", disabled: this.predicted === "" }, word("toLevers"));
    go.addEventListener("click", () => this.turn("levers"));
    const legend = h("legend", {}, say(lesson.prediction.question));
    return h(
      "div",
      { class: "lesson-view predict" },
      h("p", { class: "lesson-myth" }, h("span", { class: "label" }, `${word("myth")}: `), say(lesson.myth)),
      h("p", { class: "lesson-question" }, say(lesson.question)),
      h("fieldset", { class: "predictions" }, legend, ...choices),
      go,
    );
  }

  /** The way to the next step. */
  private showOnward(): void {
    const button = (to: Step, name: LiveWord, kind = ""): HTMLElement =>
      h("button", { type: "button", class: kind, onclick: () => this.turn(to) }, word(name));
    if (this.step === "levers")
      fill(
        this.onward,
        this.allMet && h("p", { class: "all-met" }, word("allMet")),
        this.tried && button("best", "giveUp", this.allMet ? "primary" : ""),
      );
    else if (this.step === "best") fill(this.onward, button("debrief", "toDebrief", "primary"));
    else if (this.step === "debrief") fill(this.onward, button("sandbox", "toSandbox", "primary"));
    else fill(this.onward);
  }

  private turn(step: Step): void {
    this.step = step;
    this.build();
    this.hooks.stepped(step);
    const heading = this.element.querySelector<HTMLElement>("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    this.element.scrollIntoView({ block: "nearest" });
  }
}
