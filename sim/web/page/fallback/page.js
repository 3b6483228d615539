// The page of a program that was built without Node: no charts. A report keeps the tables that the
// program wrote into it; the live page lists the scenarios, runs one and shows its measures.
"use strict";
(() => {
  const note =
    "This program was built without Node, so there are no charts. Install nodejs and npm, and build again. " +
    "本程序构建时没有 Node，因此没有图表。请安装 nodejs 和 npm 后重新构建。";
  const add = (parent, tag, text) => {
    const element = parent.appendChild(document.createElement(tag));
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const page = document.getElementById("page") || document.body;
  if (document.getElementById("document")) {
    const first = document.createElement("p");
    first.className = "note";
    first.textContent = note;
    page.prepend(first);
    return;
  }

  page.textContent = "";
  add(page, "h1", "Suanwang 算网");
  add(page, "p", note).className = "note";
  const list = add(page, "ul");
  const status = add(page, "p");
  status.setAttribute("role", "status");
  const results = add(page, "div");
  const ask = async (path, body) => {
    const answer = await fetch(path, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const value = await answer.json();
    if (!answer.ok) throw new Error(value.error || answer.statusText);
    return value;
  };
  // A measure's unit by its kind; shares in percent.
  const units = { share: "%", duration: "s", energy: "kWh", money: "CNY", unit_money: "CNY", mass: "kg", intensity: "kg/kWh", bytes: "B" };
  const told = (kind, value) => {
    if (typeof value !== "number") return "–";
    const number = kind === "share" ? 100 * value : value;
    return `${number.toLocaleString("en", { maximumSignificantDigits: 4 })} ${units[kind] || ""}`.trim();
  };
  let serial = 0;
  const client = Math.random().toString(36).slice(2);
  const run = async (scenario, measures) => {
    status.textContent = "… " + scenario;
    const answer = await ask("/api/run", { scenario, levers: {}, exact: false, client, serial: (serial += 1) });
    status.textContent = answer.state === "done" ? "" : answer.text || answer.state;
    if (answer.state !== "done") return;
    results.textContent = "";
    add(results, "h2", `${answer.run.title.en} ${answer.run.title.zh}`);
    if (answer.run.preview) add(results, "p", "≈ A preview, from few jobs. 预览，作业数少。");
    const table = add(results, "table");
    for (const measure of measures) {
      const row = add(table, "tr");
      add(row, "th", `${measure.name.en} ${measure.name.zh}`).scope = "row";
      add(row, "td", told(measure.kind, answer.run.measures[measure.id]));
    }
  };
  const fail = (error) => {
    status.textContent = error.message;
  };
  Promise.all([ask("/api/scenarios"), ask("/api/measures")]).then(([scenarios, measures]) => {
    for (const scenario of scenarios) {
      const item = add(list, "li");
      const button = add(item, "button", `${scenario.title.en} ${scenario.title.zh}`);
      button.addEventListener("click", () => run(scenario.id, measures).catch(fail));
    }
  }, fail);
})();
