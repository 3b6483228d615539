import { h } from "../dom";
import type { Assumption, Text } from "../model";
import { tableElement } from "../table";
import { say, t, type Word } from "../words";

const kConfidence: Record<Assumption["confidence"], Word> = {
  high: "confidence_high",
  medium: "confidence_medium",
  low: "confidence_low",
  estimate: "confidence_estimate",
  scenario: "confidence_scenario",
};
const kOpen = 12; // a list up to this length stands open

/** Every number that mattered, by group, with its source and how sure it is. */
export function assumptionList(assumptions: readonly Assumption[]): HTMLElement {
  const groups = new Map<string, Assumption[]>();
  for (const entry of assumptions) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  const list = h("div", { class: "assumptions" });
  for (const [group, entries] of groups) {
    const heading = (entries[0] as Assumption & { heading?: Text }).heading;
    const title = heading ? say(heading) : group;
    const weak = entries.filter((entry) => entry.confidence === "low" || entry.confidence === "estimate").length;
    const table = {
      columns: [{ name: t("what") }, { name: t("value") }, { name: t("confidence") }, { name: t("source") }],
      rows: entries.map((entry) => [
        say(entry.name),
        entry.value,
        t(kConfidence[entry.confidence] ?? "confidence_estimate"),
        [entry.source, entry.note].filter((text) => text !== "").join(" · "),
      ]),
    };
    const counted = t(weak > 0 ? "n_rows_weak" : "n_rows", { n: entries.length, weak });
    list.append(
      h(
        "details",
        { open: groups.size === 1 && entries.length <= kOpen },
        h("summary", {}, h("strong", {}, title), " ", h("span", { class: "muted" }, counted)),
        tableElement(table, title),
      ),
    );
  }
  return list;
}
