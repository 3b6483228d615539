import { linear } from "./charts/plot";
import { h, put, s, setText } from "./dom";
import { value } from "./format";
import { definition, delta, hoursOf, measure, valueOf } from "./measures";
import type { MeasureInfo, Num, RunView } from "./model";
import { atStart, t } from "./words";

const kSparkWidth = 100;
const kSparkHeight = 22;

interface Tile {
  id: string;
  button: HTMLButtonElement;
  name: HTMLElement;
  value: HTMLElement;
  change: HTMLElement;
  before: HTMLElement;
  spark: SVGSVGElement;
  now: SVGPathElement;
  ghost: SVGPathElement;
}

/** The measures that matter most, for tiles: those that a run has of them. */
export const kTileIds = ["wait_s.p95", "utilization", "west_share", "slo", "cost_cny", "carbon_kg"] as const;

/** Tiles of key figures, each with its difference to the baseline. A click tells what the figure means. */
export class Tiles {
  readonly element: HTMLElement;
  private readonly grid = h("div", { class: "tiles" });
  private readonly about = h("p", { class: "about small", hidden: true, role: "status" });
  private tiles: Tile[] = [];
  private open: string | null = null;
  private measures: readonly MeasureInfo[] = [];

  constructor(host: HTMLElement) {
    this.element = h("section", { class: "tiles-part" }, this.grid, this.about);
    host.append(this.element);
  }

  /** Shows the measures `ids`, in that order; `targets` are marked where given. */
  update(
    measures: readonly MeasureInfo[],
    run: RunView,
    baseline: RunView | null,
    ids: readonly string[] = kTileIds,
    targets: Readonly<Record<string, string>> = {},
  ): void {
    this.measures = measures;
    this.element.setAttribute("aria-label", t("key_figures"));
    const shown = ids.filter((id) => measure(measures, id) && id in run.measures);
    if (shown.join() !== this.tiles.map((tile) => tile.id).join()) this.make(shown);
    for (const tile of this.tiles) this.fill(tile, measure(measures, tile.id)!, run, baseline, targets[tile.id] ?? null);
    this.tell();
  }

  private make(ids: readonly string[]): void {
    this.grid.textContent = "";
    this.tiles = ids.map((id) => {
      const name = h("span", { class: "name" });
      const figure = h("strong");
      const change = h("span", { class: "change" });
      const before = h("span", { class: "before muted" });
      const ghost = s("path", { class: "ghost" });
      const now = s("path", { class: "now" });
      const spark = s(
        "svg",
        { class: "spark", viewBox: `0 0 ${kSparkWidth} ${kSparkHeight}`, preserveAspectRatio: "none", "aria-hidden": "true" },
        ghost,
        now,
      );
      const button = h(
        "button",
        { type: "button", class: "tile", "aria-expanded": "false", onclick: () => this.toggle(id) },
        name,
        figure,
        change,
        before,
        spark,
      );
      this.grid.append(button);
      return { id, button, name, value: figure, change, before, spark, now, ghost };
    });
  }

  private fill(tile: Tile, info: MeasureInfo, run: RunView, baseline: RunView | null, target: string | null): void {
    const now = valueOf(run, tile.id);
    const before = valueOf(baseline, tile.id);
    const told = delta(info, now, before);
    setText(tile.name, atStart(info.name));
    setText(tile.value, (run.preview ? "≈ " : "") + value(info.kind, now));
    // Held against a preview, a difference is no better than one.
    const rough = baseline?.preview ? "≈ " : "";
    setText(tile.change, told ? (run.preview ? "" : rough) + told.text : "");
    tile.button.dataset["verdict"] = String(told?.verdict ?? 0);
    const was = before === null ? "" : t("was", { value: rough + value(info.kind, before) });
    setText(tile.before, [was, target ? t("target", { value: target }) : ""].filter(Boolean).join(" · "));
    this.draw(tile, hoursOf(run, tile.id), hoursOf(baseline, tile.id));
  }

  private draw(tile: Tile, now: readonly number[] | null, before: readonly number[] | null): void {
    tile.spark.style.display = now && now.length > 1 ? "" : "none";
    if (!now || now.length < 2) return;
    const most = Math.max(...now, ...(before ?? [])) || 1;
    put(tile.now, "d", curve(now, most));
    put(tile.ghost, "d", before && before.length === now.length ? curve(before, most) : "");
  }

  private toggle(id: string): void {
    this.open = this.open === id ? null : id;
    this.tell();
  }

  private tell(): void {
    for (const tile of this.tiles) put(tile.button, "aria-expanded", String(tile.id === this.open));
    const info = this.open ? measure(this.measures, this.open) : null;
    this.about.hidden = !info;
    if (info) setText(this.about, `${atStart(info.name)}: ${definition(info.id) ?? t("about_none")}`);
  }
}

function curve(values: readonly Num[], most: number): string {
  const x = linear(0, values.length - 1, 1, kSparkWidth - 1);
  const y = linear(0, most, kSparkHeight - 1, 2);
  return values.map((v, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(v ?? 0).toFixed(1)}`).join("");
}
