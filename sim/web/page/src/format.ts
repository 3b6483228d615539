// Numbers for people: three significant digits with a unit, as sim/report/format.cpp writes them.
import { language, type Language } from "./language";
import type { Kind, Num } from "./model";

type Multiples = readonly (readonly [factor: number, name: string])[]; // factors ascend

const kEnglish: Multiples = [[1, ""], [1e3, " k"], [1e6, " M"], [1e9, " bn"], [1e12, " tn"]];
const kChinese: Multiples = [[1, ""], [1e4, "万"], [1e8, "亿"], [1e12, "万亿"]];
const kWattHours: Multiples = [[1e-3, " Wh"], [1, " kWh"], [1e3, " MWh"], [1e6, " GWh"], [1e9, " TWh"]];
const kKilograms: Multiples = [[1e-3, " g"], [1, " kg"], [1e3, " t"], [1e6, " kt"], [1e9, " Mt"]];
const kChineseMass: Multiples = [[1e-3, "克"], [1, "千克"], [1e3, "吨"], [1e7, "万吨"], [1e11, "亿吨"]];
const kBytes: Multiples = [[1, " B"], [1e3, " kB"], [1e6, " MB"], [1e9, " GB"], [1e12, " TB"], [1e15, " PB"], [1e18, " EB"]];
const kRates: Multiples = [[1, " bps"], [1e3, " kbps"], [1e6, " Mbps"], [1e9, " Gbps"], [1e12, " Tbps"], [1e15, " Pbps"]];

/** Stands where there is no figure. */
export const kNoFigure = "–";
const kMinus = "−";

function known(value: Num | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

/** Three significant digits in plain notation, without trailing zeros. */
function plain(value: number): string {
  const rounded = threeDigits(value);
  if (rounded === 0) return "0";
  const text = Math.abs(rounded) >= 1e15 || Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
  return text.replace("-", kMinus);
}

/** In the largest multiple not above the rounded value: 999,900 becomes 1 M, not 1000 k. */
function inMultiples(value: number, multiples: Multiples, after = ""): string {
  const rounded = threeDigits(value);
  const size = rounded === 0 ? 1 : Math.abs(rounded) * (1 + 1e-12);
  let chosen = multiples[0]!;
  for (const multiple of multiples) if (multiple[0] <= size) chosen = multiple;
  return plain(rounded / chosen[0]) + chosen[1] + after;
}

function grouped(whole: number): string {
  return String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, ",");
}

function englishCount(value: number): string {
  const rounded = threeDigits(value);
  const size = Math.abs(rounded);
  if (size >= 1e4 || size < 1000) return inMultiples(value, kEnglish);
  return (rounded < 0 ? kMinus : "") + grouped(rounded);
}

function percentDigits(percent: number): string {
  if (Math.abs(percent) >= 1000) return plain(percent);
  const text = percent.toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", kMinus);
}

/** With a plus where it is above 0; what prints as zero has no sign. */
function signed(value: number, text: string): string {
  if (!/[1-9]/.test(text)) return text.replace(kMinus, "");
  return value > 0 ? "+" + text : text;
}

const zh = (lang: Language): boolean => lang === "zh";

/** en `8,120`, `12.3 k`, `1.23 M`; zh `8120`, `1.23万`, `123万`. */
export function count(value: Num, lang = language()): string {
  if (!known(value)) return kNoFigure;
  return zh(lang) ? inMultiples(value, kChinese) : englishCount(value);
}

/** Every digit, in groups of three: for ledgers. */
export function exact(value: Num): string {
  if (!known(value)) return kNoFigure;
  const whole = Math.round(value);
  return (whole < 0 ? kMinus : "") + grouped(whole);
}

export function decimal(value: Num, decimals = 3): string {
  if (!known(value)) return kNoFigure;
  return Math.abs(value) >= 1e6 ? plain(value) : value.toFixed(decimals).replace("-", kMinus);
}

/** 0.342: en `34.2 %`, zh `34.2%`. */
export function share(value: Num, lang = language()): string {
  if (!known(value)) return kNoFigure;
  const tiny = value > 0 && value < 0.0005;
  return (tiny ? "<0.1" : percentDigits(100 * value)) + (zh(lang) ? "%" : " %");
}

/** A share without decimals, for labels in charts. */
export function wholeShare(value: Num, lang = language()): string {
  if (!known(value)) return kNoFigure;
  return String(Math.round(100 * value)) + (zh(lang) ? "%" : " %");
}

/** The difference of two shares: `+3.1 pt`, zh `+3.1个百分点`. */
export function points(difference: Num, lang = language()): string {
  if (!known(difference)) return kNoFigure;
  return signed(difference, percentDigits(100 * difference)) + (zh(lang) ? "个百分点" : " pt");
}

/** A change: 0.12 is `+12.0 %`. */
export function change(relative: Num, lang = language()): string {
  if (!known(relative)) return kNoFigure;
  return signed(relative, percentDigits(100 * relative)) + (zh(lang) ? "%" : " %");
}

/** Seconds: `350 ms`, `12.3 s`, `5 min 20 s`, `2 h 05 min`, `3 d 04 h`; zh `2小时5分`. */
export function duration(seconds: Num, lang = language()): string {
  if (!known(seconds)) return kNoFigure;
  if (seconds < 0) return kMinus + duration(-seconds, lang);
  const chinese = zh(lang);
  if (seconds < 5e-5) return chinese ? "0秒" : "0 s";
  if (seconds < 0.9995) return plain(seconds * 1e3) + (chinese ? "毫秒" : " ms");
  if (seconds < 59.95) return plain(seconds) + (chinese ? "秒" : " s");
  const pair = (total: number, base: number, names: [string, string, string, string]): string => {
    const large = Math.floor(total / base);
    const small = total % base;
    if (small === 0) return large + (chinese ? names[2] : " " + names[0]);
    if (chinese) return large + names[2] + small + names[3];
    return `${large} ${names[0]} ${String(small).padStart(2, "0")} ${names[1]}`;
  };
  const wholeS = Math.round(seconds);
  if (wholeS < 3600) return pair(wholeS, 60, ["min", "s", "分", "秒"]);
  const wholeMin = Math.round(seconds / 60);
  if (wholeMin < 48 * 60) return pair(wholeMin, 60, ["h", "min", "小时", "分"]);
  const wholeH = Math.round(seconds / 3600);
  if (wholeH >= 24_000) return count(seconds / 86400, lang) + (chinese ? "天" : " d");
  return pair(wholeH, 24, ["d", "h", "天", "小时"]);
}

/** Seconds in one unit, for axes and narrow columns: `350 ms`, `5.33 min`, `2.08 h`. */
export function shortDuration(seconds: Num, lang = language()): string {
  if (!known(seconds)) return kNoFigure;
  if (seconds < 0) return kMinus + shortDuration(-seconds, lang);
  const chinese = zh(lang);
  const rounded = threeDigits(seconds);
  if (rounded < 0.001) return chinese ? "0秒" : "0 s";
  if (rounded < 1) return plain(seconds * 1e3) + (chinese ? "毫秒" : " ms");
  if (rounded < 60) return plain(seconds) + (chinese ? "秒" : " s");
  if (rounded < 3600) return plain(seconds / 60) + (chinese ? "分" : " min");
  if (rounded < 48 * 3600) return plain(seconds / 3600) + (chinese ? "小时" : " h");
  return count(seconds / 86400, lang) + (chinese ? "天" : " d");
}

/** Card-hours: `1.23 M card-h`, zh `123万卡时`. */
export function cardHours(value: Num, lang = language()): string {
  if (!known(value)) return kNoFigure;
  return zh(lang) ? inMultiples(value, kChinese, "卡时") : englishCount(value) + " card-h";
}

/** Kilowatt-hours: `4.56 GWh`, zh `456万千瓦时`. */
export function energy(kwh: Num, lang = language()): string {
  if (!known(kwh)) return kNoFigure;
  return zh(lang) ? inMultiples(kwh, kChinese, "千瓦时") : inMultiples(kwh, kWattHours);
}

/** Yuan: `CNY 7.8 M`, zh `780万元`. */
export function money(cny: Num, lang = language()): string {
  if (!known(cny)) return kNoFigure;
  if (zh(lang)) return inMultiples(cny, kChinese, "元");
  const digits = englishCount(cny);
  return digits.startsWith(kMinus) ? kMinus + "CNY " + digits.slice(1) : "CNY " + digits;
}

/** Kilograms: `8.12 kt`, zh `8120吨`. */
export function mass(kg: Num, lang = language()): string {
  if (!known(kg)) return kNoFigure;
  return inMultiples(kg, zh(lang) ? kChineseMass : kKilograms);
}

/** Decimal multiples of bytes, equal in both languages. */
export function bytes(value: Num): string {
  return known(value) ? inMultiples(value, kBytes) : kNoFigure;
}

/** Bits per second, equal in both languages: `400 Gbps`. */
export function rate(bps: Num): string {
  return known(bps) ? inMultiples(bps, kRates) : kNoFigure;
}

/** kg per kWh as `534 g/kWh`. */
export function intensity(kgPerKwh: Num): string {
  return known(kgPerKwh) ? plain(1e3 * kgPerKwh) + " g/kWh" : kNoFigure;
}

/** A price of a kWh: `CNY 0.382/kWh`, zh `0.382元/千瓦时`. */
export function kwhPrice(cny: Num, lang = language()): string {
  if (!known(cny)) return kNoFigure;
  return zh(lang) ? `${plain(cny)}元/千瓦时` : `CNY ${plain(cny)}/kWh`;
}

/** A measure's value in its unit. */
export function value(kind: Kind, v: Num, lang = language()): string {
  switch (kind) {
    case "share":
      return share(v, lang);
    case "duration":
      return duration(v, lang);
    case "count":
      return count(v, lang);
    case "decimal":
      return decimal(v);
    case "energy":
      return energy(v, lang);
    case "money":
    case "unit_money":
      return money(v, lang);
    case "mass":
      return mass(v, lang);
    case "intensity":
      return intensity(v);
    case "bytes":
      return bytes(v);
  }
}

/** A difference in its unit with a sign: `+3.1 pt`, `−1 h 05 min`. */
export function difference(kind: Kind, v: Num, lang = language()): string {
  if (kind === "share") return points(v, lang);
  if (!known(v)) return kNoFigure;
  const text = value(kind, Math.abs(v), lang);
  if (!/[1-9]/.test(text)) return text;
  return (v < 0 ? kMinus : "+") + text;
}

/** Half of an interval's width, as it follows a `±`. */
export function halfWidth(kind: Kind, v: Num, lang = language()): string {
  return kind === "share" ? points(v, lang).replace("+", "") : value(kind, v, lang);
}

/** Hours of the civil clock (UTC+8): `03-05 14:00`. `start` is a date such as 2025-03-03. */
export function clock(start: string, seconds: number): string {
  const date = new Date(Date.parse(start.slice(0, 10) + "T00:00:00Z") + seconds * 1000);
  if (Number.isNaN(date.getTime())) return kNoFigure;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** The date alone: `2025-03-05`. */
export function day(start: string, seconds: number): string {
  const date = new Date(Date.parse(start.slice(0, 10) + "T00:00:00Z") + seconds * 1000);
  return Number.isNaN(date.getTime()) ? kNoFigure : date.toISOString().slice(0, 10);
}
