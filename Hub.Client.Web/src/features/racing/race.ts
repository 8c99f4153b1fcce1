// How rows of a race are read: which heats belong together, and how times and heats are called.
import type { Board } from "$lib/live/live.svelte";
import type { HeatRow, RankRow, StageRow } from "$lib/contract/wire";
import { write } from "$lib/ui/numbers";

export type Slot = HeatRow["slots"][number];

export type Stage = StageRow & { id: string };

/** A round of a side of a bracket, with its heats. */
export type Column = { key: string; side: HeatRow["side"]; round: number; heats: HeatRow[] };

export const stagesOf = (board: Board<"race/*">): Stage[] =>
  [...board.under("stage")]
    .map(([key, row]) => ({ ...row, id: key.slice("stage/".length) }))
    .sort((a, b) => a.place - b.place);

export const heatsOf = (board: Board<"race/*">, stage: string): HeatRow[] =>
  [...board.under("heat").values()]
    .filter((h) => h.stage === stage && h.state !== "unneeded")
    .sort((a, b) => a.order - b.order);

export const ranksOf = (board: Board<"race/*">, stage: string): RankRow[] =>
  [...board.under("rank").values()].filter((r) => r.stage === stage).sort((a, b) => a.order - b.order);

const sides = ["main", "winners", "losers", "final"];

/** The rounds of a stage, side by side: in each the heats by number. */
export function columnsOf(heats: HeatRow[]): Column[] {
  const columns = new Map<string, Column>();
  for (const heat of heats) {
    const key = `${heat.side}/${heat.round}`;
    if (!columns.has(key)) columns.set(key, { key, side: heat.side, round: heat.round, heats: [] });
    columns.get(key)!.heats.push(heat);
  }
  const number = (heat: HeatRow) => Number(heat.id.split("-").pop());
  return [...columns.values()]
    .map((c) => ({ ...c, heats: c.heats.sort((a, b) => number(a) - number(b)) }))
    .sort((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side) || a.round - b.round);
}

/** Seconds as 0:31.000; what decides is exact, and in the row. */
export function lapTime(seconds: number): string {
  const thousandths = Math.floor(seconds * 1_000 + 1e-6);
  const [minutes, rest] = [Math.floor(thousandths / 60_000), thousandths % 60_000];
  return `${minutes}:${write(rest / 1_000, 3).padStart(6, "0")}`;
}
