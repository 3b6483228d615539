// One scenario: levers left, consequences right, both in view while dragging.

import { fill, h } from "../dom";
import { say } from "../language";
import type { LeverInfo, LeverValues, RunView } from "../model";
import { Desk } from "./desk";
import { Effects } from "./effects";
import type { HeaderActions } from "./header";
import { markRedraw } from "./latency";
import { LessonSide } from "./lesson_side";
import { LeverPanel } from "./lever_panel";
import { numberText } from "./lever_text";
import type { Address } from "./link";
import { Notes } from "./notes";
import { Openers } from "./openers";
import type { Opening, Place } from "./opening";
import { StatusBar } from "./progress";
import { Replay } from "./replay";
import { Settings, unfit, type Unfit } from "./settings";
import { sentence } from "./spoken";
import { Stage } from "./stage";
import { word } from "./words";

export class Workbench implements HeaderActions {
  readonly element = h("div", { class: "workbench" });
  private readonly settings: Settings;
  private readonly desk: Desk;
  private readonly stage: Stage;
  private readonly panel: LeverPanel;
  private readonly status: StatusBar;
  private readonly effects: Effects;
  private readonly player: Replay;
  private readonly openers: Openers;
  private readonly lesson: LessonSide | null;
  private readonly notes = new Notes(() => {
    this.leaveText();
    this.desk.again();
  });
  private readonly offBack: () => void;
  private current: { run: RunView; baseline: RunView | null } | null = null;
  private toSay = false; // a sentence is due when the run of the last release is there

  constructor(
    private readonly opening: Opening,
    private readonly place: Place,
  ) {
    const { scenario, levers, lesson, address } = opening;
    const { measures, connection } = place;
    const start = lesson ? lesson.start : address.baseline;
    this.settings = new Settings(levers, lesson ? start : { ...start, ...address.levers }, start);
    this.stage = new Stage(measures);
    this.effects = new Effects(measures, () => this.stage.tileIds);
    this.panel = this.makePanel();
    this.status = new StatusBar(
      () => this.cancel(),
      () => {
        this.status.clear();
        this.desk.again();
      },
    );
    this.desk = new Desk(scenario.id, this.settings, {
      show: (run, baseline, hold, since) => this.show(run, baseline, hold, since),
      old: (old) => this.stage.dim(old),
      pace: (pace, usual) => this.status.pace(pace, usual),
      rested: (run, baseline) => this.rested(run, baseline),
      problems: (problems) => this.status.problems(problems),
      failed: (text) => this.status.tell(`${word("failed")}: ${text} ${word("lastGood")}`, "failed"),
      gone: () => connection.lost(),
    });
    this.player = new Replay(measures, this.stage, {
      show: (run, label) => {
        this.stage.show(run, this.desk.baselineFor(run), true);
        this.notes.showReplay(label);
      },
      ended: () => {
        if (this.current) this.show(this.current.run, this.current.baseline, false, 0);
      },
    });
    this.openers = new Openers(scenario, this.settings, this.desk.runner.client, place.bar, connection, {
      announce: (text) => place.announce(text, true),
      address: () => this.showAddress(),
      ranText: (run) => this.ranText(run),
    });
    this.lesson = lesson
      ? new LessonSide(lesson, opening, place, this.settings, this.panel, this.stage, (values) => this.setAll(values))
      : null;
    this.offBack = connection.onBack(() => this.desk.again());
    this.build();
    this.desk.begin();
    if (address.run !== "") this.openers.proper(address.run);
    this.tellUnfit(unfit(levers, address.levers), unfit(levers, address.baseline));
  }

  /** What the address asked for and did not get; it is not passed on. */
  private tellUnfit(...found: Unfit[]): void {
    const unknown = [...new Set(found.flatMap((each) => each.unknown))];
    const held = [...new Set(found.flatMap((each) => each.held))];
    if (unknown.length + held.length === 0) return;
    this.notes.tell(() => {
      const told = held.map((lever) => this.heldText(lever));
      if (unknown.length > 0) told.unshift(word("notTaken", { names: unknown.join(say({ en: ", ", zh: "、" })) }));
      return told.join(" ");
    });
    this.showAddress();
  }

  private heldText(lever: LeverInfo): string {
    const [low, high, value] = [lever.low, lever.high, Number(this.settings.now[lever.id])].map((each) => numberText(lever, each));
    return word("held", { lever: say(lever.name), low: low!, high: high!, value: value! });
  }

  /** The page turns elsewhere. */
  leave(): void {
    this.player.stop();
    this.desk.runner.stop();
    this.offBack();
  }

  /** In another language or theme. */
  relabel(): void {
    this.panel.build();
    this.lesson?.relabel();
    this.stage.relabel();
    this.effects.again();
    this.notes.again();
  }

  undo(): void {
    if (this.settings.undo()) this.setTo();
  }
  redo(): void {
    if (this.settings.redo()) this.setTo();
  }
  replay(): void {
    void this.player.play(this.settings, this.desk.runner);
  }
  share(): void {
    void this.openers.share();
  }
  assumptions(): void {
    this.openers.assumptions();
  }
  yaml(): void {
    this.openers.yaml();
  }
  proper(): void {
    this.openers.proper("");
  }

  private build(): void {
    fill(
      this.element,
      this.lesson?.element,
      h(
        "div",
        { class: "live-columns" },
        this.panel.element,
        h(
          "div",
          { class: "live-right" },
          h("div", { class: "live-notes" }, ...this.notes.elements, this.status.element),
          this.stage.element,
          this.effects.element,
        ),
      ),
    );
    this.showHeader();
  }

  private makePanel(): LeverPanel {
    return new LeverPanel(
      this.opening.levers,
      {
        move: (lever, setting) => this.move(lever, setting),
        release: (lever) => this.release(lever),
        setBaseline: () => this.setBaseline(),
        backToBaseline: () => this.setAll(this.settings.baseline),
        held: (lever) => this.notes.tell(() => this.heldText(lever)),
      },
      this.settings.now,
      this.settings.baseline,
    );
  }

  private move(lever: LeverInfo, setting: number | string): void {
    const since = performance.now();
    this.player.stop();
    const moved = this.settings.move(lever, setting);
    if (moved) {
      this.leaveText();
      this.stage.mark(false);
      // The question is on its way before the page writes anything. Too slow a scenario waits for the hand to let go.
      if (this.opening.scenario.live) this.desk.moved(since);
    }
    this.panel.showOne(lever, this.settings.now, this.settings.baseline);
    if (moved) this.place.bar.showLater(this.address());
  }

  private release(lever: LeverInfo): void {
    if (this.settings.commit(lever.id, performance.now())) this.toSay = true;
    this.afterMove();
  }

  private setAll(values: LeverValues): void {
    if (this.settings.set(values, performance.now())) this.setTo();
  }

  /** The levers stand elsewhere, all at once. */
  private setTo(): void {
    this.player.stop();
    this.leaveText();
    this.toSay = true;
    this.panel.show(this.settings.now, this.settings.baseline);
    this.afterMove();
  }

  private afterMove(): void {
    this.notes.tell(() => "");
    this.effects.clear();
    this.showAddress();
    this.showHeader();
    this.stage.mark(this.desk.isFresh());
    this.desk.released(performance.now());
  }

  private setBaseline(): void {
    this.settings.pin();
    this.panel.show(this.settings.now, this.settings.baseline);
    this.showAddress();
    this.effects.clear();
    this.desk.rebase();
  }

  private cancel(): void {
    this.desk.runner.cancel();
    this.stage.dim(true);
    this.status.tell(word("cancelled"), "cancelled");
  }

  private show(run: RunView, baseline: RunView | null, hold: boolean, since: number): void {
    this.current = { run, baseline };
    this.status.clear();
    this.stage.show(run, baseline, hold);
    this.stage.mark(this.desk.isFresh());
    this.notes.showRun(run);
    markRedraw(since);
  }

  private rested(run: RunView, baseline: RunView | null): void {
    this.lesson?.ran(run, baseline);
    if (this.toSay) {
      this.toSay = false;
      this.place.announce(sentence(this.stage.tileIds, this.place.measures, run, baseline), false);
    }
    void this.effects.show(this.settings, this.desk.runner);
  }

  private ranText(run: RunView): void {
    this.desk.runner.cancel();
    this.effects.clear();
    this.show(run, this.desk.baselineFor(run), false, 0);
    this.notes.showText(true);
  }

  private leaveText(): void {
    this.openers.editedText = "";
    this.notes.showText(false);
  }

  private showHeader(): void {
    this.place.headerShows({ canUndo: this.settings.canUndo(), canRedo: this.settings.canRedo() });
  }

  private showAddress(): void {
    this.place.bar.show(this.address());
  }

  private address(): Partial<Address> {
    const { settings } = this;
    const { scenario, lesson } = this.opening;
    const levers = Object.fromEntries(settings.moved().map((lever) => [lever.id, settings.now[lever.id]!]));
    const baseline = settings.changed(settings.baseline);
    if (lesson) return { lesson: lesson.id, levers };
    return { scenario: scenario.id, levers, baseline, run: this.openers.keptOpen };
  }
}
