// What the map shows at an hour, or on the mean of the measured window.
import type { LinkView, Num, RunView, SiteView } from "../model";

export interface Flow {
  id: string; // of the link, with its direction: `a-b>` or `a-b<`
  link: LinkView;
  from: string;
  to: string;
  bps: number;
  use: number;
  down: number; // share of the time
}

/** Both directions of every link that carries something or is down, the largest first. */
export function flowsAt(run: RunView, hour: number | null): Flow[] {
  const flows: Flow[] = [];
  const seconds = run.to_s - run.from_s || 1;
  run.links.forEach((link, i) => {
    const hours = run.hours;
    const pick = (rows: number[][] | null | undefined): number => (rows?.[i]?.[hour ?? 0] ?? 0) / 1000;
    const mean = hour === null || !hours;
    const down = mean ? link.down_s / seconds : pick(hours.link_down);
    const add = (from: string, to: string, use: number, mark: string): void => {
      if (use > 0 || down > 0.5) flows.push({ id: link.id + mark, link, from, to, use, down, bps: use * link.capacity_bps });
    };
    add(link.from, link.to, mean ? link.forward_use : pick(hours.link_forward), ">");
    add(link.to, link.from, mean ? link.backward_use : pick(hours.link_backward), "<");
  });
  return flows.sort((a, b) => Number(b.down > 0.5) - Number(a.down > 0.5) || b.bps - a.bps || (a.id < b.id ? -1 : 1));
}

export function useAt(run: RunView, index: number, hour: number | null): Num {
  const site = run.sites[index]!;
  if (hour === null || !run.hours) return site.utilization;
  const value = run.hours.site_use[index]?.[hour];
  return value === undefined ? null : value / 1000;
}

/** Cards asked for by queued jobs / installed. */
export function waitingAt(run: RunView, index: number, hour: number | null): number {
  const site = run.sites[index]!;
  if (hour === null || !run.hours) return site.waiting_share ?? 0;
  return (run.hours.site_waiting[index]?.[hour] ?? 0) / site.cards;
}

export function priceOf(site: SiteView): Num {
  return site.price_cny_per_kwh;
}

/** Seconds since the start of the run at which an hour begins. */
export function hourStart(run: RunView, hour: number): number {
  const hours = run.hours;
  if (!hours) return run.from_s;
  let at = hours.from_s;
  for (let i = 0; i < hour; i += 1) at += hours.length_s[i] ?? 0;
  return at;
}
