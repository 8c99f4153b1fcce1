// A secret that a link brings. Who opens a link has not agreed to anything yet: first the page says what is there now
// and what would be there then.
import { ask } from "$lib/asking/ask";
import { useFair } from "$lib/asking/fair";
import type { Arrival, Me } from "$lib/contract/wire";
import { remember } from "./signedIn";

/** What a badge's secret or a pass's code would make of this browser. Nothing has changed yet. */
export const arrival = (secret: string) => ask<Arrival>("/api/enter/look", { method: "POST", body: { secret } });

/** Whether it is what this browser has already. */
export const isHere = ({ brings, has }: Arrival) =>
  has?.fair === brings.fair && has.badge === brings.badge && has.pass === brings.pass;

/** From now on this browser is whom the secret makes of it. */
export async function enter(secret: string): Promise<Me> {
  const me = await ask<Me>("/api/enter", { method: "POST", body: { secret } });
  useFair(me.fair);
  remember(me.role, me);
  return me;
}

/** What stands behind the #, once: it must not stay in the history. */
export function broughtBy(link: Location): string {
  const brought = link.hash.slice(1);
  if (brought) history.replaceState(history.state, "", link.pathname + link.search);
  return brought;
}
