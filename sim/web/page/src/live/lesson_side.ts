// A lesson beside the workbench: which levers it allows and locks, and what its checks add to the tiles.

import { measure } from "../measures";
import type { LeverValues, Lesson, RunView } from "../model";
import { targetSign } from "./lesson_checks";
import { LessonGuide } from "./lesson_guide";
import type { LeverPanel } from "./lever_panel";
import type { Opening, Place } from "./opening";
import type { Settings } from "./settings";
import type { Stage } from "./stage";

export class LessonSide {
  private readonly guide: LessonGuide;

  constructor(
    private readonly lesson: Lesson,
    private readonly opening: Opening,
    private readonly place: Place,
    private readonly settings: Settings,
    private readonly panel: LeverPanel,
    private readonly stage: Stage,
    private readonly setAll: (values: LeverValues) => void,
  ) {
    this.guide = new LessonGuide(lesson, place.measures, opening.levers, {
      stepped: () => this.stepped(),
      setLevers: (values) => this.setAll({ ...lesson.start, ...values }),
      leave: () => place.go({ scenario: lesson.scenario, baseline: settings.changed(settings.baseline) }),
      say: (text) => place.announce(text, false),
    });
    this.showTargets();
    this.stepped();
  }

  get element(): HTMLElement {
    return this.guide.element;
  }

  /** The levers rest and this is their run. */
  ran(run: RunView, baseline: RunView | null): void {
    this.guide.ran(run, baseline, this.settings.changed(this.settings.now));
  }

  /** In another language. */
  relabel(): void {
    this.guide.build();
    this.showTargets();
  }

  private showTargets(): void {
    const { checks } = this.lesson;
    const target = (check: Lesson["checks"][number]): [string, string] => [
      check.measure,
      targetSign(check, measure(this.place.measures, check.measure)),
    ];
    this.stage.alsoShow(
      checks.map((check) => check.measure),
      Object.fromEntries(checks.filter((check) => !check.guard).map(target)),
    );
  }

  private stepped(): void {
    const { guide } = this;
    this.panel.allow(guide.allowed, guide.step === "sandbox");
    this.panel.lock(guide.locked);
    // A shared link of a lesson sets its levers once the prediction is made.
    const { levers } = this.opening.address;
    if (guide.step === "levers" && Object.keys(levers).length > 0) this.setAll({ ...this.lesson.start, ...levers });
  }
}
