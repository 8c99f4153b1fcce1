// When something was done that is told the hub later. A device's clock may be wrong, and somebody may set it before
// that; how time passes on a page tells performance.now, which nobody sets, but which stands still while a device
// sleeps and begins anew with each page.
import { heardAfter, hubNow } from "$lib/live/hubTime";
import { uuid } from "./uuid";

/** @property at Milliseconds since 1970: by the hub's clock, or by this device's.
 * @property passed What passed() was on that page. */
export type Moment = { at: number; hub: boolean; page: string; passed: number };

const page = uuid();
let [slept, woke] = [0, -Infinity];
let hidden: { at: number; passed: number } | undefined;

/** Milliseconds since this page began; a page that nobody sees may have slept. */
const passed = () => performance.now() + slept;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hidden = { at: Date.now(), passed: passed() };
  else if (hidden) {
    const asleep = Date.now() - hidden.at - (passed() - hidden.passed);
    if (asleep > 1_000) [slept, woke] = [slept + asleep, performance.now()];
    hidden = undefined;
  }
});

/** Now, by the hub's clock where that is known. */
export function thisMoment(): Moment {
  const hub = heardAfter(woke);
  return { at: Math.round(hub ? hubNow() : Date.now()), hub, page, passed: passed() };
}

/** What the clock that told a moment would show now, had nobody set it; null: it is the hub's own. */
export function shownNow(moment: Moment): string | null {
  if (moment.hub) return null;
  const since = moment.page === page ? passed() - moment.passed : Math.max(0, Date.now() - moment.at);
  return new Date(moment.at + since).toISOString();
}
