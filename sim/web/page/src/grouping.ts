// Sites by hub, as the tables and the heat map show them.
import type { RunView, SiteView, Text } from "./model";
import { wordText } from "./words";

export interface Hub {
  id: string; // empty: outside the hubs
  name: Text;
  side: "east" | "west" | "both";
  sites: number[]; // indices into RunView.sites
  cards: number;
}

/** The hubs that have sites, East first, larger first; then what lies outside them. */
export function hubsOf(run: RunView): Hub[] {
  const hubs = new Map<string, Hub>();
  for (const hub of run.hubs) hubs.set(hub.id, { ...hub, sites: [], cards: 0 });
  const outside: Hub = { id: "", name: wordText("outside_hubs"), side: "both", sites: [], cards: 0 };
  run.sites.forEach((site, i) => {
    const hub = hubs.get(site.hub) ?? outside;
    hub.sites.push(i);
    hub.cards += site.cards;
  });
  // A scenario without hubs is shown site by site.
  if (outside.sites.length === run.sites.length) return run.sites.map(alone);
  const rank = { east: 0, west: 1, both: 2 };
  return [...hubs.values(), outside]
    .filter((hub) => hub.sites.length > 0)
    .sort((a, b) => rank[a.side] - rank[b.side] || b.cards - a.cards || (a.id < b.id ? -1 : 1));
}

function alone(site: SiteView, index: number): Hub {
  return { id: site.id, name: site.name, side: site.side, sites: [index], cards: site.cards };
}

/** Utilization of the hub in every hour, 0 to 1; null where it has no cards. */
export function hubUse(run: RunView, hub: Hub): (number | null)[] {
  const hours = run.hours;
  if (!hours) return [];
  return hours.length_s.map((_, hour) => {
    let busy = 0;
    for (const site of hub.sites) busy += (hours.site_use[site]?.[hour] ?? 0) * (run.sites[site]?.cards ?? 0);
    return hub.cards > 0 ? busy / 1000 / hub.cards : null;
  });
}

export function meanUse(run: RunView, hub: Hub): number | null {
  let busy = 0;
  let cards = 0;
  for (const index of hub.sites) {
    const site = run.sites[index]!;
    if (site.utilization === null) continue;
    busy += site.utilization * site.cards;
    cards += site.cards;
  }
  return cards > 0 ? busy / cards : null;
}

/** The same site in another run; sites are sorted by id, but a run may have others. */
export function siteOf(run: RunView | null, id: string): SiteView | null {
  return run?.sites.find((site) => site.id === id) ?? null;
}
