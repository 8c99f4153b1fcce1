// Who this browser is to the hub, in each of its roles.
import { ask, patiently } from "$lib/asking/ask";
import { fairPath, keptOfFair, theFair } from "$lib/asking/fair";
import type { Fair, Me, Role } from "$lib/contract/wire";

export type SignedIn<As extends Role> = Me & { role: As };

/** Who this browser is in the first of these roles for which it has a badge that counts, however long it takes to find
 * out; null when it has none.
 * @param fair This page's, where it is known already. */
export async function signedIn<As extends Role>(roles: As[], fair?: Fair): Promise<SignedIn<As> | null> {
  for (const as of roles)
    try {
      const me = await patiently(async () => ask<SignedIn<As>>(fairPath((fair ??= await theFair()).id, "me"), { as }));
      remember(as, me);
      return me;
    } catch {
      remember(as, null);
    }
  return null;
}

/** What the server said of this browser, for `lastSignedIn`. */
export const remember = (as: Role, me: Me | null) => localStorage.setItem(`hub-me-${as}`, JSON.stringify(me));

/** Who the server last said that this browser is: for a page that begins before the server is reached. */
export const lastSignedIn = (as: Role) => keptOfFair<Me>(`hub-me-${as}`);
