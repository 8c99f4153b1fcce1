import type { Role } from "$lib/contract/wire";
import { lang } from "$lib/words/words.svelte";
import { fairPath } from "./fair";

/** Where a link gets something of a fair as a file, in the reader's language.
 * @param query Also as whom: a link sends no headers. */
export const exportPath = (fair: string, of: string, query: { format: string; as: Role; part?: string }) =>
  fairPath(fair, `${of}/export?${new URLSearchParams({ ...query, lang: lang() === "en" ? "en" : "zh" })}`);
