// One scenario: levers left, consequences right, both in view while dragging.

import { fill, h } from "../dom";
import { difference, value } from "../format";
import { say } from "../language";
import { valueOf, verdict } from "../measures";
import type { LeverInfo, LeverValues, Lesson, MeasureInfo, RunView, ScenarioInfo } from "../model";
import { openAssumptions } from "./assumptions_dialog";
import type { Connection } from "./connection";
import { Desk } from "./desk";
import { copyText, openDialog } from "./dialog";
import { Effects } from "./effects";
import type { HeaderActions, HeaderState } from "./header";
import { markRedraw } from "./latency";
import { LessonGuide, type Step } from "./lesson_guide";
import { LeverPanel } from "./lever_panel";
import type { Address, AddressBar } from "./link";
import { StatusBar } from "./progress";
import { openProper } from "./proper_dialog";
import { Replay, sideBySide, wantsNoMotion } from "./replay";
import { Settings } from "./settings";
import { Stage } from "./stage";
import { word } from "./words";
import { openYaml } from "./yaml_dialog";

export interface Place {
  measures: readonly MeasureInfo[];
  connection: Connection;
  bar: AddressBar;
  headerShows(state: HeaderState): void;
  announce(text: string): void;
  /** To another address. */
  go(address: Partial<Address>): void;
}

export interface Opening {
  scenario: ScenarioInfo;
  levers: readonly LeverInfo[];
  lesson: Lesson | null;
  address: Address;
}

export class Workbench implements HeaderActions {
  readonly element = h("div", { class: "workbench" });
  private readonly settings: Settings;
  private readonly desk: Desk;
  private readonly stage: Stage;
  private readonly panel: LeverPanel;
  private readonly status: StatusBar;
  private readonly effects: Effects;
  private readonly player = new Replay();
  private readonly guide: LessonGuide | null;
  private readonly badge = h("p", { class: "live-badge" });
  private readonly textBanner = h("div", { class: "live-banner text", hidden: true });
  private readonly offBack: () => void;
  private current: { run: RunView; baseline: RunView | null } | null = null;
  private toSay = false; // a sentence is due when the run of the last release is there
  private editedText = ""; // shown instead of the levers' run
  private keptOpen = "";

  constructor(
    private readonly opening: Opening,
    private readonly place: Place,
  ) {
    const { scenario, levers, lesson, address } = opening;
    const start = lesson ? lesson.start : address.baseline;
    this.settings = new Settings(levers, lesson ? start : { ...start, ...address.levers }, start);
    this.stage = new Stage(place.measures);
    this.effects = new Effects(place.measures, () => this.stage.tileIds);
    this.panel = new LeverPanel(
      levers,
      {
        move: (lever, setting) => this.move(lever, setting),
        release: (lever) => this.release(lever),
        setBaseline: () => this.setBaseline(),
        backToBaseline: () => this.setAll(this.settings.baseline),
      },
      this.settings.now,
      this.settings.baseline,
    );
    this.desk = new Desk(scenario.id, this.settings, {
      show: (run, baseline, hold, since) => this.show(run, baseline, hold, since),
      old: (old) => this.stage.dim(old),
      pace: (pace, usual) => this.status.pace(pace, usual),
      rested: (run, baseline, exact) => this.rested(run, baseline, exact),
      problems: (problems) => this.status.problems(problems),
      failed: (text) => this.status.tell(`${word("failed")}: ${text} ${word("lastGood")}`, "failed"),
      gone: () => place.connection.lost(),
    });
    this.status = new StatusBar(
      () => {
        this.desk.runner.cancel();
        this.stage.dim(true);
        this.status.tell(word("cancelled"), "cancelled");
      },
      () => {
        this.status.clear();
        this.desk.again();
      },
    );
    this.guide = lesson ? this.makeGuide(lesson) : null;
    this.offBack = place.connection.onBack(() => this.desk.again());
    this.build();
    this.desk.begin();
    if (address.run !== "") this.openProperWith(address.run);
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
    this.guide?.build();
    this.stage.relabel();
    this.effects.again();
    this.showBadge();
    this.showTextBanner();
    this.place.connection.show();
  }

  undo(): void {
    if (this.settings.undo()) this.setTo(performance.now());
  }
  redo(): void {
    if (this.settings.redo()) this.setTo(performance.now());
  }
  setAll(values: LeverValues): void {
    if (this.settings.set(values, performance.now())) this.setTo(performance.now());
  }

  async replay(): Promise<void> {
    const last = this.settings.lastMove();
    if (!last) return;
    const runs = await Promise.all(
      [last.before, last.after].map((values) => this.desk.runner.background(this.settings.changed(values), true)),
    );
    const [before, after] = runs;
    if (!before || !after) return;
    if (wantsNoMotion()) {
      sideBySide(before, after, this.place.measures, this.stage);
      return;
    }
    const show = (run: RunView, label: string): void => {
      this.stage.show(run, this.desk.baselineFor(run), true);
      fill(this.badge, h("strong", { class: "replay-word" }, label));
      this.element.classList.add("replaying");
    };
    this.player.flip(before, after, show, () => {
      this.element.classList.remove("replaying");
      if (this.current) this.show(this.current.run, this.current.baseline, false, 0);
    });
  }

  async share(): Promise<void> {
    this.showAddress();
    this.place.bar.flush();
    if (await copyText(location.href)) {
      this.place.announce(word("copied"));
      return;
    }
    const box = h("input", { type: "text", readonly: true, value: location.href, "aria-label": word("share"), class: "share-box" });
    openDialog(word("share"), "", [h("p", {}, word("copyThis")), box]);
    box.select();
  }

  assumptions(): void {
    void openAssumptions(this.opening.scenario.id, () => this.place.connection.lost());
  }

  yaml(): void {
    const start = {
      scenario: this.opening.scenario.id,
      levers: this.settings.changed(this.settings.now),
      client: this.desk.runner.client,
      text: this.editedText,
    };
    void openYaml(start, {
      ran: (run, text) => {
        this.editedText = text;
        this.desk.runner.cancel();
        this.effects.clear();
        this.status.clear();
        this.show(run, this.desk.baselineFor(run), false, 0);
        this.showTextBanner();
      },
      gone: () => this.place.connection.lost(),
    });
  }

  proper(): void {
    this.openProperWith("");
  }

  private openProperWith(open: string): void {
    const { settings } = this;
    openProper(
      {
        scenario: this.opening.scenario.id,
        levers: settings.changed(settings.now),
        baseline: settings.changed(settings.baseline),
        moved: settings.moved(),
        now: settings.now,
        client: this.desk.runner.client,
        open,
      },
      {
        gone: () => this.place.connection.lost(),
        kept: (id) => {
          this.keptOpen = id;
          this.showAddress();
        },
      },
    );
  }

  private build(): void {
    fill(
      this.element,
      this.guide?.element,
      h(
        "div",
        { class: "live-columns" },
        this.panel.element,
        h(
          "div",
          { class: "live-right" },
          h("div", { class: "live-notes" }, this.badge, this.textBanner, this.status.element),
          this.stage.element,
          this.effects.element,
        ),
      ),
    );
    if (this.guide) {
      this.stage.alsoShow(this.guide.lesson.checks.map((check) => check.measure));
      this.stepped();
    }
    this.showHeader();
  }

  private makeGuide(lesson: Lesson): LessonGuide {
    return new LessonGuide(lesson, this.place.measures, this.opening.levers, {
      stepped: () => this.stepped(),
      setLevers: (values) => this.setAll(values),
      leave: () => this.place.go({ scenario: lesson.scenario }),
      say: (text) => this.place.announce(text),
    });
  }

  private stepped(): void {
    if (!this.guide) return;
    this.panel.allow(this.guide.allowed);
    this.panel.lock(this.guide.locked);
    const step: Step = this.guide.step;
    this.element.dataset["step"] = step;
  }

  private move(lever: LeverInfo, setting: number | string): void {
    const since = performance.now();
    this.player.stop();
    if (!this.settings.move(lever, setting)) {
      this.panel.show(this.settings.now, this.settings.baseline);
      return;
    }
    this.leaveText();
    this.panel.show(this.settings.now, this.settings.baseline);
    this.showAddress();
    // Too slow a scenario waits for the hand to let go.
    if (this.opening.scenario.live) this.desk.moved(since);
  }

  private release(lever: LeverInfo): void {
    const since = performance.now();
    if (this.settings.commit(lever.id, since)) this.toSay = true;
    this.afterMove(since);
  }

  /** The levers stand elsewhere, all at once. */
  private setTo(since: number): void {
    this.player.stop();
    this.leaveText();
    this.toSay = true;
    this.panel.show(this.settings.now, this.settings.baseline);
    this.afterMove(since);
  }

  private afterMove(since: number): void {
    this.effects.clear();
    this.showAddress();
    this.showHeader();
    this.desk.released(since);
  }

  private setBaseline(): void {
    this.settings.pin();
    this.panel.show(this.settings.now, this.settings.baseline);
    this.showAddress();
    this.effects.clear();
    this.desk.rebase();
  }

  private show(run: RunView, baseline: RunView | null, hold: boolean, since: number): void {
    this.current = { run, baseline };
    if (this.status.element.classList.contains("cancelled")) this.status.clear();
    this.stage.show(run, baseline, hold);
    this.showBadge();
    markRedraw(since);
  }

  private rested(run: RunView, baseline: RunView | null, exact: boolean): void {
    this.guide?.ran(run, baseline, this.settings.changed(this.settings.now), true);
    if (this.toSay) {
      this.toSay = false;
      this.place.announce(this.stage.sentence((info, now, base) => this.spoken(info, now, base)));
    }
    if (exact && baseline && !baseline.preview) void this.effects.show(this.settings, this.desk.runner, run, baseline);
  }

  /** "Wait p95 12 min, −3 min, better than the baseline". */
  private spoken(info: MeasureInfo, run: RunView, baseline: RunView | null): string {
    const there = valueOf(run, info.id);
    const base = baseline ? valueOf(baseline, info.id) : null;
    const told = `${say(info.name)} ${value(info.kind, there)}`;
    if (there === null || base === null) return told;
    if (there === base) return `${told}, ${word("same")}`;
    const judged = verdict(info.wanted, there - base);
    return `${told}, ${difference(info.kind, there - base)}${judged === 0 ? "" : `, ${word(judged > 0 ? "better" : "worse")}`}`;
  }

  private showBadge(): void {
    const preview = this.current?.run.preview ?? false;
    fill(this.badge, preview && h("span", { class: "preview", title: word("previewAbout") }, word("preview")), preview && h("span", { class: "muted" }, word("previewAbout")));
    this.badge.hidden = !preview;
  }

  private showTextBanner(): void {
    this.textBanner.hidden = this.editedText === "";
    if (this.editedText === "") return;
    const back = h("button", { type: "button" }, word("backToLevers"));
    back.addEventListener("click", () => {
      this.leaveText();
      this.desk.again();
    });
    fill(this.textBanner, h("span", {}, word("fromText")), back);
  }

  private leaveText(): void {
    if (this.editedText === "") return;
    this.editedText = "";
    this.showTextBanner();
  }

  private showHeader(): void {
    this.place.headerShows({ canUndo: this.settings.canUndo(), canRedo: this.settings.canRedo() });
  }

  private showAddress(): void {
    const { settings } = this;
    const baseline = settings.changed(settings.baseline);
    const lesson = this.opening.lesson;
    const moved = Object.fromEntries(settings.moved().map((lever) => [lever.id, settings.now[lever.id]!]));
    this.place.bar.show(
      lesson
        ? { lesson: lesson.id, levers: moved }
        : { scenario: this.opening.scenario.id, levers: moved, baseline, run: this.keptOpen },
    );
  }
}
