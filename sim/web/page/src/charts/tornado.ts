import { difference, value } from "../format";
import type { MeasureInfo, StudyView } from "../model";
import { tip } from "../tip";
import { atStart, inside, say, t } from "../words";
import { bar, cut, label, line, linear, textWidth, ticks, xAxis } from "./plot";
import { StaticChart, type Drawn } from "./svg_chart";

const kRow = 34;

/** What one axis of a study does to a measure: from its lowest mean to its highest. */
export interface Swing {
  axis: string;
  low: { value: number; at: string };
  high: { value: number; at: string };
}

/** The swings of a study's axes, largest first: means over the other axes. Axes in one case only have none. */
export function swings(study: StudyView, measure: number): Swing[] {
  const found: Swing[] = [];
  for (const axis of study.axes) {
    const sums = new Map<string, { sum: number; count: number }>();
    for (const entry of casesFor(study, axis.keys)) {
      const settings = axis.keys.map((key) => entry.settings[key] ?? "");
      // An axis that gives one value to many keys is named by it once.
      const at = settings.every((setting) => setting === settings[0]) ? (settings[0] ?? "") : settings.join(", ");
      const mean = entry.measures[measure]?.mean ?? null;
      if (mean === null) continue;
      const sum = sums.get(at) ?? { sum: 0, count: 0 };
      sums.set(at, { sum: sum.sum + mean, count: sum.count + 1 });
    }
    const means = [...sums].map(([at, { sum, count }]) => ({ at, value: sum / count })).sort((a, b) => a.value - b.value);
    if (means.length < 2) continue;
    found.push({ axis: axis.name, low: means[0]!, high: means[means.length - 1]! });
  }
  return found.sort((a, b) => b.high.value - b.low.value - (a.high.value - a.low.value));
}

/** The values at both ends of a bar: under it where it is long enough, else to its sides. */
function ends(row: Swing, low: number, high: number, y: number, left: number, right: number): Node[] {
  const [first, last] = [textWidth(row.low.at), textWidth(row.high.at)];
  const isLong = high - low > first + last + 12;
  const at = (x: number, text: string, toLeft: boolean): Node => {
    const room = toLeft ? x - left : right - x;
    return label(x, y, cut(text, Math.max(40, room)), { class: "tick", "text-anchor": toLeft ? "end" : "start" });
  };
  if (isLong) return [at(low, row.low.at, false), at(high, row.high.at, true)];
  const middle = (low + high) / 2;
  return [at(Math.min(low, middle - 4), row.low.at, true), at(Math.max(high, middle + 4), row.high.at, false)];
}

/** One at a time: the baseline and the cases that differ from it in this axis alone; else all. */
function casesFor(study: StudyView, keys: readonly string[]): StudyView["cases"] {
  const base = study.cases[study.baseline];
  if (study.design !== "one-at-a-time" || !base) return study.cases;
  return study.cases.filter((entry) =>
    Object.keys({ ...base.settings, ...entry.settings }).every(
      (key) => keys.includes(key) || entry.settings[key] === base.settings[key],
    ),
  );
}

/** What moves a measure of a study most: its axes as bars around the baseline. */
export class Tornado extends StaticChart {
  constructor(
    private readonly study: StudyView,
    private readonly index: number,
  ) {
    super(`tornado-${study.measures[index]?.id ?? ""}`);
  }

  protected drawStatic(width: number): Drawn | null {
    const info = this.study.measures[this.index];
    return info ? drawTornado(this.study, this.index, info, width) : null;
  }
}

/** Draws swings as bars around the baseline, the widest on top. */
function drawTornado(study: StudyView, measure: number, info: MeasureInfo, width: number): Drawn | null {
  const rows = swings(study, measure);
  if (rows.length === 0) return null;
  const base = study.cases[study.baseline]?.measures[measure]?.mean ?? null;
  const all = rows.flatMap((row) => [row.low.value, row.high.value]).concat(base ?? []);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const names = Math.min(width * 0.3, Math.max(...rows.map((row) => textWidth(row.axis))) + 8);
  const pad = (high - low) * 0.06 || 1;
  // Half of the last label may stand to the right of its tick.
  const x = linear(low - pad, high + pad, names + 10, width - Math.max(10, textWidth(value(info.kind, high)) / 2));
  const bottom = 8 + rows.length * kRow;
  const marks: Node[] = xAxis(ticks(low - pad, high + pad, 5), x, 4, bottom, (v) => value(info.kind, v));
  rows.forEach((row, i) => {
    const y = 8 + i * kRow;
    const box = bar(x(row.low.value), x(row.high.value), y + 4, 12, { class: "range" });
    tip(box, () => `${row.axis}\n${row.low.at}: ${value(info.kind, row.low.value)}\n${row.high.at}: ${value(info.kind, row.high.value)}`);
    marks.push(label(names, y + 10, cut(row.axis, names), { "text-anchor": "end" }), box);
    marks.push(...ends(row, x(row.low.value), x(row.high.value), y + 24, names + 10, width - 4));
  });
  if (base !== null) marks.push(line(x(base), 2, x(base), bottom, { class: "ghost-line" }));
  const first = rows[0]!;
  return {
    words: {
      title: t("tornado_title", {
        axis: first.axis,
        measure: inside(say(info.name)),
        range: difference(info.kind, first.high.value - first.low.value).replace("+", ""),
      }),
      subtitle: t("tornado_subtitle", { measure: atStart(info.name) }),
      caption: t("tornado_caption"),
    },
    height: bottom + 24,
    marks,
    table: () => ({
      columns: [
        { name: t("axis") },
        { name: t("lowest"), format: (v) => value(info.kind, v) },
        { name: t("at") },
        { name: t("highest"), format: (v) => value(info.kind, v) },
        { name: t("at") },
      ],
      rows: rows.map((row) => [row.axis, row.low.value, row.low.at, row.high.value, row.high.at]),
    }),
  };
}
