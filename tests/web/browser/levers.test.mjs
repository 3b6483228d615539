// Every lever moves the numbers and the map, can be taken back, and is in the address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, mapOf, onlyQuick, open, settled, shown, tilesOf, visit } from "./chromium.mjs";
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

/** Words that the page has from the program: no lever may be forgotten here. */
const leversOf = async () => (await fetch(`${program.base}api/levers?scenario=east-west-2025`)).json();

/** The other end of its range, or another choice. */
async function push(page, lever) {
  const at = page.locator(`[data-lever="${lever.id}"]`);
  if (lever.choices.length === 0) {
    const { low, high, initial } = lever;
    const far = high - initial >= initial - low ? high : low;
    await at.locator(".lever-number").fill(String(far));
    await at.locator(".lever-number").press("Enter");
    return;
  }
  const other = lever.choices.find(({ value }) => value !== lever.initial).value;
  if ((await at.locator("select").count()) > 0) await at.locator("select").selectOption(other);
  else await at.locator(`input[value="${other}"]`).check();
}

test("the page opens on the gallery and leads to a scenario", async () => {
  const { page, noErrors, close } = await visit(browser);
  await page.goto(program.base);
  await page.locator('.gallery-card a[href*="scenario=east-west-2025"]').click();
  await shown(page);
  const tiles = await tilesOf(page);
  assert.ok(tiles.length >= 6, `${tiles.length} tiles`);
  assert.ok(tiles.every((text) => /\d/.test(text)), tiles.join(" | "));
  noErrors();
  await close();
});

test("each lever changes a number and what is drawn", async () => {
  const { page, noErrors, close } = await visit(browser);
  await onlyQuick(page);
  await open(page, program.base, scenario);
  const still = [];
  for (const lever of await leversOf()) {
    const [tiles, map] = [await tilesOf(page), await mapOf(page)];
    await push(page, lever);
    await shown(page);
    await page.waitForURL(new RegExp(`v\\.${lever.id}=`));
    // A lever may leave the tiles or the map alone (a price does not move work under each policy), not both.
    if ((await tilesOf(page)).join() === tiles.join() && (await mapOf(page)) === map) still.push(lever);
    await page.locator(`[data-lever="${lever.id}"] .lever-back`).click();
    await shown(page);
    assert.deepEqual(await tilesOf(page), tiles, `${lever.id} goes back to the baseline`);
  }
  // Those that nobody heeds by default act where work goes to the lowest bill.
  await open(page, program.base, `${scenario}&b.policy=cheapest`);
  for (const lever of still) {
    const [tiles, map] = [await tilesOf(page), await mapOf(page)];
    await push(page, lever);
    await shown(page);
    assert.notEqual((await tilesOf(page)).join() + (await mapOf(page)), tiles.join() + map, lever.id);
    await page.locator(`[data-lever="${lever.id}"] .lever-back`).click();
    await shown(page);
  }
  assert.ok(still.length <= 3, `levers that move nothing by default: ${still.map(({ id }) => id)}`);
  noErrors();
  await close();
});

test("after the preview comes the run of full size", { timeout: 400_000 }, async () => {
  const { page, noErrors, close } = await visit(browser);
  page.setDefaultTimeout(300_000);
  await open(page, program.base, scenario);
  const about = await tilesOf(page);
  await settled(page);
  const exact = await tilesOf(page);
  assert.ok(exact.every((text) => !text.includes("≈")), exact.join(" | "));
  const share = (text) => Number(text.match(/[\d.]+(?= %)/)?.[0]);
  for (const i of [1, 2]) assert.ok(Math.abs(share(about[i]) - share(exact[i])) <= 2, `${about[i]} and ${exact[i]}`);
  noErrors();
  await close();
});

test("the policy moves the West share and the map", async () => {
  const { page, noErrors, close } = await visit(browser);
  await onlyQuick(page);
  await open(page, program.base, scenario);
  const [tiles, map] = [await tilesOf(page), await mapOf(page)];
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await shown(page);
  const moved = await tilesOf(page);
  assert.notEqual(moved[2], tiles[2]);
  assert.notEqual(await mapOf(page), map);
  assert.match(await page.locator(".live-tiles .tile .change").nth(2).textContent(), /pt/);

  await page.keyboard.press("Control+z");
  await shown(page);
  assert.deepEqual(await tilesOf(page), tiles);
  await page.keyboard.press("Control+Shift+Z");
  await shown(page);
  assert.deepEqual(await tilesOf(page), moved);
  noErrors();
  await close();
});

test("a shared link shows the same to somebody else", async () => {
  const { page, noErrors, close } = await visit(browser);
  await onlyQuick(page);
  await open(page, program.base, `${scenario}&b.policy=local-only&v.policy=west-first`);
  const tiles = await tilesOf(page);
  await page.locator(".header-actions .share").click();
  const address = page.url();
  const other = await visit(browser, { locale: "zh-CN" });
  await onlyQuick(other.page);
  await other.page.goto(address);
  await shown(other.page);
  const digits = (texts) => texts.map((text) => text.match(/\d/)?.[0]);
  assert.deepEqual(digits(await tilesOf(other.page)).slice(1, 4), digits(tiles).slice(1, 4));
  assert.equal(await other.page.locator('[data-lever="policy"] select').inputValue(), "west-first");
  other.noErrors();
  await other.close();
  noErrors();
  await close();
});

test("settings that no lever can stand at are told, and not passed on", async () => {
  const { page, noErrors, close } = await visit(browser);
  await onlyQuick(page);
  await page.goto(`${program.base}${scenario}&v.demand=much&v.nonsense=3&v.policy=local-only&b.carbon-price=-7`);
  await shown(page);
  const told = page.locator(".live-banner.notice");
  assert.match(await told.innerText(), /ignored: demand=much, nonsense=3\. Carbon price takes 0 to \d+; it is now 0\.$/);
  assert.doesNotMatch(page.url(), /much|nonsense|-7/);
  assert.match(page.url(), /v\.policy=local-only/);

  // What is typed beyond a lever's range is held at its end, which is told too.
  const box = page.locator('[data-lever="demand"] .lever-number');
  const high = Number(await box.getAttribute("max"));
  await box.fill(String(high + 100));
  await box.press("Enter");
  assert.equal(Number(await box.inputValue()), high);
  await shown(page);
  assert.match(await told.innerText(), new RegExp(`^Demand takes [\\d.]+ to ${high}; it is now ${high}\\.$`));
  await page.locator('[data-lever="demand"] .lever-slider').press("ArrowLeft");
  await shown(page);
  assert.ok(await told.isHidden());
  noErrors();
  await close();
});

test("set as baseline: no difference is left; a second lever shows alone, alone, together", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, scenario);
  await onlyQuick(page);
  await page.locator('[data-lever="policy"] select').selectOption("local-only");
  await shown(page);
  await page.getByRole("button", { name: "Set as baseline" }).click();
  await shown(page);
  for (const change of await page.locator(".live-tiles .tile .change").allTextContents())
    assert.doesNotMatch(change, /[1-9]/);
  const [first, second] = (await leversOf()).filter((lever) => lever.id === "demand" || lever.id === "west-capacity");
  await push(page, first);
  await shown(page);
  await push(page, second);
  const effects = page.locator(".live-effects");
  await effects.waitFor();
  assert.ok((await effects.locator("tbody tr").count()) >= 6);
  noErrors();
  await close();
});

test("the language changes every word, and the numbers stay", async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, scenario);
  await page.locator("button.language").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.match(await page.locator(".live-levers").innerText(), /政策/);
  const text = await page.locator("body").innerText();
  for (const word of ["Baseline", "Levers", "Assumptions", "Run it properly", "worse", "unchanged"])
    assert.ok(!text.includes(word), `"${word}" is left in the Chinese page`);
  await page.locator("button.language").click();
  assert.match(await page.locator(".live-levers").innerText(), /Policies/);
  noErrors();
  await close();
});
