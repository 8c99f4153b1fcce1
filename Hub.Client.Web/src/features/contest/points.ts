import type { LeaderboardRow, Value } from "$lib/contract/wire";
import { says } from "$lib/words/words.svelte";
import { contestWords } from "./words";

const t = says(contestWords);

/** A value as it is shown; without digits with as many as it has. */
export const points = (value: Value | undefined, digits?: number) =>
  value === "DNF"
    ? t("noResult")
    : value === null || value === undefined
      ? "–"
      : digits === undefined
        ? String(value)
        : value.toFixed(digits);

/** As many decimals as the totals have, 3 at most. */
export const digitsOf = (rows: LeaderboardRow[]) =>
  Math.min(3, Math.max(0, ...rows.map((r) => String(r.total).split(".")[1]?.length ?? 0)));
