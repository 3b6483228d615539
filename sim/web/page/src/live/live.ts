// The live page: a gallery of scenarios and lessons, and a workbench for one of them.

import { fill, h } from "../dom";
import { onLanguage, setLanguage } from "../language";
import type { LessonInfo, MeasureInfo, ScenarioInfo } from "../model";
import { onTheme, setTheme } from "../theme";
import * as api from "./api";
import { Connection } from "./connection";
import { gallery } from "./gallery";
import { Header } from "./header";
import { AddressBar, readAddress, writeAddress, type Address } from "./link";
import { word } from "./words";
import { Workbench } from "./workbench";

interface Lists {
  scenarios: ScenarioInfo[];
  lessons: LessonInfo[];
  measures: MeasureInfo[];
}

/** What the reader chose last time; else as the browser has it. */
function startLooks(): void {
  const kept = (key: string): string => {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  };
  const language = kept("suanwang.language") || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  setLanguage(language === "zh" ? "zh" : "en");
  const theme = kept("suanwang.theme");
  if (theme === "dark" || theme === "light") setTheme(theme);
}

class LivePage {
  private readonly header = new Header(null, null);
  private readonly spoken = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  private readonly toast = h("p", { class: "live-toast", "aria-hidden": "true", hidden: true });
  private readonly main: HTMLElement;
  private readonly connection = new Connection();
  private readonly bar = new AddressBar();
  private lists: Lists | null = null;
  private bench: Workbench | null = null;
  private turn = 0;
  private toastTimer = 0;

  constructor(root: HTMLElement) {
    root.classList.add("live");
    this.main = h(root.tagName === "MAIN" ? "div" : "main", { class: "live-main" });
    fill(root, this.header.element, this.connection.element, this.main, this.spoken, this.toast);
    onLanguage(() => this.relabel());
    onTheme(() => this.bench?.relabel());
    addEventListener("hashchange", () => void this.open());
    addEventListener("keydown", (event) => this.keys(event));
    this.connection.onBack(() => {
      this.announce(word("back"), true);
      if (!this.bench) void this.open();
    });
    void this.open();
  }

  /** Ctrl+Z and Ctrl+Shift+Z, where the focus is in no text. */
  private keys(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
    const target = event.target as HTMLElement;
    if (target.closest("textarea, input[type=number], input[type=text], input[type=search]")) return;
    if (!this.bench || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (event.shiftKey) this.bench.redo();
    else this.bench.undo();
  }

  /** For a screen reader; with `seen` also for everybody. */
  private announce(text: string, seen: boolean): void {
    this.spoken.textContent = text;
    if (!seen) return;
    this.toast.textContent = text;
    this.toast.hidden = false;
    window.clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => (this.toast.hidden = true), 4000);
  }

  private relabel(): void {
    this.header.build();
    this.connection.show();
    if (this.bench) this.bench.relabel();
    else this.showGallery();
  }

  private showGallery(): void {
    if (this.lists) fill(this.main, gallery(this.lists.scenarios, this.lists.lessons));
  }

  private go(address: Partial<Address>): void {
    location.hash = writeAddress(address);
  }

  private skeleton(): void {
    const blocks = (name: string, count: number): HTMLElement =>
      h("div", { class: name }, ...Array.from({ length: count }, () => h("div", { class: "skeleton" })));
    fill(
      this.main,
      h(
        "div",
        { class: "workbench loading", "aria-busy": "true" },
        h("p", { class: "unseen" }, word("loading")),
        h("div", { class: "live-columns" }, blocks("live-levers", 1), h("div", { class: "live-right" }, blocks("live-tiles", 6), blocks("live-places", 2))),
      ),
    );
  }

  private failed(error: unknown): void {
    if (error instanceof api.ServerGone) {
      this.connection.lost();
      fill(this.main, h("div", { class: "live-gallery" }, h("p", {}, word("waitingForServer"))));
      return;
    }
    const isMissing = error instanceof api.Refused && error.status === 404;
    const { lesson, scenario } = readAddress(location.hash);
    const text = isMissing ? word("notHere", { name: lesson || scenario }) : error instanceof Error ? error.message : String(error);
    fill(
      this.main,
      h("div", { class: "live-gallery" }, h("p", { role: "alert" }, text), h("p", {}, h("a", { href: "#" }, word("gallery")))),
    );
  }

  /** What the address asks for. */
  private async open(): Promise<void> {
    const turn = ++this.turn;
    const address = readAddress(location.hash);
    this.bench?.leave();
    this.bench = null;
    this.bar.drop();
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
    if (address.scenario !== "" || address.lesson !== "") this.skeleton();
    try {
      if (!this.lists) {
        const [scenarios, lessons, measures] = await Promise.all([
          api.scenarios(),
          // An installation may come without lessons: the scenarios are there all the same.
          api.lessons().catch((error: unknown) => (error instanceof api.Refused ? [] : Promise.reject(error))),
          api.measures(),
        ]);
        this.lists = { scenarios, lessons, measures };
      }
      const lesson = address.lesson === "" ? null : await api.lesson(address.lesson);
      const wanted = lesson?.scenario ?? address.scenario;
      if (wanted === "") {
        if (turn !== this.turn) return;
        this.header.turn(null, null);
        this.showGallery();
        // A kept run's address says its scenario too.
        if (address.run !== "") this.announce(word("notHere", { name: address.run }), true);
        return;
      }
      const levers = await api.levers(wanted);
      if (turn !== this.turn) return;
      const listed = this.lists.scenarios.find((each) => each.id === wanted);
      // The scenario of a lesson need not be in the gallery.
      const scenario = listed ?? { id: wanted, title: lesson?.title ?? { en: wanted, zh: wanted }, question: { en: "", zh: "" }, live: true };
      this.bench = new Workbench(
        { scenario, levers, lesson, address },
        {
          measures: this.lists.measures,
          connection: this.connection,
          bar: this.bar,
          headerShows: (state) => this.header.show(state),
          announce: (text, seen) => this.announce(text, seen),
          go: (to) => this.go(to),
        },
      );
      this.header.turn(lesson?.title ?? scenario.title, this.bench);
      this.bench.relabel();
      fill(this.main, this.bench.element);
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    }
  }
}

/** Starts the live page, which asks the program for its runs. */
export function startLive(root: HTMLElement): void {
  startLooks();
  new LivePage(root);
}
