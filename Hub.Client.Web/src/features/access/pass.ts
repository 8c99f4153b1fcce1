// The pass of this phone. Its secret is a cookie that no script reads.
import { ask, Refused } from "$lib/asking/ask";
import { fairPath, keptOfFair } from "$lib/asking/fair";
import { passShape } from "$lib/contract/made/shapes";
import type { OwnPass } from "$lib/contract/wire";

/** Null: this phone has none yet. */
export async function ownPass(fair: string): Promise<OwnPass | null> {
  try {
    return remember(fair, await ask<OwnPass>(fairPath(fair, "passes/mine"), { as: "visitor" }));
  } catch (e) {
    if (isRevoked(e)) forgetLast();
    if (e instanceof Refused && e.problem.status === 404) return null;
    throw e;
  }
}

/** Makes one, or another in its place. */
export const makePass = async (fair: string) =>
  remember(fair, await ask<OwnPass>(fairPath(fair, "passes"), { method: "POST", as: "visitor" }));

/** What stands on it is kept: in a full hall there may be no network at the booth. */
function remember(fair: string, own: OwnPass): OwnPass {
  localStorage.setItem("hub-pass", JSON.stringify({ fair, pass: own.pass }));
  return own;
}
const forgetLast = () => localStorage.removeItem("hub-pass");

/** What stood on this phone's pass when the server was last heard. */
export const lastPass = () => keptOfFair<{ fair: string; pass: string }>("hub-pass")?.pass;

/** This phone's pass, made now if it has none. */
export async function thePass(fair: string): Promise<OwnPass> {
  try {
    return (await ownPass(fair)) ?? (await makePass(fair));
  } catch (e) {
    if (!isRevoked(e)) throw e;
    await forgetPass();
    return makePass(fair);
  }
}

/** This phone has no pass any more. */
export const forgetPass = () => {
  forgetLast();
  return ask<void>("/api/leave", { method: "POST", as: "visitor" });
};

/** Whether the pass of this phone was taken back. */
export const isRevoked = (e: unknown) => e instanceof Refused && e.problem.status === 401;

const own = new RegExp(passShape);

/** Whether it looks like one of the hub's own making. */
export const isOwn = (pass: string) => own.test(pass);

/** As it was made, however it was typed or read out: in capitals, and what looks like one of the hub's own without its
 * hyphens. The server reads it in the same way. */
export function asMade(typed: string): string {
  const text = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const bare = text.replaceAll("-", "");
  return isOwn(bare) ? bare : text;
}

/** As it is read out. Another system's stays as it is: with a hyphen it would be another. */
export const spaced = (pass: string) => (isOwn(pass) ? pass.replace(/^.{4}/, "$&-") : pass);
