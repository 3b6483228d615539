// The page's entry. A document in the page makes it a report; without one it is the live page.
import { startLive } from "./live/live";
import type { ReportDocument } from "./model";
import { startReport } from "./report";
import { watchTheme } from "./theme";

const holder = document.getElementById("document");
const root = document.getElementById("page") ?? document.body.appendChild(document.createElement("div"));
watchTheme();
if (holder) startReport(root, JSON.parse(holder.textContent ?? "") as ReportDocument);
else startLive(root);
