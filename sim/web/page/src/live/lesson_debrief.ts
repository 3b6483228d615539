// The end of a lesson: the best that was found, then what the runs show and what to ask.

import { TradeOff, type Point } from "../charts/scatter";
import { h } from "../dom";
import { value } from "../format";
import { say } from "../language";
import { measure, valueOf } from "../measures";
import type { LeverInfo, LeverValues, Lesson, MeasureInfo, Num, RunView } from "../model";
import { valueText } from "./lever_text";
import { word } from "./words";

/** The stored grid has six digits. */
const kNear = 1e-4;

/** What the learner tried, in order. */
export type Path = { levers: LeverValues; measures: Record<string, Num> }[];

export interface DebriefFacts {
  lesson: Lesson;
  measures: readonly MeasureInfo[];
  levers: readonly LeverInfo[];
  baseline: RunView | null;
  path: Path;
  predicted: string; // id of a choice; empty: none
}

/** "Placement: nearest, West capacity: 1.2". */
export function settingText(values: LeverValues, levers: readonly LeverInfo[]): string {
  const told = Object.entries(values).map(([id, setting]) => {
    const lever = levers.find((each) => each.id === id);
    return lever ? `${say(lever.name)}: ${valueText(lever, setting)}` : `${id}: ${setting}`;
  });
  return told.length === 0 ? word("asScenario") : told.join(say({ en: "; ", zh: "；" }));
}

/** The same for a point of a chart: the values of those levers that the grid varies. */
function pointName(values: LeverValues, facts: DebriefFacts): string {
  const { lesson, levers } = facts;
  const told = lesson.levers.flatMap((id) => {
    const lever = levers.find((each) => each.id === id);
    const settingOf = (of: LeverValues): number | string | undefined => of[id] ?? lesson.start[id] ?? lever?.initial;
    const setting = settingOf(values);
    const varied = new Set(lesson.front.map((each) => settingOf(each.levers))).size > 1;
    return lever && varied && setting !== undefined ? [valueText(lever, setting)] : [];
  });
  return told.join(" · ");
}

/** Baseline, the learner's last and the best of the grid, for each measure that is checked. */
export function bestFound(facts: DebriefFacts, setBest: () => void): HTMLElement {
  const { lesson, measures, levers, baseline, path } = facts;
  const last = path.at(-1);
  const ids = [...new Set(lesson.checks.map((check) => check.measure))];
  const rows = ids.flatMap((id) => {
    const info = measure(measures, id);
    if (!info) return [];
    const cell = (figure: Num | undefined): HTMLElement => h("td", {}, value(info.kind, figure ?? null));
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, say(info.name)),
        cell(baseline ? valueOf(baseline, id) : null),
        cell(last?.measures[id]),
        cell(lesson.best.measures[id]),
      ),
    ];
  });
  const heads = [word("measure"), word("baselineHead"), word("yourBest"), word("bestOnGrid")];
  return h(
    "section",
    { class: "lesson-best" },
    h("h3", {}, word("bestOnGrid")),
    h("p", {}, settingText(lesson.best.levers, levers)),
    h(
      "table",
      { class: "live-table" },
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...rows),
    ),
    h("button", { type: "button", class: "set-best", onclick: setBest }, word("setBest")),
  );
}

function pointsOf(facts: DebriefFacts): Point[] {
  const { lesson, baseline, path } = facts;
  const [x, y] = lesson.front_measures;
  const point = (name: string, from: Record<string, Num>, mark: Point["mark"]): Point => ({
    name,
    x: from[x] ?? null,
    y: from[y] ?? null,
    mark,
  });
  // Where two marks lie on each other one of them has the name.
  const near = (a: Num | undefined, b: Num | undefined): boolean =>
    a === b || (a != null && b != null && Math.abs(a - b) <= kNear * Math.max(Math.abs(a), Math.abs(b)));
  const here = (from: Record<string, Num>, there: Record<string, Num> | undefined): boolean =>
    there !== undefined && near(from[x], there[x]) && near(from[y], there[y]);
  const last = path.at(-1)?.measures;
  const grid = lesson.front.map((each) => {
    const named = [lesson.best.measures, baseline?.measures, last].some((there) => here(each.measures, there));
    return point(named ? "" : pointName(each.levers, facts), each.measures, each.on_front ? "front" : "case");
  });
  const tried = path.map((each, i) =>
    i === path.length - 1
      ? point(here(lesson.best.measures, last) ? word("youBest") : word("you"), each.measures, "you")
      : point("", each.measures, "path"),
  );
  return [
    ...grid,
    ...(baseline ? [point(pointName(lesson.start, facts), baseline.measures, "baseline")] : []),
    point(
      here(lesson.best.measures, last) ? "" : `${word("best")}: ${pointName(lesson.best.levers, facts)}`,
      lesson.best.measures,
      "best",
    ),
    ...tried,
  ];
}

function tradeOff(facts: DebriefFacts): HTMLElement | null {
  const [x, y] = facts.lesson.front_measures.map((id) => measure(facts.measures, id));
  if (!x || !y || facts.lesson.front.length === 0) return null;
  const chart = new TradeOff();
  chart.update(x, y, pointsOf(facts), { title: word("front"), caption: word("frontCaption") });
  return h("section", { class: "lesson-front", "aria-label": word("front") }, chart.element);
}

function predicted(facts: DebriefFacts): HTMLElement {
  const { prediction } = facts.lesson;
  const name = (id: string): string => {
    const choice = prediction.choices.find((each) => each.id === id);
    return choice ? say(choice.name) : id;
  };
  const right = facts.predicted === prediction.answer;
  return h(
    "p",
    { class: "lesson-predicted" },
    `${word("youPredicted")}: `,
    h("strong", {}, facts.predicted === "" ? "–" : name(facts.predicted)),
    say({ en: ". ", zh: "。" }),
    right ? word("right") : `${word("wrong")}: ${name(prediction.answer)}${say({ en: ".", zh: "。" })}`,
  );
}

export function debrief(facts: DebriefFacts): HTMLElement {
  const { lesson } = facts;
  const list = (title: string, items: HTMLElement): HTMLElement => h("section", {}, h("h3", {}, title), items);
  return h(
    "div",
    { class: "lesson-debrief" },
    predicted(facts),
    h(
      "div",
      { class: "lesson-columns" },
      tradeOff(facts),
      h(
        "div",
        {},
        list(word("finds"), h("ol", { class: "finds" }, ...lesson.finds.map((find) => h("li", {}, say(find))))),
        lesson.ask.length > 0 && list(word("ask"), h("ul", {}, ...lesson.ask.map((ask) => h("li", {}, say(ask))))),
      ),
    ),
    lesson.sources.length > 0 &&
      h(
        "details",
        { class: "lesson-sources" },
        h("summary", {}, word("sources")),
        h("ul", {}, ...lesson.sources.map((source) => h("li", {}, source))),
      ),
  );
}
