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

/** Asks now, every so often, and when the page is looked at again: for what no board tells and pages that nobody
 * reloads.
 * @param ask Told when it is closed: what is asked patiently ends with it. */
export function refreshing(milliseconds: number, ask: (closed: AbortSignal) => Promise<unknown>): Closable {
  const closing = new AbortController();
  let asking = false;
  async function refresh() {
    if (asking || document.hidden) return;
    asking = true;
    // what was told last goes on counting
    await ask(closing.signal).catch(() => {});
    asking = false;
  }
  const timer = setInterval(refresh, milliseconds);
  document.addEventListener("visibilitychange", refresh);
  void refresh();
  return {
    close() {
      closing.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    },
  };
}
