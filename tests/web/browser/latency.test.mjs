// From the move of a slider to the frame that shows what follows, measured in the page. The bound of the
// project (100 ms at the median, 200 ms at the 95th percentile) is the bench's; here only a broken page fails.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, shown, visit } from "./chromium.mjs";
import { Program } from "./program.mjs";

const kMoves = 40;
const kMost = Number(process.env.SUANWANG_LATENCY_MEDIAN_MS ?? 1000);
const kMostPaint = Number(process.env.SUANWANG_PAINT_MS ?? 10_000);
const kMost95 = Number(process.env.SUANWANG_LATENCY_P95_MS ?? 3000);

let program, browser;
before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.end();
});

test("slider to redrawn page", { timeout: 300_000 }, async () => {
  const { page, noErrors, close } = await visit(browser);
  await open(page, program.base, "#scenario=east-west-2025");
  const slider = page.locator('[data-lever="demand"] .lever-slider');
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const at = (share) => box.x + 8 + share * (box.width - 16);
  // As a hand moves it: pressed, then to a new place once the last one is drawn.
  await page.mouse.move(at(0.3), box.y + box.height / 2);
  await page.mouse.down();
  // The press is a move of its own: what follows must not wait for its run, as no hand is so quick.
  await shown(page);
  const drawn = () => page.evaluate(() => performance.getEntriesByName("suanwang-redraw").length);
  await page.evaluate(() => performance.clearMeasures("suanwang-redraw"));
  for (let i = 0, count = await drawn(); i < kMoves; ++i) {
    // Each place is new, so that no kept run answers.
    await page.mouse.move(at(0.1 + (0.8 * ((i * 17) % kMoves)) / kMoves), box.y + box.height / 2);
    await page.waitForFunction((n) => performance.getEntriesByName("suanwang-redraw").length > n, count, { polling: 5 });
    count = await drawn();
  }
  const times = await page.evaluate(() => performance.getEntriesByName("suanwang-redraw").map((entry) => entry.duration));
  await page.mouse.up();
  await shown(page);
  times.sort((a, b) => a - b);
  const quantile = (share) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)];
  console.log(
    `slider to redrawn page, ${times.length} moves: median ${quantile(0.5).toFixed(0)} ms, ` +
      `95th percentile ${quantile(0.95).toFixed(0)} ms, longest ${times.at(-1).toFixed(0)} ms`,
  );
  assert.ok(quantile(0.5) <= kMost, `median ${quantile(0.5)} ms`);
  assert.ok(quantile(0.95) <= kMost95, `95th percentile ${quantile(0.95)} ms`);
  noErrors();
  await close();
});

test("first paint within a second", async () => {
  const { page, noErrors, close } = await visit(browser);
  await page.goto(`${program.base}#scenario=east-west-2025`);
  await page.locator(".live-header").waitFor();
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  console.log(`first contentful paint: ${paint.toFixed(0)} ms`);
  assert.ok(paint > 0 && paint < kMostPaint, `${paint} ms`);
  noErrors();
  await close();
});
