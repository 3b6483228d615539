import assert from "node:assert/strict";
import { test } from "node:test";
import { spanOf } from "../../../sim/web/page/src/charts/steps";
import { swings } from "../../../sim/web/page/src/charts/tornado";
import { delta, verdict } from "../../../sim/web/page/src/measures";
import type { MeasureInfo, StudyView } from "../../../sim/web/page/src/model";
import { csvText } from "../../../sim/web/page/src/table";

const interval = (mean: number): { mean: number; half_width: null; count: number } => ({ mean, half_width: null, count: 1 });

function study(design: StudyView["design"], cases: [Record<string, string>, number][]): StudyView {
  const axes = ["a", "b"].map((name) => ({ name, keys: [name], values: [] }));
  return {
    design, axes, baseline: 0,
    cases: cases.map(([settings, mean]) => ({ settings, measures: [interval(mean)] })),
  } as unknown as StudyView;
}

test("a swing on a grid is of the means over the other axis", () => {
  // Means over b: a=1 (10 + 20) / 2 = 15, a=2 (40 + 60) / 2 = 50; over a: b=1 25, b=2 40.
  const rows = swings(study("grid", [[{ a: "1", b: "1" }, 10], [{ a: "1", b: "2" }, 20], [{ a: "2", b: "1" }, 40], [{ a: "2", b: "2" }, 60]]), 0);
  assert.deepEqual(rows.map((row) => [row.axis, row.low, row.high]), [
    ["a", { at: "1", value: 15 }, { at: "2", value: 50 }],
    ["b", { at: "1", value: 25 }, { at: "2", value: 40 }],
  ]);
});

test("one at a time, an axis is held against the baseline alone", () => {
  // The case of b=9 must not enter the swing of a, nor that of a=2 the swing of b.
  const rows = swings(study("one-at-a-time", [[{ a: "1", b: "1" }, 10], [{ a: "2", b: "1" }, 13], [{ a: "1", b: "9" }, 110]]), 0);
  assert.deepEqual(rows.map((row) => [row.axis, row.low.value, row.high.value]), [["b", 10, 110], ["a", 10, 13]]);
});

test("a waterfall covers zero, its wholes and every step between", () => {
  const step = (value: number, whole = false): { name: string; whole: boolean; value: number } => ({ name: "", whole, value });
  assert.deepEqual(spanOf([step(10, true), step(-14), step(30), step(26, true)]), [-4, 26]);
});

test("better and worse follow what is wanted; shares differ in points", () => {
  assert.equal(verdict("low", -1), 1);
  assert.equal(verdict("high", -1), -1);
  assert.equal(verdict("neither", 5), 0);
  const info = (kind: MeasureInfo["kind"], wanted: MeasureInfo["wanted"]): MeasureInfo => ({ id: "x", name: { en: "", zh: "" }, kind, wanted });
  assert.equal(delta(info("money", "low"), 88, 100)?.text, "▼ 12.0 %, better");
  assert.equal(delta(info("share", "high"), 0.5, 0.469)?.text, "▲ 3.1 pt, better");
  assert.equal(delta(info("bytes", "neither"), 2, 1)?.text, "▲ 100.0 %, more");
  assert.equal(delta(info("money", "low"), 100, 100)?.text, "unchanged");
  assert.equal(delta(info("money", "low"), null, 100), null);
});

test("CSV quotes what needs it, and a spreadsheet runs nothing", () => {
  const text = csvText({ columns: [{ name: "a,b" }, { name: "c" }], rows: [['say "x"', 1.5], ["=1+1", null]] });
  assert.equal(text, '"a,b",c\r\n"say ""x""",1.5\r\n\'=1+1,\r\n');
});
