// The language of the page. Words are in words.ts, numbers in format.ts.
import type { Text } from "./model";

export type Language = "en" | "zh";

let current: Language = "en";
const listeners = new Set<() => void>();

export function language(): Language {
  return current;
}

/** Switches the page over: listeners redraw what they own. */
export function setLanguage(next: Language): void {
  if (next === current) return;
  current = next;
  if (typeof document !== "undefined") document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  for (const listener of listeners) listener();
}

/** Calls `listener` after every switch; the answer ends that. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A text of the scenario in the reader's language; where there is only one, that. */
export function say(text: Text): string {
  return current === "zh" ? text.zh || text.en : text.en || text.zh;
}

/** A name as it stands inside a sentence: English begins it small, unless it is an abbreviation. */
export function inside(name: string): string {
  return current === "en" && /^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;
}

/** A name as it stands at a beginning: the program's own names of measures begin small. */
export function atStart(text: Text): string {
  const name = say(text);
  return current === "en" ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
