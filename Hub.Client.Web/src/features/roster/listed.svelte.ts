import { page } from "$app/state";
import { ask } from "$lib/asking/ask";
import { Asking } from "$lib/asking/asking.svelte";
import { fairPath, theFair } from "$lib/asking/fair";
import type { EmployerPage, PositionPage } from "$lib/contract/wire";
import type { Board } from "$lib/live/live.svelte";
import { whileHere } from "$lib/ui/page";
import { Visitor } from "$features/access/visitor.svelte";
import { Favourites } from "./favourites.svelte";

type Pages = { employers: EmployerPage; positions: PositionPage };

/** An employer or a position that the page's address names by its `id`: what the roster says of it, how full its booth
 * is, and who looks at it. */
export class Listed<Kind extends keyof Pages> {
  asking = new Asking();
  shown = $state.raw<Pages[Kind]>();
  floor = $state.raw<Board<"floor">>();
  favourites = $state.raw<Favourites>();
  visitor = $state.raw<Visitor>();
  crowd = $derived(this.shown?.employer.booth ? this.floor?.rows.get(this.shown.employer.booth) : undefined);

  /** For the beginning of a component. */
  constructor(kind: Kind) {
    whileHere(async (keep) => {
      const fair = await this.asking.patiently(theFair);
      if (!fair) return;
      const path = fairPath(fair.id, `${kind}/${encodeURIComponent(page.url.searchParams.get("id") ?? "")}`);
      this.shown = await this.asking.patiently(() => ask<Pages[Kind]>(path));
      if (!this.shown) return;
      this.favourites = new Favourites(fair.id);
      this.visitor = keep(await Visitor.arrive(fair.id, true));
      this.floor = this.visitor.live.watch("floor");
    });
  }
}
