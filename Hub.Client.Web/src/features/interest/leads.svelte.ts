import { ask, patiently, sentence } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { LeadInfo, LeadRow } from "$lib/contract/wire";
import type { Board, Live } from "$lib/live/live.svelte";

/** Who is interested in a booth's employer, and what of them it may see: that is on no board, but asked for as long
 * as somebody looks. */
export class LeadList {
  readonly board: Board<LeadRow> = $derived.by(() => {
    const { live, booth } = this.whose();
    return live.watch<LeadRow>(`leads/${booth}`);
  });
  infos = $state.raw<ReadonlyMap<string, LeadInfo>>(new Map());
  error = $state("");

  constructor(readonly whose: () => { fair: string; booth: string; live: Live }) {
    const changes = $derived(
      [...this.board.rows.values()].map((r) => `${r.pass} ${r.consent} ${r.noted} ${r.erased}`).join(),
    );
    $effect(() => {
      void changes;
      const { fair, booth } = this.whose();
      if (this.board.at) void this.#load(fairPath(fair, `leads/${encodeURIComponent(booth)}`));
    });
  }

  async #load(path: string) {
    try {
      const list = await patiently(() => ask<LeadInfo[]>(path, { as: "recruiter" }));
      this.infos = new Map(list.map((i) => [i.pass, i]));
      this.error = "";
    } catch (e) {
      this.error = sentence(e);
    }
  }

  /** The name, for whom it was consented to. */
  nameOf = (pass: string) => this.infos.get(pass)?.contact.name;
}
