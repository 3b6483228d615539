import { h, setText } from "./dom";
import { bytes, count, decimal, duration, energy, intensity, kwhPrice, mass, money, rate, share } from "./format";
import type { Picked } from "./map";
import { nodeName } from "./map/nation_map";
import type { LinkView, Num, RunView, SiteView } from "./model";
import { renew } from "./renew";
import { say, t, type Word } from "./words";

type Line = [name: Word, now: string, before: string | null];

/** What is known of the site or link that is picked on the map; of the nation where none is. */
export class Panel {
  private readonly box = h("section", { class: "panel" });

  private readonly spoken = h("p", { role: "status", class: "unseen" });

  constructor(readonly host: HTMLElement) {
    host.append(this.box, this.spoken);
  }

  update(run: RunView, baseline: RunView | null, picked: Picked): void {
    const id = picked?.id;
    const site = picked?.kind === "site" ? run.sites.find((entry) => entry.id === id) : undefined;
    const link = picked?.kind === "link" ? run.links.find((entry) => entry.id === id) : undefined;
    const groups = site
      ? siteLines(site, baseline?.sites.find((entry) => entry.id === id) ?? null)
      : link
        ? linkLines(link, baseline?.links.find((entry) => entry.id === id) ?? null)
        : sideLines(run, baseline);
    const title = site
      ? say(site.name)
      : link
        ? `${nodeName(run, link.from)} – ${nodeName(run, link.to)}`
        : t("east_and_west");
    const kind = site ? t("panel_site", { side: t(site.side) }) : link ? t("panel_link") : t("panel_hint");
    this.box.setAttribute("aria-label", title);
    setText(this.spoken, picked ? title : "");
    renew(
      this.box,
      h("h3", {}, title),
      h("p", { class: "muted small" }, kind),
      ...groups.map(([word, lines]) => group(t(word), lines, baseline !== null)),
    );
  }
}

function group(title: string, lines: Line[], compared: boolean): HTMLElement {
  const rows = lines.map(([name, now, before]) =>
    h("tr", {}, h("th", { scope: "row" }, t(name)), h("td", {}, now), compared && h("td", { class: "muted" }, before ?? "")),
  );
  const head = h("tr", {}, h("th", { scope: "col" }, title), h("td", { class: "muted" }, compared && t("now")), compared && h("td", { class: "muted" }, t("baseline")));
  return h("table", { class: "facts" }, h("thead", {}, head), h("tbody", {}, ...rows));
}

function pair<T>(name: Word, of: (view: T) => string, now: T, before: T | null): Line {
  return [name, of(now), before ? of(before) : null];
}

/** Utilization, saturation, errors; then power and money. */
function siteLines(site: SiteView, before: SiteView | null): [Word, Line[]][] {
  const line = (name: Word, of: (view: SiteView) => string): Line => pair(name, of, site, before);
  const few = (view: SiteView): boolean => view.wait_s.jobs < 10;
  return [
    ["group_use", [line("cards", (v) => count(v.cards)), line("utilization", (v) => share(v.utilization))]],
    [
      "group_saturation",
      [
        line("queue", (v) => share(v.waiting_share)),
        line("wait_p95", (v) => (few(v) ? t("too_few", { n: Math.round(v.wait_s.jobs) }) : duration(v.wait_s.p95))),
      ],
    ],
    [
      "group_errors",
      [
        line("lost_work", (v) => t("n_card_hours", { n: count(v.lost_card_h) })),
        line("failures", (v) => count(v.node_failures)),
        line("down", (v) => share(v.down_share)),
      ],
    ],
    [
      "group_power",
      [
        line("energy", (v) => energy(v.energy_kwh)),
        line("pue", (v) => decimal(v.pue, 2)),
        line("green_power", (v) => share(v.green_share)),
        line("carbon", (v) => mass(v.carbon_kg)),
        line("carbon_of_kwh", (v) => intensity(v.carbon_kg_per_kwh)),
        line("price_of_kwh", (v) => kwhPrice(v.price_cny_per_kwh)),
        line("energy_bill", (v) => money(v.energy_cny)),
      ],
    ],
    ["group_data", [line("input", (v) => bytes(v.input_bytes)), line("output", (v) => bytes(v.output_bytes))]],
  ];
}

function linkLines(link: LinkView, before: LinkView | null): [Word, Line[]][] {
  const line = (name: Word, of: (view: LinkView) => string): Line => pair(name, of, link, before);
  return [
    [
      "group_use",
      [
        line("capacity", (v) => rate(v.capacity_bps)),
        line("use_forward", (v) => share(v.forward_use)),
        line("use_backward", (v) => share(v.backward_use)),
        line("use_peak", (v) => share(v.peak_hour_use)),
      ],
    ],
    [
      "group_data",
      [
        line("carried", (v) => bytes(v.forward_bytes + v.backward_bytes)),
        line("carriage", (v) => money(v.carriage_cny)),
        line("latency_one_way", (v) => duration(v.latency_s)),
        line("down", (v) => duration(v.down_s)),
      ],
    ],
  ];
}

/** The two sides of the nation. */
function sideLines(run: RunView, baseline: RunView | null): [Word, Line[]][] {
  return (["east", "west"] as const)
    .filter((side) => run.sites.some((site) => site.side === side))
    .map((side) => {
      const line = (name: Word, of: (view: SideSums) => string): Line =>
        pair(name, of, sums(run, side), baseline ? sums(baseline, side) : null);
      return [
        side,
        [
          line("cards", (v) => count(v.cards)),
          line("utilization", (v) => share(v.use)),
          line("queue", (v) => share(v.waiting)),
          line("energy", (v) => energy(v.kwh)),
          line("carbon", (v) => mass(v.carbon)),
          line("price_of_kwh", (v) => kwhPrice(v.price)),
        ],
      ];
    });
}

interface SideSums {
  cards: number;
  use: Num;
  waiting: Num;
  kwh: number;
  carbon: number;
  price: Num;
}

function sums(run: RunView, side: "east" | "west"): SideSums {
  const sites = run.sites.filter((site) => site.side === side);
  const sum = (of: (site: SiteView) => number): number => sites.reduce((total, site) => total + of(site), 0);
  const cards = sum((site) => site.cards);
  const kwh = sum((site) => site.energy_kwh ?? 0);
  return {
    cards,
    use: cards > 0 ? sum((site) => (site.utilization ?? 0) * site.cards) / cards : null,
    waiting: cards > 0 ? sum((site) => (site.waiting_share ?? 0) * site.cards) / cards : null,
    kwh,
    carbon: sum((site) => site.carbon_kg ?? 0),
    price: kwh > 0 ? sum((site) => site.energy_cny ?? 0) / kwh : null,
  };
}
