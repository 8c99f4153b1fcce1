import { Asking } from "$lib/asking/asking.svelte";
import { ask, patiently } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { LeadInfo } from "$lib/contract/wire";
import type { Board, Live } from "$lib/live/live.svelte";

/** Who is interested in a booth's employer, and what of them it may see: that is on no board, but asked for as long
 * as somebody looks. */
export class LeadList {
  readonly board: Board<"leads/*"> = $derived.by(() => {
    const { live, booth } = this.whose();
    return live.watch(`leads/${booth}`);
  });
  #asked = $state.raw<readonly LeadInfo[]>([]);
  /** By pass. Of what was asked before, nothing that the board says is not to be seen any more. */
  readonly infos: ReadonlyMap<string, LeadInfo> = $derived.by(() => {
    const seen = new Map([...this.board.rows.values()].map((r) => [r.pass, r.erased ? [] : r.consented]));
    return new Map(
      this.#asked.map((i) => [
        i.pass,
        {
          ...i,
          contact: Object.fromEntries(Object.entries(i.contact).filter(([f]) => seen.get(i.pass)?.includes(f))),
        },
      ]),
    );
  });
  readonly asking = new Asking();

  constructor(readonly whose: () => { fair: string; booth: string; live: Live }) {
    const changes = $derived(
      [...this.board.rows.values()].map((r) => `${r.pass} ${r.consent} ${r.noted} ${r.erased}`).join(),
    );
    $effect(() => {
      void changes;
      const { fair, booth } = this.whose();
      if (this.board.at) void this.#load(fairPath(fair, `leads/${encodeURIComponent(booth)}`));
      return () => this.asking.forget();
    });
  }

  async #load(path: string) {
    const list = await this.asking.newest(() => patiently(() => ask<LeadInfo[]>(path, { as: "recruiter" })));
    if (list) this.#asked = list;
  }

  /** The name, for whom it was consented to. */
  nameOf = (pass: string) => this.infos.get(pass)?.contact.name;
}
