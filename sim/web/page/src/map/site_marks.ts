import { put, s } from "../dom";
import { hatch } from "../hatch";
import type { RunView } from "../model";
import { tip } from "../tip";
import type { Layout } from "./geometry";
import { layerColor, type Layer, kLayers } from "./layers";
import { waitingAt } from "./moment";

const kHit = 12; // pixels: half of the least target
const kLeast = 2.5; // pixels: radius of the smallest site
const kMostHalo = 2.4; // times the site's radius

interface Mark {
  group: SVGGElement;
  halo: SVGCircleElement;
  body: SVGCircleElement;
}

/** The sites as circles: area = capacity, fill = the layer, ring = side, halo = queue. */
export class SiteMarks {
  readonly group = s("g", { class: "sites" });
  private readonly marks: Mark[] = [];
  private stem = "";

  /** Makes the marks anew, small ones on top of large ones; `say` tells a site. */
  layOut(run: RunView, layout: Layout, radius: (cards: number) => number, stem: string, say: (index: number) => string): void {
    this.stem = stem;
    this.group.textContent = "";
    this.marks.length = 0;
    run.sites.forEach((site, i) => {
      const spot = layout.spots.get(site.id)!;
      const r = Math.max(kLeast, radius(site.cards));
      const halo = s("circle", { class: "halo", r: 0 });
      const body = s("circle", { class: "body", r });
      const group = s(
        "g",
        {
          id: this.optionId(site.id),
          role: "option",
          "aria-selected": "false",
          class: `site ${site.side}`,
          transform: `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`,
        },
        halo,
        body,
      );
      if (site.side === "west") group.append(s("circle", { class: "ring outer", r: r + 2.5 }));
      group.append(s("circle", { class: "mark", r: r + 5.5 }), s("circle", { class: "hit", r: Math.max(kHit, r) }));
      group.dataset["site"] = site.id;
      tip(group, () => say(i));
      this.marks[i] = { group, halo, body };
    });
    const order = run.sites.map((_, i) => i).sort((a, b) => run.sites[b]!.cards - run.sites[a]!.cards || a - b);
    for (const i of order) this.group.append(this.marks[i]!.group);
  }

  optionId(site: string): string {
    return `${this.stem}-${site}`;
  }

  update(run: RunView, hour: number | null, layer: Layer, span: [number, number], radius: (cards: number) => number): void {
    run.sites.forEach((site, i) => {
      const mark = this.marks[i];
      if (!mark) return;
      const value = kLayers[layer].value(run, i, hour);
      put(mark.body, "fill", value === null ? hatch("muted") : layerColor(layer, span, value));
      const waiting = waitingAt(run, i, hour);
      const r = Math.max(kLeast, radius(site.cards));
      const halo = waiting > 0.005 ? r * Math.min(kMostHalo, Math.sqrt(1 + waiting)) + 4 : 0;
      put(mark.halo, "r", halo.toFixed(1));
    });
  }

  /** Names the marks for readers of the screen, and shows which one is picked and which one has the focus. */
  label(run: RunView, say: (index: number) => string, picked: string | null, active: string | null): void {
    run.sites.forEach((site, i) => {
      const group = this.marks[i]?.group;
      if (!group) return;
      put(group, "aria-label", say(i).replace(/\n/g, ", "));
      put(group, "aria-selected", String(site.id === picked));
      group.classList.toggle("active", site.id === active);
    });
  }
}
