import { createSubscriber } from "svelte/reactivity";

const second = createSubscriber((tick) => {
  const ticking = setInterval(tick, 1_000);
  return () => clearInterval(ticking);
});

/** What this device's clock shows, in milliseconds: in a component anew every second. All share one timer, and there
 * is none while nobody looks. */
export function now(): number {
  second();
  return Date.now();
}
