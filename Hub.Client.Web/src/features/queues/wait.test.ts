import { describe, expect, it } from "vitest";
import type { QueueRow } from "$lib/contract/wire";
import { shortest } from "./wait";

const queue = (booth: string, high: number | null, rest: Partial<QueueRow> = {}) =>
  ({ booth, high, low: 0, length: 1, open: true, full: false, paused: false, ...rest }) as QueueRow;

describe("Booths by how long one waits there", () => {
  it("are those where one can queue, the shortest wait first, and what is not known last", () =>
    expect(
      shortest([
        queue("A1", 30),
        queue("A2", null),
        queue("A3", 1),
        queue("A4", 2, { full: true }),
        queue("A5", 2, { paused: true }),
        queue("A6", 2, { open: false }),
        queue("A8", 30, { length: 0 }),
        queue("A7", 30),
      ]),
    ).toEqual(["A3", "A8", "A1", "A7", "A2"]));
});
