import { h, setText } from "../dom";
import { theme, setTheme } from "../theme";
import { language, setLanguage, t } from "../words";

/** The buttons at the head of every page: language, and light or dark. */
export class PageButtons {
  readonly element: HTMLElement;
  private readonly languageButton = h("button", {
    type: "button",
    onclick: () => setLanguage(language() === "zh" ? "en" : "zh"),
  });
  private readonly themeButton = h("button", {
    type: "button",
    onclick: () => setTheme(theme() === "dark" ? "light" : "dark"),
  });

  constructor() {
    this.element = h("div", { class: "page-buttons" }, this.languageButton, this.themeButton);
    this.update();
  }

  update(): void {
    const other = language() === "zh" ? "en" : "zh";
    this.languageButton.lang = other === "zh" ? "zh-CN" : "en";
    setText(this.languageButton, other === "zh" ? "中文" : "English");
    setText(this.themeButton, theme() === "dark" ? `☀ ${t("light")}` : `☾ ${t("dark")}`);
  }
}
