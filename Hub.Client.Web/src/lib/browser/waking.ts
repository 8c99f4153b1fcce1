// A page may sleep: frozen by the browser, in its back-forward cache, behind other pages, or with its device. What it
// waits for may be long over then, and its connections dead without a sign.

const listeners = new Set<() => void>();
/** A timer that is so late has slept; milliseconds. */
const gap = 5_000;
let ticked = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

const wake = () => listeners.forEach((listener) => listener());
const seen = () => document.hidden || wake();
const restored = (e: PageTransitionEvent) => e.persisted && wake();

/** Not every browser tells of each sleep. */
function tick() {
  const before = ticked;
  ticked = performance.now();
  if (ticked - before > gap && !document.hidden) wake();
}

/** Calls when the page has woken up, or the network is back, until the answer is called. */
export function onWake(listener: () => void): () => void {
  const first = listeners.size === 0;
  listeners.add(listener);
  if (first) {
    ticked = performance.now();
    ticking = setInterval(tick, 1_000);
    document.addEventListener("resume", wake);
    document.addEventListener("visibilitychange", seen);
    addEventListener("pageshow", restored);
    addEventListener("online", wake);
  }
  return () => {
    if (!listeners.delete(listener) || listeners.size) return;
    clearInterval(ticking);
    document.removeEventListener("resume", wake);
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("pageshow", restored);
    removeEventListener("online", wake);
  };
}
