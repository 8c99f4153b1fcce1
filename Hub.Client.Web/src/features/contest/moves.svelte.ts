import type { LeaderboardRow } from "$lib/contract/wire";

/** Milliseconds for which a move is shown. */
const shown = 15_000;

/** How many ranks a contestant has won or lost in the last seconds. */
export class Moves {
  of = $state<Record<string, number>>({});
  #ranks = new Map<string, number>();

  see(rows: LeaderboardRow[]) {
    for (const { number, rank } of rows) {
      const had = this.#ranks.get(number);
      if (rank) this.#ranks.set(number, rank);
      if (!rank || !had || had === rank) continue;
      this.of[number] = had - rank;
      setTimeout(() => delete this.of[number], shown);
    }
  }
}
