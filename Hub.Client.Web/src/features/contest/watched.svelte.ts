import type { BoardName, KindOf } from "$lib/contract/boards";
import type { Board, Live } from "$lib/live/live.svelte";

/** A board that is watched only as long as a component shows it. */
export function watched<Name extends BoardName>(live: () => Live, name: () => Name): () => Board<KindOf<Name>> {
  const board = $derived(live().watch(name()));
  $effect(() => {
    const [on, shown] = [live(), name()];
    return () => on.unwatch(shown);
  });
  return () => board;
}
