// report.html from a disk, as somebody gets it who has nothing else: no request leaves it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { findings, launch, narrow, visit, wide } from "./chromium.mjs";
import { binary } from "./program.mjs";

let folder, browser;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "suanwang-report-"));
  execFileSync(binary, ["run", "east-west-2025", "--against", "placement.policy=local-only", "--out", folder, "--quiet"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = () => pathToFileURL(join(folder, "report.html")).href;

for (const [name, size] of [["1280", wide], ["390", narrow]])
  test(`report.html at ${name} px: opened from file, no request, no error, axe content, both languages`, { timeout: 300_000 }, async () => {
    const { page, noErrors, close } = await visit(browser, { size });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address());
    await page.locator("svg.map").first().waitFor();
    assert.deepEqual(
      asked.filter((url) => url !== address() && !url.startsWith("data:") && !url.startsWith("blob:")),
      [],
    );
    assert.match(await page.locator("h1").first().innerText(), /\d/, "the answer first, with numbers");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= size.width);
    assert.deepEqual(await findings(page), []);
    await page.getByRole("button", { name: "中文" }).click();
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    assert.match(await page.locator("h1").first().innerText(), /[\u4e00-\u9fff]/);
    assert.deepEqual(await findings(page), []);
    noErrors();
    await close();
  });

for (const [name, size] of [["1280", wide], ["390", narrow]])
  test(`report.html without script at ${name} px shows its tables, each within the screen`, async () => {
    const { page, close } = await visit(browser, { size, javaScriptEnabled: false });
    await page.goto(address());
    const tables = await page.locator("table:visible").all();
    assert.ok(tables.length > 5);
    for (const part of [page.locator("h1"), ...tables.slice(0, 8)]) {
      const { x, width } = await part.boundingBox();
      assert.ok(x >= 16 && x + width <= size.width - 16, `${x} ${width}`);
    }
    // The nation's hours are many rows: none is hidden in a box of its own.
    const tall = Math.max(...(await Promise.all(tables.map((table) => table.boundingBox()))).map(({ height }) => height));
    assert.ok(tall > 2000, `${tall}`);
    await close();
  });

test("the page's policy forbids whatever the report does not bring", () => {
  const text = readFileSync(join(folder, "report.html"), "utf8");
  assert.match(text, /Content-Security-Policy/i);
  assert.match(text, /default-src 'none'/);
  assert.doesNotMatch(text, /'unsafe-inline'|'unsafe-eval'/);
  assert.doesNotMatch(text, /(src|href)="https?:/);
});
