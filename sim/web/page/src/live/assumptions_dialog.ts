// "Why believe this?" comes first: every number that mattered, with source and confidence.

import { fill, freshId, h } from "../dom";
import { say } from "../language";
import type { Assumption } from "../model";
import { assumptions, ServerGone } from "./api";
import { openDialog } from "./dialog";
import { confidenceWord, word } from "./words";

function table(rows: readonly Assumption[]): HTMLElement {
  const groups = new Map<string, Assumption[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  const heads = [word("name"), word("value"), word("confidence"), word("source")];
  return h(
    "table",
    { class: "live-table assumptions" },
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    ...[...groups].map(([group, inside]) =>
      h(
        "tbody",
        {},
        h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: 4 }, group)),
        ...inside.map((row) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, say(row.name)),
            h("td", { class: "value" }, row.value),
            h("td", {}, h("span", { class: `confidence sure-${row.confidence}` }, confidenceWord(row.confidence))),
            h("td", { class: "source" }, row.source, row.note !== "" && h("small", {}, row.note)),
          ),
        ),
      ),
    ),
  );
}

export async function openAssumptions(scenario: string, gone: () => void): Promise<void> {
  const body = h("div", { class: "assumption-body", "aria-busy": "true" }, h("p", {}, word("loading")));
  openDialog(word("assumptions"), "wide", [h("p", { class: "section-about" }, word("assumptionsAbout")), body]);
  let rows: Assumption[];
  try {
    rows = await assumptions(scenario);
  } catch (error) {
    if (error instanceof ServerGone) gone();
    fill(body, h("p", { role: "alert" }, error instanceof ServerGone ? word("gone") : String((error as Error).message)));
    return;
  }
  body.removeAttribute("aria-busy");
  if (rows.length === 0) {
    fill(body, h("p", {}, word("noAssumptions")));
    return;
  }
  const id = freshId("find");
  const find = h("input", { id, type: "search", autocomplete: "off" });
  const sure = h("select", { "aria-label": word("confidence") }, h("option", { value: "" }, word("all")));
  for (const level of new Set(rows.map((row) => row.confidence)))
    sure.append(h("option", { value: level }, confidenceWord(level)));
  const result = h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": word("assumptions") });
  const count = h("p", { class: "muted", role: "status" });
  const show = (): void => {
    const wanted = find.value.trim().toLowerCase();
    const text = (row: Assumption): string =>
      [row.group, row.name.en, row.name.zh, row.value, row.source, row.note].join(" ").toLowerCase();
    const kept = rows.filter(
      (row) => (sure.value === "" || row.confidence === sure.value) && (wanted === "" || text(row).includes(wanted)),
    );
    count.textContent = `${kept.length} / ${rows.length}`;
    fill(result, table(kept));
  };
  find.addEventListener("input", show);
  sure.addEventListener("change", show);
  fill(body, h("div", { class: "filter-row" }, h("label", { for: id }, word("filter")), find, sure, count), result);
  show();
}
