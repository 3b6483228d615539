// What there is to see: scenarios and lessons.

import { h } from "../dom";
import { say } from "../language";
import type { LessonInfo, ScenarioInfo, Text } from "../model";
import { writeAddress } from "./link";
import { word } from "./words";

function card(address: string, kicker: string, title: string, about: Text | null, action: string): HTMLElement {
  return h(
    "li",
    { class: "gallery-card" },
    h(
      "a",
      { href: address },
      kicker !== "" && h("span", { class: "card-kicker" }, kicker),
      h("span", { class: "card-title" }, title),
      about && h("span", { class: "card-about", lang: about.zh === about.en ? "en" : null }, say(about)),
      h("span", { class: "card-action", "aria-hidden": "true" }, `${action} →`),
    ),
  );
}

export function gallery(scenarios: readonly ScenarioInfo[], lessons: readonly LessonInfo[]): HTMLElement {
  const lessonCards = [...lessons]
    .sort((a, b) => a.number - b.number)
    .map((lesson) =>
      card(writeAddress({ lesson: lesson.id }), `${word("lesson")} ${lesson.number}`, say(lesson.title), null, word("start")),
    );
  const cards = scenarios.map((scenario) =>
    card(
      writeAddress({ scenario: scenario.id }),
      scenario.live ? word("liveScenario") : "",
      say(scenario.title),
      scenario.question,
      word("open"),
    ),
  );
  return h(
    "div",
    { class: "live-gallery" },
    h("h1", {}, word("galleryTitle")),
    h("p", { class: "gallery-about" }, word("galleryAbout")),
    lessonCards.length > 0 && h("h2", {}, word("lessons")),
    lessonCards.length > 0 && h("p", { class: "gallery-about" }, word("lessonsAbout")),
    lessonCards.length > 0 && h("ul", { class: "gallery-cards lessons" }, ...lessonCards),
    h("h2", {}, word("gallery")),
    h("ul", { class: "gallery-cards" }, ...cards),
  );
}
