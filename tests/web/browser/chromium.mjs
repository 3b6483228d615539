// A page in Debian's Chromium that fails its test where the console shows an error.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The packages are in the build folder, not beside this file.
const packages = createRequire(join(process.env.SUANWANG_BROWSER_PACKAGES, "package.json"));
const { chromium } = packages("playwright-core");
const axeSource = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

export const wide = { width: 1280, height: 900 };
export const narrow = { width: 390, height: 844 };

export function launch() {
  return chromium.launch({ executablePath: process.env.SUANWANG_CHROMIUM, args: ["--no-sandbox"] });
}

/** What a browser says itself of a request that finds no server; the page tells the reader. */
const kNoServer = /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/;

/** A fresh visitor. `mayLose`: the test takes the server away. */
export async function visit(browser, { size = wide, locale = "en-US", mayLose = false, ...more } = {}) {
  const context = await browser.newContext({ viewport: size, locale, ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000); // ms; a machine may have much else to do
  const errors = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    if (mayLose && kNoServer.test(message.text())) return;
    errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, errors, noErrors: () => assert.deepEqual(errors, []), close: () => context.close() };
}

/** Serious and critical findings of axe, as lines; of the whole page or of `within`. */
export async function findings(page, within = null) {
  // Through the devtools, which the page's Content-Security-Policy does not hold back.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((scope) => globalThis.axe.run(scope ?? document), within);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`);
}

/** Waits until a run of where the levers stand is shown. */
export async function shown(page) {
  await page.waitForFunction(() => document.querySelector(".live-stage")?.dataset.fresh === "true");
}

/** Waits until that of full size is. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const stage = document.querySelector(".live-stage");
    return stage?.dataset.state === "exact" && stage.dataset.fresh === "true";
  });
}

/** Runs of full size stay unanswered, so that figures are held against figures of one size. */
export async function onlyQuick(page) {
  await page.route("**/api/run", (route) => {
    if (!route.request().postDataJSON().exact) return route.continue();
  });
}

/** What the page shows: figures of the tiles, and the colours and widths of the map. */
export const tilesOf = (page) => page.locator(".live-tiles .tile strong").allTextContents();
export const mapOf = (page) =>
  page.locator(".live-map svg.map").evaluate((svg) =>
    [...svg.querySelectorAll("[fill],[stroke-width],[style],[d]")]
      .map((mark) => ["fill", "stroke", "stroke-width", "style", "d", "r"].map((name) => mark.getAttribute(name)).join())
      .join("\n"),
  );

export async function open(page, base, address) {
  await page.goto(base + address);
  await shown(page);
}
