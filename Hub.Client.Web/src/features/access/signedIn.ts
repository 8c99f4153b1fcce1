// Who this browser is to the hub, in each of its roles.
import { ask, patiently } from "$lib/asking/ask";
import { fairPath, keptOfFair, theFair } from "$lib/asking/fair";
import type { Me, Role } from "$lib/contract/wire";

/** Who this browser is in a role, however long it takes to find out; null when it has no badge that counts. */
export async function signedIn(as: Role): Promise<Me | null> {
  try {
    const me = await patiently(async () => ask<Me>(fairPath((await theFair()).id, "me"), { as }));
    remember(as, me);
    return me;
  } catch {
    remember(as, null);
    return null;
  }
}

/** What the server said of this browser, for `lastSignedIn`. */
export const remember = (as: Role, me: Me | null) => localStorage.setItem(`hub-me-${as}`, JSON.stringify(me));

/** Who the server last said that this browser is: for a page that begins before the server is reached. */
export const lastSignedIn = (as: Role) => keptOfFair<Me>(`hub-me-${as}`);
