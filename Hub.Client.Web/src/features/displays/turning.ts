import { onDestroy } from "svelte";

/** While numbers are called over a scene, it stays where it is. */
export const stage = { covered: false };

/** Turns a scene's page every so often, while the scene is shown.
 * @param every Milliseconds.
 * @param over The scene may cover others itself. */
export function turning(turn: () => void, every = 8_000, over = false) {
  const timer = setInterval(() => {
    if (over || !stage.covered) turn();
  }, every);
  onDestroy(() => clearInterval(timer));
}
