// Steering to shorter waits.
import type { Words } from "$lib/words/words.svelte";

export const steeringWords = {
  shorter: ["相近且等得少", "Similar, with a shorter wait"],
} satisfies Words;
