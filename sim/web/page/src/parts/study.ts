// The parts of a report on a study: trade-off, what moves most, and every case.
import { TradeOff, type Point } from "../charts/scatter";
import { Tornado } from "../charts/tornado";
import { h, setText } from "../dom";
import { difference, halfWidth, kNoFigure, value } from "../format";
import type { Interval, MeasureInfo, StudyView } from "../model";
import { tableElement } from "../table";
import { atStart, t, type Word } from "../words";

export class StudyPart {
  readonly element = h("div", { class: "study" });
  private readonly trade = new TradeOff();
  private readonly tornados: Tornado[];
  private readonly tables = h("div");
  private readonly titles: [HTMLElement, Word][] = [[h("h2"), "trade_off"], [h("h2"), "what_moves"]];

  constructor(private readonly study: StudyView) {
    this.tornados = study.axes.length > 0 ? this.traded().map((index) => new Tornado(study, index)) : [];
    this.element.append(
      this.titles[0]![0],
      this.trade.element,
      this.titles[1]![0],
      h("div", { class: "columns" }, ...this.tornados.map((tornado) => tornado.element)),
      this.tables,
    );
  }

  update(): void {
    const [x, y] = this.traded();
    const infos = this.study.measures;
    if (x !== undefined && y !== undefined && x !== y) {
      this.trade.update(infos[x]!, infos[y]!, this.points(x, y));
    } else {
      this.trade.element.hidden = true;
    }
    for (const [title, word] of this.titles) setText(title, t(word));
    this.titles[0]![0].hidden = this.trade.element.hidden;
    this.titles[1]![0].hidden = this.tornados.length === 0;
    for (const tornado of this.tornados) tornado.redrawNow();
    this.tables.textContent = "";
    this.tables.append(this.cases());
    if (this.study.problems.length > 0)
      this.tables.append(h("h3", {}, t("problems")), h("pre", {}, this.study.problems.join("\n")));
    this.tables.append(h("details", {}, h("summary", {}, t("study_file")), h("pre", {}, this.study.text)));
  }

  /** The measures that are traded off: those of `pareto`, else the first two. */
  private traded(): number[] {
    const { pareto, measures } = this.study;
    const ids = pareto.length > 0 ? pareto : measures.slice(0, 2).map((info) => info.id);
    return ids.map((id) => measures.findIndex((info) => info.id === id)).filter((index) => index >= 0);
  }

  private points(x: number, y: number): Point[] {
    return this.study.cases.map((entry, i) => ({
      name: entry.name,
      x: entry.measures[x]?.mean ?? null,
      y: entry.measures[y]?.mean ?? null,
      mark: i === this.study.baseline ? "baseline" : entry.front ? "front" : "case",
    }));
  }

  private cases(): HTMLElement {
    const { measures, cases, baseline } = this.study;
    const rows = cases.map((entry, i) => [
      (entry.front ? "◆ " : "") + entry.name + (i === baseline ? ` (${t("baseline")})` : ""),
      String(entry.runs),
      ...entry.measures.flatMap((cell, at) => [withInterval(cell, measures[at]!), differenceText(entry, at, measures[at]!)]),
    ]);
    const columns = [t("case"), t("runs"), ...measures.flatMap((info) => [atStart(info.name), t("against_baseline")])];
    return h(
      "section",
      {},
      h("h2", {}, t("cases")),
      h("p", { class: "muted small" }, t("cases_note")),
      tableElement({ columns: columns.map((name, i) => ({ name, isNumber: i > 0 })), rows }, t("cases")),
    );
  }
}

function withInterval(cell: Interval, info: MeasureInfo): string {
  const text = value(info.kind, cell.mean);
  return cell.half_width === null || cell.half_width === 0 ? text : `${text} ± ${halfWidth(info.kind, cell.half_width)}`;
}

function differenceText(entry: StudyView["cases"][number], at: number, info: MeasureInfo): string {
  const cell = entry.differences?.[at];
  if (!cell) return "";
  if (cell.mean === null) return kNoFigure;
  const text = difference(info.kind, cell.mean);
  return cell.clear || cell.exact || cell.mean === 0 ? text : `(${text})`;
}
