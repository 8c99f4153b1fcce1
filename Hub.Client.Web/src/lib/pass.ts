// The pass of this phone. Its secret is a cookie that no script reads.
import { ask, fairPath, Refused } from "./api";
import type { OwnPass } from "./contract/wire";

/** Null: this phone has none yet. */
export async function ownPass(fair: string): Promise<OwnPass | null> {
  try {
    return await ask<OwnPass>(fairPath(fair, "passes/mine"), { as: "visitor" });
  } catch (e) {
    if (e instanceof Refused && e.problem.status === 404) return null;
    throw e;
  }
}

/** Makes one, or another in its place. */
export const makePass = (fair: string) => ask<OwnPass>(fairPath(fair, "passes"), { method: "POST", as: "visitor" });

/** Brings a pass from another phone to this one. */
export const restorePass = (code: string) => ask("/api/enter", { method: "POST", body: { secret: code } });

/** This phone has no pass any more. */
export const forgetPass = () => ask<void>("/api/leave", { method: "POST", as: "visitor" });

/** Whether the pass of this phone was taken back. */
export const isRevoked = (e: unknown) => e instanceof Refused && e.problem.status === 401;

/** As it is read out. */
export const spaced = (pass: string) => pass.replace(/^(.{4})(.{4})$/, "$1-$2");
