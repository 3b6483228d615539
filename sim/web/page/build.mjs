// Makes the one bundle of the report and the live page: OUT/page.js and OUT/page.css.
//   node build.mjs [OUT]     (needs the packages of package-lock.json beside this file)
import { readFileSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "out");
const limit = 1_000_000; // bytes of both files together, so that a report stays small enough to mail

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { page: "src/main.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { page: "styles/page.css" },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  logLevel: "warning",
});

// The script stands inside a <script> element of a report: nothing in it may end that element.
const script = readFileSync(join(out, "page.js"), "utf8");
if (/<\/script|<!--/i.test(script)) throw new Error("page.js holds text that would end its script element");
const bytes = statSync(join(out, "page.js")).size + statSync(join(out, "page.css")).size;
if (bytes >= limit) throw new Error(`the bundle has ${bytes} bytes; ${limit} are the limit`);
console.log(`page.js and page.css: ${(bytes / 1000).toFixed(0)} kB`);
