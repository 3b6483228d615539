// The tables of a report that are no charts.
import { h } from "../dom";
import { bytes, cardHours, clock, count, decimal, duration, energy, exact, mass, money, share, value as formatMeasure } from "../format";
import type { Num, ReportDocument, RunView } from "../model";
import { tableElement, type Table } from "../table";
import { atStart, say, t } from "../words";

/** A heading with a table under it; null where the table is empty. */
export function tablePart(title: string, table: Table, note = ""): HTMLElement | null {
  if (table.rows.length === 0) return null;
  return h("section", { class: "table-part" }, h("h3", {}, title), note !== "" && h("p", { class: "muted small" }, note), tableElement(table, title));
}

export function classTable(run: RunView): Table {
  return {
    columns: [
      { name: t("class") },
      { name: t("submitted"), format: (v) => count(v) },
      { name: t("completed"), format: (v) => count(v) },
      { name: t("rejected"), format: (v) => count(v) },
      { name: t("card_hours"), format: (v) => cardHours(v) },
      { name: t("west_share"), format: share },
      { name: t("wait_p95"), format: (v) => duration(v) },
      { name: t("response_p95"), format: (v) => duration(v) },
      { name: t("slo"), format: share },
      { name: t("energy"), format: (v) => energy(v) },
      { name: t("carbon"), format: (v) => mass(v) },
    ],
    rows: [
      ...run.classes.map((row) => [
        say(row.name), row.submitted, row.completed, row.rejected, row.card_h, row.west_share,
        row.wait_s.jobs > 0 ? row.wait_s.p95 : null, row.response_s.jobs > 0 ? row.response_s.p95 : null, row.slo, row.energy_kwh, row.carbon_kg,
      ]),
    ],
  };
}

export function serviceTable(run: RunView): Table {
  return {
    columns: [
      { name: t("service") },
      { name: t("demand"), format: (v) => cardHours(v) },
      { name: t("served"), format: share },
      { name: t("west_share"), format: share },
      { name: t("latency_round_trip"), format: (v) => duration(v) },
    ],
    rows: run.services.map((row) => [say(row.name), row.demanded_card_h, row.served_share, row.west_share, row.latency_s]),
  };
}

export function regionTable(run: RunView): Table {
  return {
    columns: [
      { name: t("region") },
      { name: t("side") },
      { name: t("demand"), format: (v) => cardHours(v) },
      { name: t("own_cards"), format: (v) => count(v) },
      { name: t("served"), format: share },
      { name: t("west_share"), format: share },
      { name: t("wait_p95"), format: (v) => duration(v) },
      { name: t("sent"), format: bytes },
    ],
    rows: [...run.regions]
      .sort((a, b) => b.demanded_card_h - a.demanded_card_h)
      .map((row) => [
        say(row.name), t(row.side), row.demanded_card_h, row.own_cards, row.served_share, row.west_share,
        row.wait_s.jobs > 0 ? row.wait_s.p95 : null, row.sent_bytes,
      ]),
  };
}

export function moneyTable(run: RunView): Table {
  return {
    columns: [{ name: t("from") }, { name: t("to") }, { name: t("for_what") }, { name: t("amount"), format: (v) => money(v) }],
    rows: [...run.money_flows].sort((a, b) => b.cny - a.cny).map((flow) => [say(flow.from), say(flow.to), say(flow.what), flow.cny]),
  };
}

export function yearTable(run: RunView): Table {
  return {
    columns: [
      { name: t("year") },
      { name: t("cards"), format: (v) => count(v) },
      { name: "EFLOPS", format: (v) => count(v) },
      { name: t("utilization"), format: share },
      { name: t("west_share"), format: share },
      { name: t("energy"), format: (v) => energy(v) },
      { name: t("pue"), format: (v) => decimal(v, 2) },
      { name: t("green_power"), format: share },
      { name: t("carbon"), format: (v) => mass(v) },
      { name: t("cost"), format: (v) => money(v) },
    ],
    rows: run.years.map((row) => [
      String(row.year), row.cards, row.peak_eflops, row.utilization, row.west_share, row.energy_kwh, row.pue, row.green_share, row.carbon_kg, row.cost_cny,
    ]),
  };
}

export function outageTable(run: RunView): Table {
  const when = (seconds: Num): string => (seconds === null ? t("at_the_end") : clock(run.start, seconds));
  return {
    columns: [
      { name: t("part") },
      { name: t("kind") },
      { name: t("from") },
      { name: t("to") },
      { name: t("rerouted"), format: (v) => count(v) },
      { name: t("stranded"), format: (v) => count(v) },
      { name: t("stopped"), format: (v) => count(v) },
    ],
    rows: run.outages.map((row) => [row.part, row.kind, when(row.from_s), when(row.to_s), row.rerouted, row.stranded, row.stopped]),
  };
}

export function leverTable(run: RunView): Table {
  const figure = (v: Num): string => (v === null ? "" : decimal(v, 3));
  return {
    columns: [
      { name: t("lever") },
      { name: t("kind") },
      { name: t("asked"), format: figure },
      { name: t("found"), format: figure },
      { name: t("met") },
      { name: t("violations"), format: (v) => count(v) },
    ],
    rows: run.levers.map((row) => [say(row.name), row.kind, row.asked, row.found, row.met ? `✓ ${t("yes")}` : `✕ ${t("no")}`, row.violations]),
  };
}

export function ledgerTable(run: RunView): Table {
  const { submitted, completed, running, queued, moving, failed, rejected } = run.ledger;
  return {
    columns: [{ name: t("jobs_simulated") }, { name: t("count"), format: exact }],
    rows: [
      [t("submitted"), submitted],
      [`= ${t("completed")}`, completed],
      [`+ ${t("running")}`, running],
      [`+ ${t("queued")}`, queued],
      [`+ ${t("moving")}`, moving],
      [`+ ${t("failed")}`, failed],
      [`+ ${t("rejected")}`, rejected],
    ],
  };
}

export function measureTable(document: ReportDocument, run: RunView, baseline: RunView | null): Table {
  const text = (id: string, view: RunView | null): string => {
    const info = document.measures.find((entry) => entry.id === id)!;
    return view && id in view.measures ? formatMeasure(info.kind, view.measures[id] ?? null) : "";
  };
  return {
    columns: [
      { name: t("measure") },
      { name: t("this_run") },
      ...(baseline ? [{ name: t("baseline") }] : []),
    ],
    rows: document.measures
      .filter((info) => info.id in run.measures)
      .map((info) => [atStart(info.name), text(info.id, run), ...(baseline ? [text(info.id, baseline)] : [])]),
  };
}

