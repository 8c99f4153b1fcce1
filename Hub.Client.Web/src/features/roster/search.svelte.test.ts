import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Search, type Answered } from "./search.svelte";

type Question = { query: URLSearchParams; answer: (ids: string[], total?: number) => void; refuse: () => void };

let asked: Question[];
let end = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal("fetch", (path: string) => {
    const query = new URLSearchParams(path.split("?")[1]);
    return new Promise<Response>((go) => {
      const answer = (ids: string[], total = ids.length) => {
        const employers = ids.map((id) => ({ id, name: id }));
        go(new Response(JSON.stringify({ employers, employersTotal: total, positions: [], positionsTotal: 0 })));
      };
      const refuse = () =>
        go(
          new Response(JSON.stringify({ status: 503, code: "busy", detail: "not now", retry: true }), { status: 503 }),
        );
      asked.push({ query, answer, refuse });
    });
  });
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

function searching(address = "", before?: Answered, fair = "fair"): Search {
  let search!: Search;
  end = $effect.root(() => {
    search = new Search(() => fair, new URLSearchParams(address), before);
  });
  flushSync();
  return search;
}

const after = async (milliseconds: number) => {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
};
const ids = (search: Search) => search.found?.employers.map((e) => e.id);

describe("A search", () => {
  it("asks at once for what its page was opened with, but only when the fair is known", async () => {
    searching("degree=本科", undefined, "");
    await after(1_000);
    expect(asked).toHaveLength(0);
    end();
    const search = searching("degree=本科");
    await after(0);
    expect(asked.map((a) => a.query.toString())).toEqual([new URLSearchParams("degree=本科&take=60").toString()]);
    asked[0]!.answer(["e1", "e2"]);
    await after(0);
    expect(ids(search)).toEqual(["e1", "e2"]);
  });

  it("asks nothing where it was answered before the page was left", async () => {
    const search = searching("", { query: "take=60", found: { employers: [], positions: [] } as never });
    await after(1_000);
    expect([asked.length, ids(search)]).toEqual([0, []]);
  });

  it("waits until a word is typed, and shows no old list under new words, whichever is answered first", async () => {
    const search = searching();
    await after(0);
    asked[0]!.answer(["e1"]);
    await after(0);
    for (const words of ["h", "ha", "han"]) {
      search.words = words;
      await after(100);
      expect(ids(search)).toBeUndefined();
    }
    await after(100);
    search.words = "hanjie";
    await after(200);
    expect(asked.map((a) => a.query.get("q"))).toEqual([null, "han", "hanjie"]);
    asked[2]!.answer(["e7"]);
    asked[1]!.answer(["e3"]);
    await after(0);
    expect(ids(search)).toEqual(["e7"]);
  });

  it("says why there is no answer and asks again until there is one", async () => {
    const search = searching();
    await after(0);
    asked[0]!.refuse();
    await after(0);
    expect([search.error, ids(search)]).toEqual(["not now", undefined]);
    await after(2_001);
    asked[1]!.answer(["e1"]);
    await after(0);
    expect([search.error, ids(search)]).toEqual(["", ["e1"]]);
    // and waits for a word again
    search.words = "h";
    await after(100);
    expect(asked).toHaveLength(2);
  });

  it("adds more rows, none of them twice, but not under other words", async () => {
    const search = searching();
    await after(0);
    asked[0]!.answer(["e1", "e2"], 4);
    await after(0);
    void search.more("employers");
    void search.more("employers");
    await after(0);
    expect(asked.slice(1).map((a) => a.query.get("skip"))).toEqual(["2"]);
    asked[1]!.answer(["e2", "e3"], 4);
    await after(0);
    expect([ids(search), search.adding]).toEqual([["e1", "e2", "e3"], false]);

    void search.more("employers");
    search.words = "x";
    await after(200);
    asked[3]!.answer(["e9"]);
    asked[2]!.answer(["e4"], 4);
    await after(0);
    expect([ids(search), search.adding]).toEqual([["e9"], false]);
  });
});
