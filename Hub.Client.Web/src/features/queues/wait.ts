import type { QueueRow } from "$lib/contract/wire";
import { says } from "$lib/words/words.svelte";
import { commonWords } from "$lib/words/common";

const t = says(commonWords);

/** A waiting time as a person reads it; an end that is not known is left out. */
export function minutes(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null || high == null) return "";
  if (high <= 1) return t("noWait");
  return `${t("aboutWait")} ${low === high ? high : `${low}–${high}`} ${t("minutes")}`;
}

/** Booths where one can queue, the shortest wait first; 200 are enough. */
export const shortest = (rows: Iterable<QueueRow>): string[] =>
  [...rows]
    .filter((r) => r.open && !r.full && !r.paused)
    .sort((a, b) => (a.high ?? 1e9) - (b.high ?? 1e9) || a.length - b.length || (a.booth < b.booth ? -1 : 1))
    .slice(0, 200)
    .map((r) => r.booth);
