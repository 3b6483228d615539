// What colours the sites: their use, what they pay for a kWh, or the carbon of one.
import { ramp, type RampName } from "../colors";
import { intensity, kwhPrice, share, wholeShare } from "../format";
import type { Num, RunView, SiteView } from "../model";
import { ticks, roundUp } from "../charts/plot";
import { t, type Word } from "../words";
import { useAt } from "./moment";

export type Layer = "use" | "price" | "carbon";

export interface LayerInfo {
  word: Word;
  ramp: RampName;
  value: (run: RunView, index: number, hour: number | null) => Num;
  format: (value: Num) => string;
}

export const kLayers: Record<Layer, LayerInfo> = {
  use: { word: "layer_use", ramp: "use", value: useAt, format: share },
  price: { word: "layer_price", ramp: "price", value: (run, i) => run.sites[i]!.price_cny_per_kwh, format: (v) => kwhPrice(v) },
  carbon: { word: "layer_carbon", ramp: "carbon", value: (run, i) => run.sites[i]!.carbon_kg_per_kwh, format: intensity },
};

/** The ends of a layer's ramp: 0 to 100 % of use; else from the least to the most of the run, rounded. */
export function layerSpan(layer: Layer, run: RunView): [number, number] {
  if (layer === "use") return [0, 1];
  const values = run.sites.map((_, i) => kLayers[layer].value(run, i, null)).filter((v): v is number => v !== null);
  if (values.length === 0) return [0, 1];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const step = ticks(0, most, 10)[1] ?? most;
  return [Math.floor(least / step) * step, roundUp(most)];
}

export function layerColor(layer: Layer, span: [number, number], value: number): string {
  return ramp(kLayers[layer].ramp, (value - span[0]) / (span[1] - span[0] || 1));
}

/** Short, for the ends of the ramp in the legend. */
export function layerEnd(layer: Layer, value: number): string {
  return layer === "use" ? wholeShare(value) : kLayers[layer].format(value);
}

export function layerName(layer: Layer): string {
  return t(kLayers[layer].word);
}

export function siteValue(site: SiteView, layer: Layer): Num {
  if (layer === "use") return site.utilization;
  return layer === "price" ? site.price_cny_per_kwh : site.carbon_kg_per_kwh;
}
