import type { Board, Live } from "$lib/live/live.svelte";

/** A board that is watched only as long as a component shows it. */
export function watched<Row>(live: () => Live, name: () => string): () => Board<Row> {
  const board = $derived(live().watch<Row>(name()));
  $effect(() => {
    const [on, shown] = [live(), name()];
    return () => on.unwatch(shown);
  });
  return () => board;
}
