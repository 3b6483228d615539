// The page's entry. A document in the page makes it a report; without one it is the live page.
import { startLive } from "./live/live";
import type { ReportDocument } from "./model";
import { startReport } from "./report";
import { watchTheme } from "./theme";

const holder = document.getElementById("document");
const root = emptyRoot();
watchTheme();

/** In place of the static tables, which only readers without script see. */
function emptyRoot(): HTMLElement {
  const root = document.createElement("div");
  const old = document.getElementById("page");
  if (old) old.replaceWith(root);
  else document.body.append(root);
  root.id = "page";
  return root;
}

if (holder) startReport(root, JSON.parse(holder.textContent ?? "") as ReportDocument);
// Not from here: under developer tools each request of the start would be told with its stack, whose positions are
// sought by parsing the whole bundle again, 0.2 s before the first paint.
else addEventListener("DOMContentLoaded", () => startLive(root), { once: true });
