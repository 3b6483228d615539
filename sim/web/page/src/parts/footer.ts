import { h } from "../dom";
import type { ReportDocument } from "../model";
import { say, t } from "../words";

/** What makes the report again, and what shows that nothing changed: command, seed, signature. */
export function footer(shown: ReportDocument): Node[] {
  const lines = shown.runs.map((run) =>
    h(
      "li",
      {},
      t("run_line", { title: say(run.title), policy: run.policy, seed: run.seed, signature: run.signature }),
      run.replication > 0 ? ` ${t("replication", { n: run.replication })}` : "",
    ),
  );
  return [
    h("h2", {}, t("again")),
    h("pre", {}, shown.command),
    lines.length > 0 ? h("ul", {}, ...lines) : h("p", {}, t("study_line", { runs: shown.study?.runs ?? 0, wanted: shown.study?.wanted ?? 0 })),
    h("p", { class: "muted small" }, shown.program, " · ", t("schematic_note")),
  ];
}
