import { Asking } from "$lib/asking/asking.svelte";
import type { Receipt, Role } from "$lib/contract/wire";
import { send, type Command } from "./send";
import { uuid } from "./uuid";

type Rest = Omit<Command, "path" | "body"> & { id?: string };

/** What a component sends in two of the three manners, and what came of it. */
export class Sender extends Asking {
  constructor(readonly whose: () => { fair: string; as: Role }) {
    super();
  }

  /** Answered or refused at once; undefined: `error` says why. */
  now<Answer = Receipt>(path: string, body?: unknown, rest?: Rest): Promise<Answer | undefined> {
    return this.ask(() => this.once<Answer>(path, body, rest));
  }

  /** The bare sending, which throws, for a component that says itself what counts. */
  once<Answer = Receipt>(path: string, body?: unknown, { id, ...rest }: Rest = {}): Promise<Answer> {
    const { fair, as } = this.whose();
    return send<Answer>(fair, as, { path, body, ...rest }, id);
  }

  /** Sent under one id until it is answered or given up: the network may go in between, and nothing is done twice. */
  patient<Answer = Receipt>(path: string, body?: unknown, rest?: Rest): Promise<Answer | undefined> {
    const id = uuid();
    return this.patiently(() => this.once<Answer>(path, body, { id, ...rest }));
  }
}
