import { SvelteMap } from "svelte/reactivity";
import { beforeEach, describe, expect, it } from "vitest";
import type { Outbox } from "$lib/commands/outbox.svelte";
import type { Contest, Mark, MarkRow, SignedRow } from "$lib/contract/wire";
import { Marking } from "./marking.svelte";

type Waiting = Outbox<"judge">["waiting"][number];

/** What is not sent yet, and what was answered, without a browser's store. */
class Sending {
  waiting: Waiting[] = [];
  answered = new SvelteMap<string, { body: unknown; offset: number }>();
  sending: string | undefined;
  #n = 0;
  get unwritten() {
    return this.waiting.filter((c) => c.seq === undefined);
  }
  add(path: string, body: unknown, key: string, label: string) {
    this.waiting = [...this.waiting, { id: `c${++this.#n}`, box: "", key, label, path, body }];
  }
  /** The oldest is in the ledger at this offset. */
  answer(offset: number) {
    const [first, ...rest] = this.waiting;
    this.answered.set(first!.key, { body: first!.body, offset });
    this.waiting = rest;
  }
}
const criterion = (id: string, module: string, of: Partial<Contest["criteria"][number]> = {}) => ({
  id,
  name: id,
  nameEn: null,
  module,
  kind: "judged" as const,
  seats: ["J1"],
  shadows: [],
  min: 0,
  max: 10,
  step: 0.5,
  attempts: 1,
  unit: null,
  mayFail: false,
  due: 1,
  ...of,
});

const contest = {
  id: "cup",
  name: "杯",
  modules: [
    { id: "m", name: "m", counts: true },
    { id: "show", name: "show", counts: false },
  ],
  criteria: [
    criterion("speed", "m", { attempts: 2, due: 2 }),
    criterion("style", "m"),
    criterion("other", "m", { seats: ["J2"] }),
    criterion("mood", "show", { due: 0 }),
  ],
  seats: ["J1", "J2"],
  contestants: [
    { number: "1", name: "张三" },
    { number: "2", name: "李四" },
  ],
  awards: [],
} as unknown as Contest;

let marks: { rows: Map<string, MarkRow>; offset: number; epoch: number };
let signed: { rows: Map<string, SignedRow>; offset: number; epoch: number };
let outbox: Sending;
let marking: Marking;
const of = (id: string) => contest.criteria.find((c) => c.id === id)!;
const begin = (drafts = {}) =>
  new Marking("cup", "J1", marks, signed, outbox as unknown as Outbox<"judge">, { contest, drafts });

beforeEach(() => {
  marks = { rows: new Map([["1/style/1", { value: 7 } as MarkRow]]), offset: 10, epoch: 1 };
  signed = { rows: new Map(), offset: 10, epoch: 1 };
  outbox = new Sending();
  marking = begin();
});

describe("A seat is asked for", () => {
  it("what it marks, of which the rows say what is due", () => {
    expect(marking.criteria.map((c) => c.id)).toEqual(["speed", "style", "mood"]);
    expect(marking.modules.map((m) => [m.id, m.attempts])).toEqual([
      ["m", 2],
      ["show", 1],
    ]);
    expect(marking.places).toBe(3);
  });

  it("all attempts where an older build kept the page", () => {
    const old = { ...contest, criteria: contest.criteria.map((c) => ({ ...c, due: undefined })) } as unknown as Contest;
    marking.take(old);
    expect(marking.places).toBe(4);
  });
});

describe("Of a mark the newest counts", () => {
  it("on the board, on its way, answered, and on the board again", () => {
    const key = marking.key(of("style"));
    expect(marking.given(key)).toBe(7);
    marking.save(of("style"), 8);
    marking = begin();
    expect([marking.given(key), marking.underWay(key)]).toEqual([8, "local"]);
    outbox.sending = "c1";
    expect(begin().underWay(key)).toBe("sent");
    outbox.answer(12);
    marking = begin();
    expect([marking.given(key), marking.underWay(key)]).toEqual([8, undefined]);
    // the board has come to where the answer was: from now on it speaks for itself
    marks.offset = 12;
    marks.rows = new Map([["1/style/1", { value: 9 } as MarkRow]]);
    expect(begin().given(key)).toBe(9);
  });

  it("and one that is taken back is none", () => {
    marking.save(of("style"), null);
    marking = begin();
    expect(marking.given("1/style/1")).toBeNull();
    outbox.answer(12);
    expect(begin().inLedger.get("1")).toBeUndefined();
  });

  it("unless the ledger was put back to an older state", () => {
    marking.save(of("style"), 8);
    outbox.answer(12);
    marking.forgetAnswers();
    expect(begin().given("1/style/1")).toBe(7);
  });
});

describe("What is typed", () => {
  it("is not saved until it is, and then no draft any more", () => {
    marking.write(of("style"), "8.5");
    expect([marking.unsaved, marking.typed.get("1"), marking.toKeep]).toEqual([1, 1, { "1/style/1": "8.5" }]);
    marking.save(of("style"), 8.5);
    expect(marking.drafts).toEqual({});
    expect(outbox.waiting[0]).toMatchObject({
      path: "contests/cup/marks",
      key: "1/style/1",
      label: "1 张三 · style 8.5",
    });
    expect(outbox.waiting[0]!.body as Mark).toEqual({
      seat: "J1",
      contestant: "1",
      criterion: "style",
      value: 8.5,
      attempt: 1,
    });
  });

  it("is nothing new where it is what is given", () => {
    marking.write(of("style"), "7");
    expect([marking.unsaved, marking.toKeep]).toEqual([0, {}]);
  });

  it("is kept with what was saved a moment ago and may not be in the browser's store yet", () => {
    marking.save(of("speed"), 3);
    marking = begin({ "2/style/1": "6" });
    expect(marking.toKeep).toEqual({ "1/speed/1": "3", "2/style/1": "6" });
    outbox.waiting[0]!.seq = 1;
    expect(begin().toKeep).toEqual({});
  });
});

describe("The marks of a contestant are counted", () => {
  it("in the ledger, on this tablet and typed, and only those that are due", () => {
    marking.tries["m"] = 2;
    marking.save(of("speed"), 4);
    marking.save(of("mood"), 5);
    marking.number = "2";
    marking.write(of("style"), "6");
    marking = Object.assign(begin(marking.drafts), { number: "2" });
    expect(outbox.waiting.map((c) => c.key)).toEqual(["1/speed/2", "1/mood/1"]);
    expect([...marking.inLedger]).toEqual([["1", 1]]);
    expect([...marking.local]).toEqual([["1", 1]]);
    expect([...marking.typed]).toEqual([["2", 1]]);
  });
});

describe("A sheet is signed", () => {
  it("as soon as the judge has signed, whatever the network does", () => {
    expect(marking.isSigned("1")).toBe(false);
    marking.sign();
    expect(begin().isSigned("1")).toBe(true);
    outbox.answer(12);
    expect(begin().isSigned("1")).toBe(true);
    expect(begin().isSigned("2")).toBe(false);
    signed.offset = 12;
    expect(begin().isSigned("1")).toBe(false);
    signed.rows = new Map([["1", { own: "2026-06-06T10:00:00Z" } as unknown as SignedRow]]);
    expect(begin().isSigned("1")).toBe(true);
  });
});
