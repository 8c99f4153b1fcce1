import { says } from "$lib/words/words.svelte";
import { contestWords } from "./words";

const t = says(contestWords);

/** What an attempt is called, 1, 2…: by the scheme, or by its number. */
export const tryName = (c: { attemptNames?: string[] | null }, attempt: number) =>
  c.attemptNames?.[attempt - 1] ?? `${t("attempt")} ${attempt} ${t("attemptEnd")}`;
