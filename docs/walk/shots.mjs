// The pictures of docs/walk.md and docs/zh/walk.md, beside this file; prints the figures that they show.
// After `./do test` has fetched the browser's packages, from the root of the project:
//
//     SUANWANG_BINARY=build/release/suanwang SUANWANG_CHROMIUM=$(command -v chromium) \
//       SUANWANG_BROWSER_PACKAGES=$PWD/build/release/browser node docs/walk/shots.mjs
//
// SUANWANG_BASE=http://127.0.0.1:8080/ takes them from a server that runs already.
import { writeFileSync } from "node:fs";
import { launch, settled, tilesOf, visit } from "../../tests/web/browser/chromium.mjs";
import { Program } from "../../tests/web/browser/program.mjs";
import { palettePng } from "./palette.mjs";

const kNation = "#scenario=east-west-2025";
const kLongest = 240_000; // ms; the nation takes 15 s on an idle machine

const pictures = [
  { name: "gallery", address: "", height: 700 },
  { name: "nation", address: kNation, height: 900 },
  { name: "local-only", address: `${kNation}&v.policy=local-only`, height: 900 },
  { name: "links", address: `${kNation}&v.link-capacity=0.1`, height: 900 },
  { name: "lesson", address: "#lesson=idle-west", height: 760, act: predict },
];

/** The answer that most people give; levers are still locked. */
async function predict(page) {
  await page.locator(".prediction input").first().check();
}

const only = process.argv.slice(2); // names of pictures; none: all
const program = process.env.SUANWANG_BASE ? null : await Program.start();
const base = process.env.SUANWANG_BASE ?? program.base;
const browser = await launch();
try {
  for (const { name, address, height, act } of pictures) {
    if (only.length > 0 && !only.includes(name)) continue;
    for (const [locale, tail] of [["en-US", ""], ["zh-CN", "-zh"]]) {
      const { page, noErrors, close } = await visit(browser, { locale, size: { width: 1180, height }, colorScheme: "light" });
      page.setDefaultTimeout(kLongest);
      await page.goto(base + address);
      if (address === "") await page.locator(".gallery-card").first().waitFor();
      else await settled(page);
      await act?.(page);
      await page.evaluate(() => document.fonts.ready);
      const shot = await page.screenshot({ animations: "disabled" });
      const png = await palettePng(page, shot);
      writeFileSync(new URL(`${name}${tail}.png`, import.meta.url), png);
      console.log(`${name}${tail}.png, ${(png.length / 1000).toFixed(0)} kB: ${(await tilesOf(page)).join(" | ")}`);
      noErrors();
      await close();
    }
  }
} finally {
  await browser.close();
  await program?.end();
}
