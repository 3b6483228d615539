// Runs that are cancelled, a server that goes away and comes back, scenarios with errors, runs that are kept.
import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, onlyQuick, open, settled, shown, tilesOf, visit } from "./chromium.mjs";
import { Program } from "./program.mjs";

const scenario = "#scenario=east-west-2025";
const small = "#scenario=bits-or-electrons"; // a run of full size takes no time
let program, browser;
before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.end();
});

test("a long run shows progress after a second and can be cancelled; the last good result stays", async () => {
  const { page, noErrors, close } = await visit(browser);
  await onlyQuick(page);
  await open(page, program.base, scenario);
  const tiles = await tilesOf(page);
  // As on a slow machine: the answer is held back.
  const hold = () => {};
  await page.route("**/api/run", hold);
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await page.waitForTimeout(400);
  assert.match(await page.locator(".live-stage").getAttribute("class"), /\bold\b/);
  await page.locator(".live-status.running progress").waitFor({ timeout: 3000 });
  await page.locator(".live-status.running button").click();
  await page.locator(".live-status.cancelled").waitFor();
  assert.deepEqual(await tilesOf(page), tiles);
  await page.unroute("**/api/run", hold);
  await page.locator(".live-status.cancelled button").click();
  await shown(page);
  assert.notDeepEqual(await tilesOf(page), tiles);
  noErrors();
  await close();
});

test("the server goes away: the page stays readable, says so, and goes on when it is back", { timeout: 300_000 }, async () => {
  const { page, noErrors, close } = await visit(browser, { mayLose: true });
  await onlyQuick(page);
  await open(page, program.base, scenario);
  const tiles = await tilesOf(page);
  await program.down();
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await page.locator(".live-banner.gone").waitFor();
  assert.deepEqual(await tilesOf(page), tiles);
  assert.ok(await page.locator(".live-map svg.map").isVisible());
  await program.up();
  await page.locator(".live-banner.gone button").click();
  await page.locator(".live-banner.gone").waitFor({ state: "hidden" });
  await shown(page);
  assert.notDeepEqual(await tilesOf(page), tiles);
  noErrors();
  await close();
});

test("a scenario with errors shows line and column beside the text; the last good result stays", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, small);
  await settled(page);
  const tiles = await tilesOf(page);
  await page.locator(".header-actions .yaml").click();
  const text = page.locator("textarea.yaml-text");
  await page.waitForFunction(() => document.querySelector("textarea.yaml-text")?.value.includes("suanwang:"));
  const good = await text.inputValue();
  await text.fill(good + "\nsaed: 3\n");
  await page.locator(".problem-list li").first().waitFor();
  const line = good.split("\n").length + 1;
  assert.match(await page.locator(".problem-place").first().innerText(), new RegExp(`${line}:1$`));
  assert.match(await page.locator(".problem-text").first().innerText(), /saed/);
  assert.match(await page.locator(".problem-text").first().innerText(), /seed/);
  assert.doesNotMatch(await page.locator(".problem-text").first().innerText(), new RegExp(`${line}:1`)); // once is enough
  await page.locator(".dialog-foot .primary").click();
  await page.locator(".problem-list li").first().waitFor();
  // The diagnostic leads to its place in the text.
  await page.locator("button.problem-place").first().click();
  const at = await text.evaluate((box) => box.value.slice(0, box.selectionStart).split("\n").length);
  assert.equal(at, line);
  await page.keyboard.press("Escape");
  assert.deepEqual(await tilesOf(page), tiles);

  // With the error taken out it runs.
  await page.locator(".header-actions .yaml").click();
  await page.waitForFunction(() => document.querySelector("textarea.yaml-text")?.value.includes("suanwang:"));
  await page.locator("textarea.yaml-text").fill(good + "\nseed: 3\n");
  await page.locator(".dialog-foot .primary").click();
  await page.locator(".live-banner.text:visible").waitFor();
  await page.locator(".live-banner.text button").click();
  await page.locator(".live-banner.text").waitFor({ state: "hidden" });
  await settled(page);
  assert.deepEqual(await tilesOf(page), tiles);
  noErrors();
  await close();
});

test("run properly: progress, cancel, intervals, kept with a link and a report", { timeout: 300_000 }, async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, `${small}&v.policy=nearest&b.policy=least-loaded`);
  const begin = async (replications) => {
    await page.locator(".proper-row input[type=number]").fill(String(replications));
    await page.locator(".proper-row button").click();
  };
  await page.locator(".header-actions .proper").click();
  await begin(100);
  await page.locator(".proper-result progress").waitFor();
  await page.locator(".proper-result button").click();
  await page.locator(".kept-runs tbody tr td").filter({ hasText: "cancelled" }).waitFor();

  await begin(2);
  await page.locator(".proper-result table").waitFor({ timeout: 240_000 });
  assert.match(await page.locator(".proper-result tbody").innerText(), /±/);
  assert.match(page.url(), /run=/);
  const address = page.url();
  // Its link brings back the levers, and what they were held against.
  const link = await page.locator(".kept-runs tbody .links a").first().getAttribute("href");
  assert.match(link, /v\.policy=nearest/);
  assert.match(link, /b\.policy=least-loaded/);
  const report = await page.locator(".proper-result a").getAttribute("href");
  const text = await (await fetch(new URL(report, program.base))).text();
  assert.match(text, /<!doctype html>/i);

  const other = await visit(browser);
  await other.page.goto(address);
  await other.page.locator(".proper-result table").waitFor();
  other.noErrors();
  await other.close();
  noErrors();
  await close();
});

test("a store that has gone is told once, until it is back", { timeout: 300_000 }, async () => {
  const { page, close } = await visit(browser);
  await open(page, program.base, `${small}&v.policy=nearest`);
  const gone = `${program.folder}-gone`;
  renameSync(program.folder, gone);
  try {
    await page.locator(".header-actions .proper").click();
    await page.locator(".kept-runs .bad").waitFor();
    await page.locator(".proper-row button").click();
    await page.waitForFunction(() => !document.querySelector(".proper-row button").disabled);
    assert.deepEqual(await page.locator("dialog .bad").allInnerTexts().then((texts) => texts.map((text) => /the store has gone/.test(text))), [true]);
  } finally {
    renameSync(gone, program.folder);
  }
  await page.locator(".proper-row input[type=number]").fill("2");
  await page.locator(".proper-row button").click();
  await page.locator(".proper-result table").waitFor({ timeout: 240_000 });
  assert.equal(await page.locator("dialog .bad").count(), 0);
  // The answers of the server were no page errors, but the browser names each in its console.
  await close();
});

test("assumptions: each with source and confidence, and they can be searched", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, scenario);
  await page.locator(".header-actions .assumptions").click();
  const rows = page.locator(".assumption-body tbody tr:not(.group)");
  await rows.first().waitFor();
  const all = await rows.count();
  assert.ok(all > 20, `${all} assumptions`);
  for (const cell of await page.locator(".assumption-body .confidence").allTextContents()) assert.notEqual(cell, "");
  await page.locator(".filter-row input").fill("zhongwei");
  const found = await rows.count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  noErrors();
  await close();
});
