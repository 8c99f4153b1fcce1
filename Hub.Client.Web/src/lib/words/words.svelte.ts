// The language of the page, and how its words are said. A table of words is imported by whoever says them: a page loads
// the words that it shows and no others, and the compiler finds a word that is in no table of its component.

/** Chinese and English of each word. */
export type Words = Record<string, readonly [zh: string, en: string]>;

/** The words of a table, or of any of several. */
export type WordOf<Table> = Table extends unknown ? keyof Table & string : never;

/** Of the languages that a browser asks for, the first that there is; Chinese where there is none. */
export const browsers = (languages: readonly string[]) =>
  languages.map((l) => /^(zh|en)\b/i.exec(l)?.[1]!.toLowerCase()).find(Boolean) ?? "zh";

/** What the link says, else what the reader chose, else the browser's. A wall speaks to the hall, whoever installed its
 * browser. */
const chosen = () =>
  new URLSearchParams(location.search).get("lang") ??
  localStorage.getItem("hub-lang") ??
  (location.pathname === "/wall" ? "zh" : browsers(navigator.languages ?? [navigator.language]));

const state = $state({ en: chosen() === "en" });

export const lang = () => (state.en ? "en" : "zh-CN");

/** What says words of these tables in the reader's language. */
export const says =
  <Tables extends Words[]>(...tables: Tables) =>
  (word: WordOf<Tables[number]>): string =>
    tables.find((table) => word in table)![word]![state.en ? 1 : 0];

/** A word whose name the server says; what no table of this build knows is shown as it is. */
export const spoken = (table: Words, word: string, otherwise: string): string =>
  table[word]?.[state.en ? 1 : 0] ?? otherwise;

/** The name in the reader's language, where there is one. */
export const named = (zh: string | null | undefined, en?: string | null) => (state.en ? en || zh : zh) ?? "";

export function switchLanguage() {
  state.en = !state.en;
  localStorage.setItem("hub-lang", state.en ? "en" : "zh");
}
