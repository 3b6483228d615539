// node run.mjs SOURCE BUILD: bundles each *.test.ts beside this file for Node and runs them. BUILD is where
// the packages of the page are (build/PRESET/web).
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [source, build] = process.argv.slice(2);
const { buildSync } = createRequire(join(build, "package.json"))("esbuild");
const tests = join(source, "tests/web/page");
const out = join(build, "unit");
rmSync(out, { recursive: true, force: true });
const files = readdirSync(tests).filter((name) => name.endsWith(".test.ts"));
buildSync({
  absWorkingDir: source,
  entryPoints: files.map((name) => join(tests, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  nodePaths: [join(build, "node_modules")],
  logLevel: "warning",
});
const built = files.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
const { status } = spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit" });
process.exit(status ?? 1);
