// The page writes numbers as the program does: the expectations are those of tests/report/format_test.cpp and of
// the design, with a true minus sign and an en dash where the program has a hyphen.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as f from "../../../sim/web/page/src/format";

const both = (en: string, zh: string, of: (lang: "en" | "zh") => string): void => {
  assert.equal(of("en"), en);
  assert.equal(of("zh"), zh);
};

test("three significant digits with a unit, in both languages", () => {
  both("1.23 M", "123万", (lang) => f.count(1.23456e6, lang));
  both("4.56 GWh", "456万千瓦时", (lang) => f.energy(4.56e6, lang));
  both("CNY 7.8 M", "780万元", (lang) => f.money(7.8e6, lang));
  both("−CNY 83.4 M", "−8340万元", (lang) => f.money(-83.4e6, lang));
  both("34.2 %", "34.2%", (lang) => f.share(0.342, lang));
  both("+3.1 pt", "+3.1个百分点", (lang) => f.points(0.031, lang));
  both("2 h 05 min", "2小时5分", (lang) => f.duration(7500, lang));
  both("8.12 kt", "8120吨", (lang) => f.mass(8.12e6, lang));
  both("1.23 M card-h", "123万卡时", (lang) => f.cardHours(1.23e6, lang));
  assert.equal(f.bytes(1.234e16), "12.3 PB");
  assert.equal(f.rate(4e11), "400 Gbps");
  assert.equal(f.intensity(0.5344), "534 g/kWh");
});

test("thousands begin at ten of them; 万, 亿 and 万亿", () => {
  both("8,120", "8120", (lang) => f.count(8123, lang));
  both("−8,120", "−8120", (lang) => f.count(-8123, lang));
  both("12.3 k", "1.23万", (lang) => f.count(12345, lang));
  assert.equal(f.count(1.5e8, "zh"), "1.5亿");
  assert.equal(f.count(2.5e12, "zh"), "2.5万亿");
  assert.equal(f.exact(1234567), "1,234,567");
  assert.equal(f.exact(0), "0");
});

test("rounding carries into the next unit", () => {
  both("1 M", "100万", (lang) => f.count(999999, lang));
  both("10 k", "1万", (lang) => f.count(9999.9, lang));
  assert.equal(f.bytes(999.9), "1 kB");
  assert.equal(f.duration(3599.7, "en"), "1 h");
  assert.equal(f.duration(59.97, "en"), "1 min");
  assert.equal(f.duration(0.9999, "en"), "1 s");
  assert.equal(f.duration(7199, "en"), "2 h");
});

test("zeros, small values, and what is no number", () => {
  assert.equal(f.count(0, "en"), "0");
  assert.equal(f.energy(0, "en"), "0 kWh");
  assert.equal(f.share(0.0002, "en"), "<0.1 %");
  assert.equal(f.points(-0.0001, "en"), "0.0 pt");
  assert.equal(f.points(-0.02, "en"), "−2.0 pt");
  both("3 d 04 h", "3天4小时", (lang) => f.duration(76 * 3600, lang));
  assert.equal(f.duration(320, "en"), "5 min 20 s");
  assert.equal(f.shortDuration(320, "en"), "5.33 min");
  assert.equal(f.shortDuration(7500, "zh"), "2.08小时");
  for (const value of [null, NaN, Infinity, -Infinity])
    for (const write of [f.count, f.money, f.duration, f.share, f.energy, f.mass, f.change]) assert.equal(write(value, "en"), "–");
});

test("differences have a sign, half widths have none", () => {
  assert.equal(f.difference("duration", -3900, "en"), "−1 h 05 min");
  assert.equal(f.difference("share", 0.031, "zh"), "+3.1个百分点");
  assert.equal(f.difference("energy", 0, "en"), "0 kWh");
  assert.equal(f.halfWidth("share", 0.002, "en"), "0.2 pt");
  assert.equal(f.halfWidth("money", 2e6, "en"), "CNY 2 M");
});

test("civil time counts from midnight of the start, over leap days", () => {
  assert.equal(f.clock("2024-02-28", 36 * 3600 + 60), "02-29 12:01");
  assert.equal(f.day("2024-12-31", 86400), "2025-01-01");
});
