import type { RunView } from "./model";

export type Layer = "use" | "price" | "carbon";
/** What is picked on the map. */
export type Picked = { kind: "site" | "region" | "link"; id: string } | null;

/** The nation by longitude and latitude: sites, flows, layers and an hour slider. */
export class NationMap {
  hold = false;
  constructor(readonly host: HTMLElement) {}
  update(_run: RunView, _baseline: RunView | null): void {}
  /** An hour of RunView.hours, or null for the mean of the window. */
  setHour(_hour: number | null): void {}
  setLayer(_layer: Layer): void {}
  select(_picked: Picked): void {}
  onSelect(_listener: (picked: Picked) => void): void {}
}
