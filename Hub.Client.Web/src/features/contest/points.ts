import type { Contest, Criterion, LeaderboardRow, PanelRow, Value } from "$lib/contract/wire";
import { places, write } from "$lib/ui/numbers";
import { says } from "$lib/words/words.svelte";
import { contestWords } from "./words";

const t = says(contestWords);

/** A value as it is shown; without digits with as many as it has. */
export const points = (value: Value | undefined, digits?: number) =>
  value === "DNF" ? t("noResult") : value === null || value === undefined ? "–" : write(value, digits);

/** Decimals of a mark: of points as many as their steps have, of what is measured as many as it has. */
export const digitsOfMark = (c: Criterion | undefined) => (c?.kind === "judged" ? places(c.step) : undefined);

/** Decimals of a contest's values: as many as the criteria's steps and the values have, but not the thirds of a mean.
 * Modules have as many as totals, so that what stands beside each other adds up; but a total that a rule rounds has no
 * more than that. */
export function digitsOf(contest: Contest | undefined, rows: (LeaderboardRow | PanelRow)[]) {
  const criteria = contest?.criteria ?? [];
  const finest = Math.max(3, ...criteria.map((c) => places(c.step)));
  const values = rows.flatMap((r) => [r.total, ...("modules" in r ? Object.values(r.modules) : [])]);
  const modules = Math.min(
    finest,
    Math.max(
      0,
      ...criteria.map((c) => digitsOfMark(c) ?? 0),
      ...values.map((v) => (typeof v === "number" ? places(v) : 0)),
    ),
  );
  return { modules, total: Math.min(contest?.digits ?? modules, modules) };
}
