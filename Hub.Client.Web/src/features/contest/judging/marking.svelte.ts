import { untrack } from "svelte";
import type { Contest, Criterion, Mark, MarkRow, SignedRow, Value } from "$lib/contract/wire";
import type { Outbox } from "$lib/commands/outbox.svelte";
import type { AnyBoard } from "$lib/live/live.svelte";
import { read } from "$lib/ui/numbers";
import { named, says } from "$lib/words/words.svelte";
import { contestWords } from "$features/contest/words";
import { tryName } from "$features/contest/tries";
import { judgingWords } from "./words";

const t = says(contestWords, judgingWords);

/** What of a board counts here. */
type Rows<Row> = { rows: ReadonlyMap<string, Row> } & Pick<AnyBoard, "offset" | "epoch">;
type Sending = Pick<Outbox<"judge">, "waiting" | "unwritten" | "answered" | "sending" | "add">;

/** How a judge's marks stand: what is in the ledger, what waits on this tablet, and what is typed and not saved.
 * Of one mark the newest counts: a draft, else what waits, else what was answered and is on no board yet, else
 * the board's. */
export class Marking {
  contest = $state.raw<Contest>();
  /** Whom the page shows. */
  number = $state("");
  /** Key → what is typed and not saved. */
  drafts = $state<Record<string, string>>({});
  /** Module → the attempt that is marked. */
  tries = $state<Record<string, number>>({});

  /** @param id Of the contest. */
  constructor(
    readonly id: string,
    readonly seat: string,
    readonly marks: Rows<MarkRow>,
    readonly signed: Rows<SignedRow>,
    readonly outbox: Sending,
    before?: { contest: Contest | undefined; drafts: Record<string, string> },
  ) {
    [this.contest, this.drafts] = [before?.contest, before?.drafts ?? {}];
    this.number = this.contest?.contestants[0]?.number ?? "";
  }

  /** The contest as it is now. */
  take(contest: Contest) {
    this.contest = contest;
    this.number ||= contest.contestants[0]?.number ?? "";
  }

  /** What this seat marks, in training too. */
  criteria = $derived.by(() => {
    const { contest, seat } = this;
    return contest?.criteria.filter((c) => c.seats.includes(seat) || c.shadows.includes(seat)) ?? [];
  });
  modules = $derived(
    (this.contest?.modules ?? [])
      .map((m) => ({ ...m, criteria: this.criteria.filter((c) => c.module === m.id) }))
      .filter((m) => m.criteria.length)
      .map((m) => ({ ...m, attempts: Math.max(...m.criteria.map((c) => c.attempts)) })),
  );
  contestant = $derived(this.contest?.contestants.find((c) => c.number === this.number));
  next = $derived.by(() => {
    const all = this.contest?.contestants ?? [];
    return all[all.findIndex((c) => c.number === this.number) + 1];
  });

  attempt = (c: Criterion) => Math.min(c.attempts, this.tries[c.module] ?? 1);
  key = (c: Criterion, of = this.number, attempt = this.attempt(c)) => `${of}/${c.id}/${attempt}`;

  /** The newest waiting command about each thing. */
  #ownWay = $derived.by(() => new Map(this.outbox.waiting.map((c) => [c.key, c])));

  /** On this tablet only, or sent and not answered. */
  underWay(key: string): "local" | "sent" | undefined {
    const waiting = this.#ownWay.get(key);
    return waiting && (waiting.id === this.outbox.sending ? "sent" : "local");
  }

  /** What is in the ledger, and not on the board yet. */
  #answered(key: string, board: Rows<unknown>) {
    const newest = this.outbox.answered.get(key);
    return newest && newest.offset > board.offset ? newest : undefined;
  }

  /** The mark that is saved, wherever it is on its way. */
  given = (key: string): Value | undefined => {
    const own = (this.#ownWay.get(key) ?? this.#answered(key, this.marks))?.body as Mark | undefined;
    return own ? own.value : this.marks.rows.get(key)?.value;
  };

  isSigned = (of: string) => {
    const key = `${of}/signed`;
    return !!(this.signed.rows.get(of)?.own || this.#ownWay.has(key) || this.#answered(key, this.signed));
  };

  /** Also what is no number is another mark: it waits to be mended. */
  edited = (key: string) => {
    const [draft, given] = [this.drafts[key], this.given(key)];
    return !!draft && (given === undefined || read(draft) !== given);
  };

  /** Criterion → how many of its attempts are due. A page that was kept by an older build does not say it. */
  #due = $derived(new Map(this.criteria.map((c) => [c.id, c.due ?? c.attempts] as const)));
  /** Marks that are due of each contestant. */
  places = $derived([...this.#due.values()].reduce((n, attempts) => n + attempts, 0));

  /** Contestant → how many of these keys are of marks that are due. Counted from what there is: there may be
   * thousands of places for marks. */
  #counted(keys: Iterable<string>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const key of keys) {
      const [of, criterion, attempt] = key.split("/") as [string, string, string];
      if (Number(attempt) <= (this.#due.get(criterion) ?? 0)) counts.set(of, (counts.get(of) ?? 0) + 1);
    }
    return counts;
  }

  inLedger = $derived.by(() => {
    const all = new Set([...this.marks.rows.keys(), ...this.outbox.answered.keys()]);
    return this.#counted([...all].filter((k) => !this.#ownWay.has(k) && (this.given(k) ?? null) !== null));
  });
  local = $derived(this.#counted(this.#ownWay.keys()));
  typed = $derived(this.#counted(Object.keys(this.drafts).filter(this.edited)));
  unsaved = $derived([...this.typed.values()].reduce((n, of) => n + of, 0));

  /** What the browser keeps besides its store: what is typed, and what was saved a moment ago and is not in the
   * store yet. */
  get toKeep(): Record<string, string> {
    const young = this.outbox.unwritten.map((c) => [c.key, (c.body as Mark).value]);
    const typed = Object.entries(this.drafts).filter(([key]) => this.edited(key));
    return Object.fromEntries([
      ...young.filter(([, value]) => typeof value === "number").map(([key, value]) => [key, `${value}`]),
      ...typed,
    ]) as Record<string, string>;
  }

  /** A ledger that was put back to an older state may not have what was answered before. */
  forgetAnswers() {
    untrack(() => this.outbox.answered.clear());
  }

  write(c: Criterion, text: string | undefined) {
    if (text === undefined) delete this.drafts[this.key(c)];
    else this.drafts[this.key(c)] = text;
  }

  save(c: Criterion, value: Value) {
    const [attempt, key, words] = [this.attempt(c), this.key(c), value ?? t("takenBack")];
    const mark: Mark = { seat: this.seat, contestant: this.number, criterion: c.id, value, attempt };
    const round = c.attempts > 1 ? ` ${tryName(c, attempt)}` : "";
    this.outbox.add(
      `contests/${this.id}/marks`,
      mark,
      key,
      `${this.#who} · ${named(c.name, c.nameEn)}${round} ${words}`,
    );
    delete this.drafts[key];
  }

  sign() {
    const path = `contests/${this.id}/contestants/${this.number}/sign` as const;
    this.outbox.add(path, { as: "judge", seat: this.seat }, `${this.number}/signed`, `${this.#who} · ${t("sign")}`);
  }

  get #who() {
    return `${this.number} ${this.contestant?.name ?? ""}`;
  }
}
