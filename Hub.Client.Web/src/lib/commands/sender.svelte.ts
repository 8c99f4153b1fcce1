import { undelivered } from "$lib/asking/ask";
import { Asking } from "$lib/asking/asking.svelte";
import type { Address, AnswerOf, BodyOf } from "$lib/contract/commands";
import type { Role } from "$lib/contract/wire";
import { send } from "./send";
import { uuid } from "./uuid";

type Rest = { id?: string; raw?: Blob };

/** What goes to an address: its body, where it takes one. */
type Sent<To> = [BodyOf<To>] extends [undefined] ? [body?: undefined, rest?: Rest] : [body: BodyOf<To>, rest?: Rest];

/** What a component sends in two of the three manners, and what came of it. */
export class Sender<As extends Role> extends Asking {
  constructor(readonly whose: () => { fair: string; as: As }) {
    super();
  }

  /** Answered or refused at once; undefined: `error` says why. */
  now<To extends Address<As>>(to: To, ...sent: Sent<To>): Promise<AnswerOf<To> | undefined> {
    return this.ask(() => this.once(to, ...sent));
  }

  /** The bare sending, which throws, for a component that says itself what counts. */
  once<To extends Address<As>>(to: To, ...[body, { id, raw } = {}]: Sent<To>): Promise<AnswerOf<To>> {
    const { fair, as } = this.whose();
    return send<AnswerOf<To>>(fair, as, { to, body, raw }, id);
  }

  /** Asked again unasked only where it was not delivered: what was refused for now is for the person to press again,
   * who may want something else by then. */
  override patiently<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    return super.patiently(question, undelivered);
  }

  /** Sent under one id until it is answered or given up: the network may go in between, and nothing is done twice. */
  patient<To extends Address<As>>(to: To, ...[body, rest]: Sent<To>): Promise<AnswerOf<To> | undefined> {
    const again = [body, { id: uuid(), ...rest }] as Sent<To>;
    return this.patiently(() => this.once(to, ...again));
  }
}
