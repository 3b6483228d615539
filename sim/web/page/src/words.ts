// Every word of the page, in both languages. A word without one of them does not compile.
// `{name}` in a word is filled by t("word", {name: "..."}).
import { language } from "./language";
import type { Text } from "./model";

export { language, onLanguage, say, setLanguage, type Language } from "./language";

const words = {
  east: { en: "East", zh: "东部" },
  west: { en: "West", zh: "西部" },
} satisfies Record<string, Text>;

export type Word = keyof typeof words;

/** A word in the reader's language, with its blanks filled. */
export function t(word: Word, blanks: Record<string, string | number> = {}): string {
  const entry: Text = words[word];
  const text = language() === "zh" ? entry.zh : entry.en;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));
}
