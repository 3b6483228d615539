// Report mode: everything about one run, a comparison or a study, on one page to scroll and to print.
import { say, language, onLanguage, setLanguage } from "./words";
import { h, fill, setText } from "./dom";
import type { ReportDocument } from "./model";
import { onTheme } from "./theme";
import { PageButtons } from "./parts/header";
import { footer } from "./parts/footer";
import { updatePaper, watchPaper } from "./parts/paper";
import { RunPart } from "./parts/run";
import { StudyPart } from "./parts/study";
import { studyHeadline } from "./headline";
import { t } from "./words";

/** Shows a report in `root`. */
export function startReport(root: HTMLElement, document: ReportDocument): void {
  setLanguage(document.lang);
  watchPaper();
  new Report(root, document).update();
}

class Report {
  private readonly brand = h("p", { class: "brand" });
  private readonly title = h("p", { class: "scenario" });
  private readonly headline = h("h1");
  private readonly buttons = new PageButtons();
  private readonly foot = h("footer", { class: "foot" });
  private readonly runs: RunPart | null;
  private readonly study: StudyPart | null;

  constructor(
    root: HTMLElement,
    private readonly shown: ReportDocument,
  ) {
    this.runs = shown.runs.length > 0 ? new RunPart(shown, (text) => setText(this.headline, text)) : null;
    this.study = shown.study ? new StudyPart(shown.study) : null;
    const header = h("header", { class: "top" }, h("div", {}, this.brand, this.title), this.buttons.element);
    const main = h("main", { class: "report" }, this.headline);
    for (const part of [this.runs, this.study]) if (part) main.append(part.element);
    fill(root, header, main, this.foot);
    root.classList.add("page");
    onLanguage(() => this.update());
    onTheme(() => this.update());
  }

  update(): void {
    const { runs, study } = this.shown;
    const title = study ? study.title : runs[runs.length - 1]?.title;
    setText(this.brand, t("brand"));
    setText(this.title, title ? say(title) : "");
    document.title = `${title ? say(title) : ""} · ${t("brand")}`;
    document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
    this.buttons.update();
    if (study) setText(this.headline, studyHeadline(study));
    this.runs?.update();
    this.study?.update();
    fill(this.foot, ...footer(this.shown));
    updatePaper(this.shown);
  }
}
