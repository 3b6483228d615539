// Tables for people, and the same as CSV.
import { h } from "./dom";
import { kNoFigure } from "./format";
import type { Num } from "./model";

export type Cell = string | Num;

export interface Column {
  name: string;
  /** Given: the cells are numbers, and this writes them. CSV has them in full. */
  format?: (value: Num) => string;
  /** Written as numbers are, though its cells are texts. */
  isNumber?: boolean;
}

export interface Table {
  columns: Column[];
  rows: Cell[][];
}

const isNumber = (column: Column): boolean => column.isNumber === true || column.format !== undefined;

function cellText(column: Column, cell: Cell | undefined): string {
  if (typeof cell === "string") return cell;
  return column.format ? column.format(cell ?? null) : cell === null || cell === undefined ? kNoFigure : String(cell);
}

/** A table whose first column names the rows. */
export function tableElement(table: Table, label: string): HTMLElement {
  const head = h("tr");
  for (const column of table.columns) head.append(h("th", { scope: "col", class: isNumber(column) && "number" }, column.name));
  const body = h("tbody");
  for (const row of table.rows) {
    const line = h("tr");
    table.columns.forEach((column, i) => {
      const text = cellText(column, row[i]);
      line.append(i === 0 ? h("th", { scope: "row" }, text) : h("td", { class: isNumber(column) && "number" }, text));
    });
    body.append(line);
  }
  return h(
    "div",
    { class: "table", role: "region", "aria-label": label, tabindex: 0 },
    h("table", {}, h("thead", {}, head), body),
  );
}

function csvCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  // A text that a spreadsheet would take for a formula is marked as a text.
  const text = /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csvText(table: Table): string {
  const lines = [table.columns.map((column) => column.name), ...table.rows];
  return lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}
