import type { OwnPass } from "$lib/contract/wire";
import { Live, type Board } from "$lib/live/live.svelte";
import { queues } from "$features/queues/turn";
import { ownPass, thePass } from "./pass";

/** Who looks at a page of a phone: its one connection, which also shows what is the pass's own as soon as it is
 * known. */
export class Visitor {
  readonly live: Live;
  /** The pass as which the connection watches. */
  pass = $state<string>();
  own = $state.raw<Board<"my/*">>();
  #making: Promise<OwnPass> | undefined;

  constructor(
    readonly fair: string,
    pass?: string,
  ) {
    this.live = new Live(fair, "phone", pass ? "visitor" : undefined);
    if (pass) this.#watch(pass);
  }

  /** @param asked Whether the page shows what is the pass's own, though there be nothing yet. */
  static async arrive(fair: string, asked: boolean): Promise<Visitor> {
    const own = asked || queues.any ? await ownPass(fair).catch(() => null) : null;
    return new Visitor(fair, own?.pass);
  }

  /** This phone's pass, made now if it has none; one, though two things ask for it in the same moment. */
  async begin(): Promise<string> {
    if (this.pass) return this.pass;
    this.#making ??= thePass(this.fair).finally(() => (this.#making = undefined));
    return this.is((await this.#making).pass);
  }

  /** From now on this is the pass of this phone. */
  is(pass: string): string {
    if (this.pass !== pass) {
      this.#forget();
      this.live.become("visitor");
      this.#watch(pass);
    }
    return pass;
  }

  close() {
    this.live.close();
  }

  #watch(pass: string) {
    [this.pass, this.own] = [pass, this.live.watch(`my/${pass}`)];
    // a pass that was taken back hides nothing of what everybody may see
    this.live.revoked = () => {
      this.#forget();
      this.live.become(undefined);
    };
  }

  #forget() {
    if (this.pass) this.live.unwatch(`my/${this.pass}`);
    [this.pass, this.own, this.live.revoked] = [undefined, undefined, undefined];
  }
}
