import { hubNow } from "$lib/live/hubTime";
import { createSubscriber } from "svelte/reactivity";

const second = createSubscriber((tick) => {
  const ticking = setInterval(tick, 1_000);
  return () => clearInterval(ticking);
});

/** The hub's time in milliseconds, whatever this device's clock shows: in a component anew every second. All share one
 * timer, and there is none while nobody looks. */
export function now(): number {
  second();
  return hubNow();
}
