import "$lib/words/contest";
import type { LeaderboardRow, Value } from "../contract/wire";
import { t } from "../i18n.svelte";

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
