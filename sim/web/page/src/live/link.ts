// The address holds every setting: what is shared is what is seen.
//
// #scenario=east-west-2025&v.policy=nearest&b.west=1.2&lesson=1&step=levers&run=ID

import type { LeverValues } from "../model";

export interface Address {
  scenario: string; // empty: the gallery
  levers: LeverValues; // that differ from the baseline
  baseline: LeverValues; // that differ from what the scenario says
  lesson: string;
  run: string; // a kept run to open
}

const kEmpty: Address = { scenario: "", levers: {}, baseline: {}, lesson: "", run: "" };

/** Numbers are written as numbers, words as they are; a lever knows which of both it takes. */
const value = (text: string): number | string =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;

export function readAddress(fragment: string): Address {
  const read = new URLSearchParams(fragment.replace(/^#/, ""));
  const address: Address = { ...kEmpty, levers: {}, baseline: {} };
  for (const [key, text] of read) {
    if (key === "scenario" || key === "lesson" || key === "run") address[key] = text;
    else if (key.startsWith("v.")) address.levers[key.slice(2)] = value(text);
    else if (key.startsWith("b.")) address.baseline[key.slice(2)] = value(text);
  }
  return address;
}

export function writeAddress(address: Partial<Address>): string {
  const full = { ...kEmpty, ...address };
  const written = new URLSearchParams();
  for (const key of ["scenario", "lesson", "run"] as const) if (full[key] !== "") written.set(key, full[key]);
  for (const [id, setting] of Object.entries(full.levers)) written.set(`v.${id}`, String(setting));
  for (const [id, setting] of Object.entries(full.baseline)) written.set(`b.${id}`, String(setting));
  return written.size > 0 ? `#${written.toString()}` : "#";
}

/** Browsers stop a page that changes its address more than some times a second. [ms] */
const kPause = 320;

/** Keeps the address bar up with the levers, without an entry in the browser's history for each. */
export class AddressBar {
  private last = 0;
  private timer = 0;
  private wanted = "";

  show(address: Partial<Address>): void {
    this.drop();
    this.wanted = writeAddress(address);
    const left = kPause - (performance.now() - this.last);
    if (left <= 0) this.write();
    else this.timer = window.setTimeout(() => this.write(), left);
  }

  /** While a slider is held: once it stands still, since a new address costs the page a frame. */
  showLater(address: Partial<Address>): void {
    this.drop();
    this.wanted = writeAddress(address);
    this.timer = window.setTimeout(() => this.write(), kPause);
  }

  /** The page turns elsewhere. */
  drop(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
  }

  /** Before a link is copied. */
  flush(): void {
    if (this.timer !== 0) this.write();
  }

  private write(): void {
    this.drop();
    this.last = performance.now();
    if (location.hash !== this.wanted) history.replaceState(null, "", this.wanted);
  }
}
