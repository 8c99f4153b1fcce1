import { describe, expect, it } from "vitest";
import type { Frame } from "$lib/contract/wire";
import { Board, worst } from "./live.svelte";

const frame = (of: Partial<Frame>): Frame => ({
  board: "floor",
  node: "a",
  from: 0,
  version: 1,
  epoch: 1,
  offset: 10,
  at: "2026-06-06T10:00:00Z",
  set: {},
  gone: [],
  ...of,
});

describe("A board is a fold of frames", () => {
  it("takes the first frame as the whole", () => {
    const board = new Board<"custom/*">("floor");
    expect(board.take(frame({ set: { A1: { n: 1 }, A2: { n: 2 } } }))).toBe(true);
    expect([...board.rows]).toEqual([
      ["A1", { n: 1 }],
      ["A2", { n: 2 }],
    ]);
    expect(board.stale).toBe(false);
  });

  it("takes from a following frame only what changed and what is gone", () => {
    const board = new Board<"custom/*">("floor");
    board.take(frame({ set: { A1: { n: 1 }, A2: { n: 2 } } }));
    expect(board.take(frame({ from: 1, version: 2, offset: 11, set: { A2: { n: 3 } }, gone: ["A1"] }))).toBe(true);
    expect([...board.rows]).toEqual([["A2", { n: 3 }]]);
    expect(board.offset).toBe(11);
  });

  it("keeps the same rows where a frame only says that time has passed", () => {
    const board = new Board<"custom/*">("floor");
    board.take(frame({ set: { A1: { n: 1 } } }));
    const before = board.rows;
    board.take(frame({ from: 1, version: 2, at: "2026-06-06T10:00:05Z" }));
    expect(board.rows).toBe(before);
    expect(board.at).toBe("2026-06-06T10:00:05Z");
  });

  it("tells its rows of one kind from the others", () => {
    const board = new Board<"my/*">("my/p1");
    board.take(frame({ set: { "ticket/A1": { n: 1 }, "ticket/A2": { n: 2 }, tickets: { n: 3 }, profile: { n: 4 } } }));
    expect([...board.under("ticket")]).toEqual([
      ["ticket/A1", { n: 1 }],
      ["ticket/A2", { n: 2 }],
    ]);
    expect([...board.plain("profile").keys()]).toEqual(["tickets"]);
  });

  it("refuses a frame that follows another version or another node's", () => {
    const board = new Board<"custom/*">("floor");
    board.take(frame({ set: { A1: { n: 1 } } }));
    expect(board.take(frame({ from: 2, version: 3, set: { A1: { n: 9 } } }))).toBe(false);
    expect(board.take(frame({ from: 1, version: 2, node: "b", set: { A1: { n: 9 } } }))).toBe(false);
    expect(board.rows.get("A1")).toEqual({ n: 1 });
  });

  it("begins anew with a whole frame of any node", () => {
    const board = new Board<"custom/*">("floor");
    board.take(frame({ set: { A1: { n: 1 } } }));
    expect(board.take(frame({ node: "b", version: 7, epoch: 2, set: { B1: { n: 5 } } }))).toBe(true);
    expect([...board.rows.keys()]).toEqual(["B1"]);
    expect([board.node, board.version, board.epoch]).toEqual(["b", 7, 2]);
  });

  it("shows what was known before, as stale", () => {
    const known = { rows: new Map([["A1", { n: 1 }]]), at: "2026-06-06T09:00:00Z", epoch: 1, offset: 9 };
    const board = new Board<"custom/*">("floor", known);
    expect(board.stale).toBe(true);
    expect(board.known).toEqual(known);
  });
});

describe("Of several boards the worst speaks for the page", () => {
  const at = (time: string, stale: boolean) => {
    const board = new Board<"custom/*">("floor");
    board.take(frame({ at: `2026-06-06T${time}Z` }));
    board.stale = stale;
    return board;
  };

  it("is one that is stale, else one that has not come, else the oldest", () => {
    const [fresh, older, stale] = [at("10:00:05", false), at("10:00:00", false), at("09:00:00", true)];
    const unseen = new Board<"custom/*">("totals");
    expect(worst([fresh, stale, unseen])).toBe(stale);
    expect(worst([fresh, unseen, older])).toBe(unseen);
    expect(worst([fresh, older])).toBe(older);
  });
});
