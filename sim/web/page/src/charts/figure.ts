import { fill, freshId, h, setText } from "../dom";
import { savePng, saveText } from "../download";
import { csvText, tableElement, type Table } from "../table";
import { t } from "../words";

/** What a chart says in words. */
export interface Words {
  title: string; // what to see, written from the results
  subtitle: string; // measure, place, period
  caption: string; // how to read it, and what to look at
}

/** What stands behind a drawing. */
export interface Source {
  table(): Table;
  /** The drawing as a file, with its size. */
  svg(): { text: string; width: number; height: number };
}

const kPrintedRows = 12; // tables up to this length are opened on paper

/** The frame of every chart: title, drawing, caption, table and downloads. */
export class Figure {
  readonly element: HTMLElement;
  /** Where the drawing goes. */
  readonly body = h("div", { class: "drawing" });
  private readonly title = h("h3");
  private readonly subtitle = h("p", { class: "muted small" });
  private readonly caption = h("figcaption", { class: "caption small" });
  private readonly tableBox = h("div", { hidden: true });
  private readonly tableButton = h("button", { type: "button", class: "quiet small", "aria-expanded": "false" });
  private readonly downloads = h("span");
  private openedToPrint = false;

  /** `stem` names the files. */
  constructor(
    private readonly stem: string,
    private readonly source: Source,
  ) {
    this.title.id = freshId("figure");
    this.tableBox.id = freshId("table");
    this.tableButton.setAttribute("aria-controls", this.tableBox.id);
    this.tableButton.addEventListener("click", () => this.openTable(this.tableBox.hidden));
    const file = (kind: "SVG" | "PNG" | "CSV") =>
      h("button", { type: "button", class: "quiet small", onclick: () => void this.save(kind) }, kind);
    this.downloads.append(file("SVG"), file("PNG"), file("CSV"));
    this.element = h(
      "figure",
      { "aria-labelledby": this.title.id, class: "chart" },
      h("header", {}, this.title, this.subtitle),
      this.body,
      this.caption,
      h("div", { class: "tools" }, this.tableButton, this.downloads),
      this.tableBox,
    );
    addEventListener("beforeprint", () => {
      this.openedToPrint = this.tableBox.hidden && this.source.table().rows.length <= kPrintedRows;
      if (this.openedToPrint) this.openTable(true);
    });
    addEventListener("afterprint", () => {
      if (this.openedToPrint) this.openTable(false);
    });
  }

  /** Writes the words, and the table where it is open. */
  update(words: Words): void {
    setText(this.title, words.title);
    setText(this.subtitle, words.subtitle);
    setText(this.caption, words.caption);
    this.labelTools();
    if (!this.tableBox.hidden) this.fillTable();
  }

  private labelTools(): void {
    setText(this.tableButton, this.tableBox.hidden ? t("show_table") : t("hide_table"));
    for (const button of this.downloads.children)
      button.setAttribute("aria-label", t("download_as", { kind: button.textContent ?? "", what: this.title.textContent ?? "" }));
  }

  private openTable(open: boolean): void {
    this.tableBox.hidden = !open;
    this.tableButton.setAttribute("aria-expanded", String(open));
    if (open) this.fillTable();
    this.labelTools();
  }

  private fillTable(): void {
    fill(this.tableBox, tableElement(this.source.table(), this.title.textContent ?? ""));
  }

  private async save(kind: "SVG" | "PNG" | "CSV"): Promise<void> {
    const name = `${this.stem}.${kind.toLowerCase()}`;
    // With the mark at its head, a spreadsheet reads the Chinese of a CSV file.
    if (kind === "CSV") return saveText(name, "\ufeff" + csvText(this.source.table()), "text/csv");
    const { text, width, height } = this.source.svg();
    if (kind === "SVG") return saveText(name, text, "image/svg+xml");
    return savePng(name, text, width, height);
  }
}
