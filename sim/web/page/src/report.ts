import type { ReportDocument } from "./model";

/** Shows a report in `root`. */
export function startReport(root: HTMLElement, _document: ReportDocument): void {
  root.textContent = "";
}
