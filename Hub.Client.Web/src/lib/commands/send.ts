// The one way in which a command goes out: to the fair's address, as somebody, under an id by which it is done once
// however often it is asked for. It is sent in three manners: now and patiently (Sender), or through an Outbox.
import { ask } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { Role } from "$lib/contract/wire";
import { uuid } from "./uuid";

export type Command = {
  /** An Address, which tells what the body is. */
  to: string;
  body?: unknown;
  /** A file instead of a body. */
  raw?: Blob;
  /** See ask. */
  clock?: string | null;
};

/** Throws Refused; what had no answer may be sent again under the same id. */
export function send<Answer>(fair: string, as: Role, { to, body, raw, clock }: Command, id = uuid()) {
  const [, takesAway, path] = /^(DELETE )?(.*)$/.exec(to)!;
  return ask<Answer>(fairPath(fair, path!), { method: takesAway ? "DELETE" : "POST", as, id, body, raw, clock });
}
