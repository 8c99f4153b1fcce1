import { onWake } from "$lib/browser/waking";
import { onMount } from "svelte";

export type Closable = { close(): void };

/** Runs what a page begins with. Whatever it keeps is closed when the page is left, also when that was before it
 * was opened. */
export function whileHere(begin: (keep: <T extends Closable>(opened: T) => T) => Promise<void>) {
  onMount(() => {
    const kept: Closable[] = [];
    let left = false;
    void begin((opened) => {
      if (left) opened.close();
      else kept.push(opened);
      return opened;
    });
    return () => {
      left = true;
      for (const opened of kept) opened.close();
    };
  });
}

/** Asks now, every so often, and when the page wakes up: for what no board tells and pages that nobody reloads.
 * @param ask Told when it is closed or asked anew: what is asked patiently ends with it. */
export function refreshing(milliseconds: number, ask: (closed: AbortSignal) => Promise<unknown>): Closable {
  let asking: AbortController | undefined;
  async function refresh() {
    // what was asked before a sleep may wait for a connection that is dead
    asking?.abort();
    const mine = (asking = new AbortController());
    // what was told last goes on counting
    await ask(mine.signal).catch(() => {});
    if (asking === mine) asking = undefined;
  }
  const timer = setInterval(() => {
    if (!asking && !document.hidden) void refresh();
  }, milliseconds);
  const stopWaking = onWake(() => void refresh());
  void refresh();
  return {
    close() {
      asking?.abort();
      clearInterval(timer);
      stopWaking();
    },
  };
}
