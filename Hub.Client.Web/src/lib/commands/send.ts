// The one way in which a command goes out: to the fair's address, as somebody, under an id by which it is done once
// however often it is asked for. It is sent in three manners: now and patiently (Sender), or through an Outbox.
import { ask } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { Role } from "$lib/contract/wire";
import { uuid } from "./uuid";

export type Command = {
  /** Below the fair. */
  path: string;
  /** DELETE instead of POST. */
  method?: "POST" | "DELETE";
  body?: unknown;
  /** A file instead of a body. */
  raw?: Blob;
};

/** Throws Refused; what had no answer may be sent again under the same id. */
export const send = <Answer>(fair: string, as: Role, { path, method = "POST", body, raw }: Command, id = uuid()) =>
  ask<Answer>(fairPath(fair, path), { method, as, id, body, raw });
