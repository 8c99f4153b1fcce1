import { ask, Refused, sentence } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { Found } from "$lib/contract/wire";
import { narrowedBy } from "./narrowed";

/** What was found, and by which question. */
export type Answered = { query: string; found: Found };

/** Milliseconds: who has not typed for so long has typed a word. */
const typed = 150;
/** Milliseconds until it is asked again where there was no answer. */
const again = 2_000;
/** Rows of an answer; more of them are asked for. */
const rows = "60";

/** Finds employers and positions by what is typed and chosen, as long as its component is there. */
export class Search {
  words = $state("");
  narrowed = $state(narrowedBy(new URLSearchParams()));
  /** Booths that come first, in this order, parted by commas. */
  first = $state("");
  error = $state("");
  /** More rows are on their way. */
  adding = $state(false);
  /** The newest answer. */
  answer = $state.raw<Answered>();
  #tries = $state(0);
  readonly query = $derived(
    new URLSearchParams([
      ...Object.entries({ q: this.words, ...this.narrowed, first: this.first }).filter(([, value]) => value),
      ["take", rows],
    ]).toString(),
  );
  /** Never an old list under new words. */
  readonly found = $derived(this.answer?.query === this.query ? this.answer.found : undefined);

  /** @param fair Undefined: not known yet.
   * @param address What its page was asked for. */
  constructor(
    readonly fair: () => string | undefined,
    address: URLSearchParams,
    before?: Answered,
  ) {
    [this.words, this.narrowed, this.answer] = [address.get("q") ?? "", narrowedBy(address), before];
    $effect(() => this.#look());
  }

  #look() {
    const tries = this.#tries;
    if (!this.fair() || this.found) return;
    const query = this.query;
    let over = false;
    let timer = setTimeout(
      async () => {
        try {
          const found = await this.#ask();
          if (!over) [this.answer, this.error, this.#tries] = [{ query, found }, "", 0];
        } catch (e) {
          if (over) return;
          this.error = sentence(e);
          if (e instanceof Refused && e.problem.retry) timer = setTimeout(() => this.#tries++, again);
        }
      },
      this.words && !tries ? typed : 0,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }

  /** The next rows of a kind. */
  async more(kind: "employers" | "positions") {
    const { query, found } = this;
    if (!found || this.adding) return;
    this.adding = true;
    try {
      const next = await this.#ask(`&skip=${found[kind].length}`);
      // the roster may have changed in between: nothing stands there twice
      const all = new Map([...found[kind], ...next[kind]].map((row) => [row.id, row]));
      if (this.query === query)
        [this.answer, this.error] = [{ query, found: { ...found, [kind]: [...all.values()] } }, ""];
    } catch (e) {
      if (this.query === query) this.error = sentence(e);
    }
    this.adding = false;
  }

  #ask = (more = "") => ask<Found>(fairPath(this.fair()!, `search?${this.query}${more}`));
}
