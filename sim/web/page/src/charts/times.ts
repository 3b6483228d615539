import { shortDuration } from "../format";
import type { ClassView, Num, RunView, Text, Times } from "../model";
import { period } from "../period";
import { tip } from "../tip";
import { say, t, wordText } from "../words";
import { bar, cut, dot, kTimeTicks, label, line, logarithmic, textWidth, xAxis, type Scale } from "./plot";
import { SvgChart, type Drawn } from "./svg_chart";

const kRow = 30;
const kShortest = 1; // second, the left edge of the axis
const kFewJobs = 10; // below that a 95th percentile says little

interface Row {
  name: Text;
  now: Times;
  before: Times | null;
}

/** Wait or response by class: p50 to p95 to p99, on a log axis. */
export class ClassTimes extends SvgChart {
  private longest = 0;

  constructor(private readonly what: "wait" | "response" = "wait") {
    super(`${what}-by-class`);
  }

  protected draw(run: RunView, baseline: RunView | null, width: number): Drawn | null {
    const rows = run.classes.map((entry) => this.row(entry, baseline));
    if (rows.length === 0) return null;
    const longest = Math.max(60, ...rows.flatMap((row) => [row.now.p99 ?? 0, row.before?.p99 ?? 0]));
    this.longest = this.hold ? Math.max(this.longest, longest) : longest;
    const names = Math.min(width * 0.36, Math.max(...rows.map((row) => textWidth(say(row.name)))) + 8);
    const x = logarithmic(kShortest, this.longest * 1.2, names + 10, width - 56);
    const bottom = 8 + rows.length * kRow;
    const shown = kTimeTicks.filter((tick) => tick <= this.longest * 1.2);
    const marks: Node[] = xAxis(shown, x, 4, bottom, (tick) => (tick === kShortest ? "≤ " : "") + shortDuration(tick));
    rows.forEach((row, i) => {
      const y = 8 + (i + 0.5) * kRow;
      marks.push(label(names, y, cut(say(row.name), names), { "text-anchor": "end" }));
      marks.push(...range(row, x, y, width));
    });
    return {
      words: {
        title: this.title(rows),
        subtitle: t(this.what === "wait" ? "wait_subtitle" : "response_subtitle", { period: period(run) }),
        caption: t(baseline ? "times_caption" : "times_caption_alone"),
      },
      height: bottom + 24,
      marks,
      table: () => table(rows, baseline !== null),
    };
  }

  private row(entry: ClassView, baseline: RunView | null): Row {
    const times = (view: ClassView): Times => (this.what === "wait" ? view.wait_s : view.response_s);
    const other = baseline?.classes.find((candidate) => candidate.id === entry.id);
    return { name: entry.name, now: times(entry), before: other ? times(other) : null };
  }

  private title(rows: readonly Row[]): string {
    const worst = rows.filter((row) => row.now.jobs >= kFewJobs).sort((a, b) => (b.now.p95 ?? -1) - (a.now.p95 ?? -1))[0];
    const slowest = worst?.now.p95 ?? null;
    if (!worst || slowest === null) return t(this.what === "wait" ? "wait" : "response");
    if (slowest < kShortest && this.what === "wait") {
      const before = Math.max(...rows.map((row) => row.before?.p95 ?? 0));
      return before > kShortest
        ? t("wait_gone", { before: shortDuration(before) })
        : t("wait_none");
    }
    return t(this.what === "wait" ? "wait_title" : "response_title", {
      name: say(worst.name),
      time: shortDuration(slowest),
    });
  }
}

function range(row: Row, x: Scale, y: number, width: number): Node[] {
  const marks: Node[] = [];
  const { now, before } = row;
  if (before && before.jobs >= kFewJobs) {
    marks.push(bar(x(before.p50 ?? 0), x(before.p95 ?? 0), y + 4, 5, { class: "ghost" }));
  }
  if (now.jobs < kFewJobs) {
    marks.push(label(x(kShortest) + 4, y, t("too_few", { n: Math.round(now.jobs) }), { class: "tick" }));
    return marks;
  }
  marks.push(line(x(now.p95 ?? 0), y - 2, x(now.p99 ?? 0), y - 2, { class: "whisker" }));
  const box = bar(x(now.p50 ?? 0), x(now.p95 ?? 0), y - 6, 8, { class: "range" });
  tip(box, () =>
    [say(row.name), `p50 ${shortDuration(now.p50)}`, `p95 ${shortDuration(now.p95)}`, `p99 ${shortDuration(now.p99)}`].join("\n"),
  );
  marks.push(box, dot(x(now.p50 ?? 0), y - 2, 4, { class: "middle" }));
  marks.push(label(width - 4, y - 2, shortDuration(now.p95), { class: "tick", "text-anchor": "end" }));
  return marks;
}

function table(rows: readonly Row[], compared: boolean): import("../table").Table {
  const format = (value: Num): string => shortDuration(value);
  const figures = (times: Times | null): Num[] =>
    times && times.jobs > 0 ? [times.p50, times.p95, times.p99] : [null, null, null];
  const names = ["p50", "p95", "p99"];
  return {
    columns: [
      { name: say(wordText("class")) },
      ...names.map((name) => ({ name, format })),
      ...(compared ? names.map((name) => ({ name: `${t("baseline")} ${name}`, format })) : []),
    ],
    rows: rows.map((row) => [say(row.name), ...figures(row.now), ...(compared ? figures(row.before) : [])]),
  };
}
