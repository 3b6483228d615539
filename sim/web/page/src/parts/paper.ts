// What a printed report says at the foot of every page, and what it opens.
import type { ReportDocument } from "../model";
import { say, t } from "../words";

const sheet = new CSSStyleSheet();
let opened: HTMLDetailsElement[] = [];

/** Opens what is folded before printing, and folds it again after; once a page. */
export function watchPaper(): void {
  document.adoptedStyleSheets.push(sheet);
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const element of opened) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of opened) element.open = false;
    opened = [];
  });
}

/** The foot of every page: what was run, its seed and signature, and the number of the page. */
export function updatePaper(shown: ReportDocument): void {
  const run = shown.runs[shown.runs.length - 1];
  const text = run
    ? t("run_line", { title: say(run.title), policy: run.policy, seed: run.seed, signature: run.signature })
    : (shown.study && say(shown.study.title)) || "";
  const style = "font-size: 8pt; color: #57606a;";
  sheet.replaceSync(
    `@page { @bottom-left { content: ${quoted(text)}; ${style} } ` +
      `@bottom-right { content: counter(page) " / " counter(pages); ${style} } }`,
  );
}

/** A text as CSS writes it: nothing in it can end the string. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"\u0000-\u001f<>]/g, (letter) => `\\${letter.charCodeAt(0).toString(16)} `)}"`;
}
