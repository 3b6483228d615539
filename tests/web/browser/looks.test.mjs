// Wide and narrow, light and dark, by keyboard alone, and for readers who need help to see.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, launch, narrow, open, shown, tilesOf, visit, wide } from "./chromium.mjs";
import { Program } from "./program.mjs";

const scenario = "#scenario=east-west-2025";
let program, browser;
before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.end();
});

for (const [name, size] of [["1280", wide], ["390", narrow]])
  for (const scheme of ["light", "dark"])
    test(`axe has no serious finding at ${name} px, ${scheme}, in both languages, with each window open`, { timeout: 400_000 }, async () => {
      const { page, noErrors, close } = await visit(browser, { size, colorScheme: scheme });
      await page.goto(program.base);
      await page.locator(".gallery-card").first().waitFor();
      assert.deepEqual(await findings(page), []);
      await open(page, program.base, `${scenario}&v.policy=local-only`);
      assert.deepEqual(await findings(page), []);
      await page.locator("button.language").click();
      assert.deepEqual(await findings(page), []);
      for (const window of ["assumptions", "yaml", "proper"]) {
        if (size === narrow) await page.locator(".header-more summary").click();
        await page.locator(`button.action.${window}:visible`).click();
        await page.locator("dialog[open]").waitFor();
        await page.waitForTimeout(500);
        assert.deepEqual(await findings(page, "dialog[open]"), [], window);
        await page.keyboard.press("Escape");
      }
      noErrors();
      await close();
    });

test("at 390 px nothing is wider than the screen; the sheet leaves the tiles in view", async () => {
  const { page, noErrors, close } = await visit(browser, { size: narrow, hasTouch: true, isMobile: true });
  await open(page, program.base, scenario);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), narrow.width);
  const handle = page.locator(".sheet-handle");
  assert.equal(await handle.getAttribute("aria-expanded"), "false");
  await handle.click();
  const sheet = await page.locator(".live-levers").boundingBox();
  assert.ok(sheet.height <= 0.4 * narrow.height + 1, `the sheet takes ${sheet.height} px`);
  await page.mouse.wheel(0, 600);
  await page.waitForTimeout(200);
  const last = await page.locator(".live-tiles .tile").nth(5).boundingBox();
  assert.ok(last.y > 0 && last.y + last.height <= sheet.y, "the tiles stay above the sheet");
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await shown(page);
  noErrors();
  await close();
});

test("at 1280 px lever, tiles and map are in view together", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, scenario);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), wide.width);
  const bottom = async (what) => {
    const box = await page.locator(what).first().boundingBox();
    return box.y + box.height;
  };
  assert.ok((await bottom('[data-lever="policy"]')) < wide.height);
  assert.ok((await bottom(".live-tiles")) < wide.height);
  assert.ok((await bottom(".live-map svg.map")) < wide.height);
  noErrors();
  await close();
});

/** What Tab passes, as far as the first that `until` names. */
async function tabTo(page, until, most = 80) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((what) => document.activeElement?.matches(what) ?? false, until)) return true;
  }
  return false;
}

test("keyboard only: from the gallery to a moved lever, a map site and back", async () => {
  const { page, noErrors, close } = await visit(browser);
  await page.goto(program.base);
  await page.locator(".gallery-card").first().waitFor();
  assert.ok(await tabTo(page, 'a[href*="scenario=east-west-2025"]'));
  await page.keyboard.press("Enter");
  await shown(page);
  const tiles = await tilesOf(page);

  // Header, levers, tiles, map: in this order.
  await page.evaluate(() => document.activeElement?.blur());
  const slider = 'input[type="range"].lever-slider';
  assert.ok(await tabTo(page, slider));
  const value = () => page.evaluate(() => document.activeElement.valueAsNumber);
  const step = await page.evaluate(() => Number(document.activeElement.step));
  const first = await value();
  await page.keyboard.press("ArrowRight");
  assert.ok(Math.abs((await value()) - first - step) < 1e-9);
  await page.keyboard.press("PageUp");
  const most = await page.evaluate(() => Number(document.activeElement.max));
  assert.ok(Math.abs((await value()) - Math.min(most, first + 11 * step)) < 1e-9);
  await page.keyboard.press("End");
  assert.equal(await value(), most);
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-valuetext")), /\d/);
  await shown(page);
  assert.notDeepEqual(await tilesOf(page), tiles);
  // One sentence is spoken.
  assert.match(await page.locator('.unseen[role="status"][aria-live]').textContent(), /\d/);

  assert.ok(await tabTo(page, ".live-tiles .tile"), "tiles come after the levers");
  assert.ok(await tabTo(page, '.live-map [role="listbox"]'), "the map is one stop");
  const panel = await page.locator(".live-panel").innerText();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  assert.notEqual(await page.locator(".live-panel").innerText(), panel);
  await page.keyboard.press("Control+z");
  await shown(page);
  noErrors();
  await close();
});

test("the focus is seen wherever it goes", async () => {
  const { page, close } = await visit(browser);
  await open(page, program.base, scenario);
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { what: document.activeElement.outerHTML.slice(0, 80), wide: outlineStyle === "none" ? 0 : parseFloat(outlineWidth) };
    });
    assert.ok(seen.wide >= 1, seen.what);
  }
  await close();
});

test("replay flips three times; without motion both are side by side", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, scenario);
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await shown(page);
  const moved = await tilesOf(page);
  await page.locator(".header-actions .replay").click();
  await page.locator(".replay-word").waitFor();
  const seen = new Set();
  for (let i = 0; i < 24; ++i) {
    seen.add((await tilesOf(page)).join());
    await page.waitForTimeout(100);
  }
  assert.ok(seen.size >= 2, "before and after were both shown");
  await page.locator(".replay-word").waitFor({ state: "hidden" });
  assert.deepEqual(await tilesOf(page), moved);
  noErrors();
  await close();

  const still = await visit(browser, { reducedMotion: "reduce" });
  await open(still.page, program.base, scenario);
  await still.page.locator('[data-lever="policy"] select').selectOption("local-only");
  await shown(still.page);
  await still.page.locator(".header-actions .replay").click();
  await still.page.locator("dialog[open] .side-by-side svg.map").nth(1).waitFor();
  assert.deepEqual(await findings(still.page, "dialog[open]"), []);
  still.noErrors();
  await still.close();
});
