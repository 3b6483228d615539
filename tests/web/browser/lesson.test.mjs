// A lesson from its question to the sandbox, as its data file has it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings, launch, settled, shown, visit } from "./chromium.mjs";
import { Program } from "./program.mjs";

let program, browser;
before(async () => {
  program = await Program.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.end();
});

const get = async (path) => (await fetch(program.base + path)).json();

/** Sets a lever as a learner would. */
async function setLever(page, lever, value) {
  const at = page.locator(`[data-lever="${lever.id}"]`);
  if (lever.choices.length === 0) {
    await at.locator(".lever-number").fill(String(value));
    await at.locator(".lever-number").press("Enter");
  } else if ((await at.locator("select").count()) > 0) await at.locator("select").selectOption(value);
  else await at.locator(`input[value="${value}"]`).check();
  await shown(page);
}

async function walk(info, locale) {
  const lesson = await get(`api/lessons/${info.id}`);
  const levers = await get(`api/levers?scenario=${lesson.scenario}`);
  const tongue = locale.startsWith("zh") ? "zh" : "en";
  const { page, noErrors, close } = await visit(browser, { locale });
  page.setDefaultTimeout(240_000);
  await page.goto(program.base);
  await page.locator(`.gallery-card a[href*="lesson=${info.id}"]`).click();
  await page.locator(".live-stage:not(.empty)").waitFor();

  // Question and prediction: levers are locked, and only those of the lesson are there.
  assert.match(await page.locator(".lesson-question").innerText(), new RegExp(lesson.question[tongue].slice(0, 8)));
  const controls = page.locator(".live-levers .lever :is(select, input)");
  for (const control of await controls.all()) assert.ok(await control.isDisabled());
  const shown = await page.locator("[data-lever]").evaluateAll((all) => all.map((each) => each.dataset.lever));
  assert.deepEqual([...shown].sort(), [...lesson.levers].sort());
  await page.locator(`.prediction input[value="${lesson.prediction.choices[0].id}"]`).check();
  await page.locator(".lesson-view.predict > button").click();
  for (const control of await controls.all()) assert.ok(await control.isEnabled());
  await settled(page);

  // Never met at the start, reached by what was found on the grid.
  const met = () => page.locator(".check.met").count();
  assert.ok((await met()) < lesson.checks.length, "met at the start");
  const wanted = { ...lesson.start, ...lesson.best.levers };
  for (const lever of levers.filter(({ id }) => lesson.levers.includes(id)))
    if (differs(lever, wanted, lesson.start)) await setLever(page, lever, wanted[lever.id]);
  await settled(page);
  assert.equal(await met(), lesson.checks.length, await page.locator(".lesson-checks").innerText());
  assert.deepEqual(await findings(page), []);

  // Best found, debrief with the front and the learner's path, sandbox.
  await page.locator(".lesson-onward button").click();
  await page.locator(".lesson-best table").waitFor();
  await page.locator(".lesson-onward button").click();
  assert.equal(await page.locator(".finds li").count(), lesson.finds.length);
  for (const text of [...lesson.finds, ...lesson.ask])
    assert.ok((await page.locator(".lesson-debrief").innerText()).includes(text[tongue].trim()), text[tongue]);
  await page.locator(".lesson-front svg, .lesson-front canvas").first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.locator(".lesson-onward button").click();
  assert.equal(await page.locator("[data-lever]").count(), levers.length);
  noErrors();
  await close();
}

const differs = ({ id, initial }, wanted, start) =>
  wanted[id] !== undefined && wanted[id] !== (start[id] ?? initial);

test("every lesson runs to its end, in English", { timeout: 800_000 }, async () => {
  const lessons = await get("api/lessons");
  assert.ok(lessons.length > 0, "there are lessons");
  for (const info of lessons) await walk(info, "en-US");
});

test("the first lesson runs to its end, in Chinese", { timeout: 800_000 }, async () => {
  const [first] = await get("api/lessons");
  await walk(first, "zh-CN");
});
