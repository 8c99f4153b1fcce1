import { says } from "$lib/words/words.svelte";
import { commonWords } from "$lib/words/common";

const t = says(commonWords);

/** A waiting time as a person reads it; an end that is not known is left out. */
export function minutes(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null || high == null) return "";
  if (high <= 1) return t("noWait");
  return `${t("aboutWait")} ${low === high ? high : `${low}–${high}`} ${t("minutes")}`;
}
