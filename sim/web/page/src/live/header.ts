// The bar at the top: where one is, what can be taken back, and what can be opened.

import { fill, h } from "../dom";
import { language, say, setLanguage } from "../language";
import type { Text } from "../model";
import { setTheme, theme } from "../theme";
import { word, type LiveWord } from "./words";

export interface HeaderActions {
  undo(): void;
  redo(): void;
  replay(): void;
  share(): void;
  assumptions(): void;
  yaml(): void;
  proper(): void;
}

export interface HeaderState {
  canUndo: boolean;
  canRedo: boolean;
}

const remember = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing.
  }
};

/** Language and theme, also of the gallery. */
function looks(redraw: () => void): HTMLElement[] {
  const other = language() === "zh" ? "en" : "zh";
  const name = other === "zh" ? "中文" : "English";
  const switchLanguage = h("button", { type: "button", class: "language", lang: other === "zh" ? "zh-CN" : "en" }, name);
  switchLanguage.addEventListener("click", () => {
    remember("suanwang.language", other);
    setLanguage(other);
  });
  const dark = theme() === "dark";
  const title = word(dark ? "lightTheme" : "darkTheme");
  const switchTheme = h("button", { type: "button", class: "theme", "aria-label": title, title }, dark ? "☀" : "☾");
  switchTheme.addEventListener("click", () => {
    const next = dark ? "light" : "dark";
    remember("suanwang.theme", next);
    setTheme(next);
    redraw();
  });
  return [switchLanguage, switchTheme];
}

export class Header {
  readonly element = h("header", { class: "live-header" });
  private buttons = new Map<keyof HeaderActions, HTMLButtonElement[]>();
  private state: HeaderState = { canUndo: false, canRedo: false };

  constructor(
    private title: Text | null,
    private actions: HeaderActions | null,
  ) {
    this.build();
  }

  /** Another page: the gallery has no actions. */
  turn(title: Text | null, actions: HeaderActions | null): void {
    this.title = title;
    this.actions = actions;
    this.build();
  }

  /** Also after a change of language or theme; the focus stays on the button that did it. */
  build(): void {
    const focused = this.element.contains(document.activeElement) ? (document.activeElement as HTMLElement).className : "";
    this.buttons = new Map();
    const button = (action: keyof HeaderActions, name: LiveWord, sign: string, kind = ""): HTMLButtonElement => {
      const made = h(
        "button",
        { type: "button", class: `action ${action} ${kind}`, title: word(name), onclick: () => this.actions?.[action]() },
        sign !== "" && h("span", { "aria-hidden": "true", class: "sign" }, sign),
        h("span", { class: "name" }, word(name)),
      );
      this.buttons.set(action, [...(this.buttons.get(action) ?? []), made]);
      return made;
    };
    const home = h("a", { class: "home", href: "#", title: word("gallery") }, h("span", { class: "home-name" }, say({ en: "Suanwang", zh: "算网" })));
    const crumb = this.title && h("span", { class: "crumb" }, say(this.title));
    const skip = h("a", { class: "skip", href: "#results" }, word("skip"));
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById("results")?.focus();
    });
    if (!this.actions) {
      fill(this.element, h("div", { class: "header-in" }, home, h("div", { class: "header-looks" }, ...looks(() => this.build()))));
    } else {
      const menu = h(
        "details",
        { class: "header-more" },
        h("summary", {}, word("more")),
        h(
          "div",
          { class: "menu" },
          button("replay", "replay", "⟲"),
          button("share", "share", ""),
          button("assumptions", "assumptions", ""),
          button("yaml", "yaml", ""),
          button("proper", "proper", ""),
        ),
      );
      menu.addEventListener("click", (event) => {
        if ((event.target as HTMLElement).closest("button")) menu.open = false;
      });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        menu.open = false;
        menu.querySelector("summary")?.focus();
      });
      fill(
        this.element,
        h(
          "div",
          { class: "header-in" },
          skip,
          home,
          crumb,
          h(
            "div",
            { class: "header-actions", role: "group", "aria-label": word("history") },
            button("undo", "undo", "↶", "icon"),
            button("redo", "redo", "↷", "icon"),
          ),
          h(
            "div",
            { class: "header-actions wide-only" },
            button("replay", "replay", "⟲"),
            button("share", "share", ""),
            button("assumptions", "assumptions", ""),
            button("yaml", "yaml", ""),
            button("proper", "proper", "", "primary"),
          ),
          menu,
          h("div", { class: "header-looks" }, ...looks(() => this.build())),
        ),
      );
    }
    this.show(this.state);
    if (focused !== "") this.element.querySelector<HTMLElement>(`[class="${focused}"]`)?.focus();
  }

  show(state: HeaderState): void {
    this.state = state;
    for (const each of this.buttons.get("undo") ?? []) each.disabled = !state.canUndo;
    for (const each of this.buttons.get("redo") ?? []) each.disabled = !state.canRedo;
    for (const each of this.buttons.get("replay") ?? []) each.disabled = !state.canUndo;
  }
}
