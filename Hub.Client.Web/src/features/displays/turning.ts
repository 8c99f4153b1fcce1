import { onDestroy } from "svelte";

/** Turns a scene's page every 8 seconds, while the scene is shown. */
export function turning(turn: () => void) {
  const timer = setInterval(turn, 8_000);
  onDestroy(() => clearInterval(timer));
}
