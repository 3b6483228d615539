import { energy, mass, share } from "../format";
import { hubsOf, type Hub } from "../grouping";
import { hatch } from "../hatch";
import type { Num, RunView } from "../model";
import { period } from "../period";
import { tip } from "../tip";
import { say, t } from "../words";
import { bar, cut, dot, label, line, linear, roundUp, textWidth, ticks, xAxis } from "./plot";
import { SvgChart, type Drawn } from "./svg_chart";

const kRow = 24;
const kGap = 46; // between the two panels

interface Row {
  name: string;
  green: number; // kWh
  grid: number;
  carbon: number; // kg
  before: { energy: number; carbon: number } | null;
}

/** Energy by hub and source (green, grid), and its carbon beside it on an axis of its own. */
export class EnergySources extends SvgChart {
  private top: [number, number] = [0, 0];

  constructor() {
    super("energy-by-source");
  }

  protected draw(run: RunView, baseline: RunView | null, width: number): Drawn | null {
    const rows = hubsOf(run).map((hub) => rowOf(hub, run, baseline));
    if (rows.length === 0) return null;
    const most = Math.max(...rows.map((row) => Math.max(row.green + row.grid, row.before?.energy ?? 0)));
    const mostCarbon = Math.max(...rows.map((row) => Math.max(row.carbon, row.before?.carbon ?? 0)));
    const [a, b] = [roundUp(most), roundUp(mostCarbon)];
    this.top = this.hold ? [Math.max(a, this.top[0]), Math.max(b, this.top[1])] : [a, b];
    const names = Math.min(width * 0.32, Math.max(...rows.map((row) => textWidth(row.name))) + 8);
    const middle = names + 8 + (width - names - 8 - kGap) * 0.6;
    const x = linear(0, this.top[0], names + 8, middle - 8);
    const c = linear(0, this.top[1], middle + kGap, width - 16);
    const top = 24;
    const bottom = top + rows.length * kRow;
    const marks: Node[] = [
      ...xAxis(ticks(0, this.top[0], 2), x, top, bottom, (v) => energy(v)),
      ...xAxis(ticks(0, this.top[1], 2), c, top, bottom, (v) => mass(v)),
      ...key(names + 8),
      label(middle + kGap, 8, t("carbon"), { class: "label strong" }),
    ];
    rows.forEach((row, i) => {
      const y = top + i * kRow + 5;
      const whole = row.green + row.grid;
      const green = bar(x(0), x(row.green), y, 14, { fill: hatch("green") });
      const grid = bar(x(row.green), x(whole), y, 14, { fill: "var(--fossil)" });
      const text = (): string =>
        `${row.name}\n${t("green_power")} ${energy(row.green)}\n${t("grid_power")} ${energy(row.grid)}\n${t("carbon")} ${mass(row.carbon)}`;
      tip(green, text);
      tip(grid, text);
      marks.push(label(names, y + 7, cut(row.name, names), { "text-anchor": "end" }));
      if (row.green > 0) marks.push(green);
      marks.push(grid, line(c(0), y + 7, c(row.carbon), y + 7, { class: "stem" }), dot(c(row.carbon), y + 7, 4, { fill: "var(--text)" }));
      if (row.before) {
        marks.push(line(x(row.before.energy), y - 3, x(row.before.energy), y + 17, { class: "ghost-line" }));
        marks.push(dot(c(row.before.carbon), y + 7, 4, { class: "ghost" }));
      }
    });
    const whole = rows.reduce((sum, row) => sum + row.green + row.grid, 0);
    const green = rows.reduce((sum, row) => sum + row.green, 0);
    const dirtiest = [...rows].sort((p, q) => q.carbon - p.carbon)[0]!;
    return {
      words: {
        title: t("sources_title", { share: share(whole > 0 ? green / whole : 0), hub: dirtiest.name }),
        subtitle: t("sources_subtitle", { period: period(run) }),
        caption: t(baseline ? "sources_caption" : "sources_caption_alone"),
      },
      height: bottom + 24,
      marks,
      table: () => ({
        columns: [
          { name: t("hub") },
          { name: t("green_power"), format: (v: Num) => energy(v) },
          { name: t("grid_power"), format: (v: Num) => energy(v) },
          { name: t("carbon"), format: (v: Num) => mass(v) },
        ],
        rows: rows.map((row) => [row.name, row.green, row.grid, row.carbon]),
      }),
    };
  }
}

function rowOf(hub: Hub, run: RunView, baseline: RunView | null): Row {
  const row: Row = { name: say(hub.name), green: 0, grid: 0, carbon: 0, before: baseline ? { energy: 0, carbon: 0 } : null };
  for (const index of hub.sites) {
    const site = run.sites[index]!;
    const kwh = site.energy_kwh ?? 0;
    row.green += kwh * (site.green_share ?? 0);
    row.grid += kwh * (1 - (site.green_share ?? 0));
    row.carbon += site.carbon_kg ?? 0;
    const before = baseline?.sites.find((other) => other.id === site.id);
    if (!row.before || !before) continue;
    row.before.energy += before.energy_kwh ?? 0;
    row.before.carbon += before.carbon_kg ?? 0;
  }
  return row;
}

function key(x: number): Node[] {
  const second = x + 22 + textWidth(t("green_power")) + 12;
  return [
    bar(x, x + 14, 2, 12, { fill: hatch("green") }),
    label(x + 18, 8, t("green_power")),
    bar(second, second + 14, 2, 12, { fill: "var(--fossil)" }),
    label(second + 18, 8, t("grid_power")),
  ];
}
