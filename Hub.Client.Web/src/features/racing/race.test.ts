import { describe, expect, it } from "vitest";
import type { HeatRow } from "$lib/contract/wire";
import { columnsOf, lapTime } from "./race";

const heat = (id: string, side: HeatRow["side"], round: number) => ({ id, side, round }) as HeatRow;

describe("A race", () => {
  it("shows times in minutes, seconds and thousandths, never more than there are", () => {
    expect([31.000123, 30.9999, 61.5, 0.412, 3600].map(lapTime)).toEqual([
      "0:31.000",
      "0:30.999",
      "1:01.500",
      "0:00.412",
      "60:00.000",
    ]);
  });

  it("has winners before losers and the final last, each round by number", () => {
    const columns = columnsOf([
      heat("W1-2", "winners", 1),
      heat("L1-1", "losers", 1),
      heat("W1-10", "winners", 1),
      heat("F", "final", 1),
      heat("W2-1", "winners", 2),
      heat("W1-1", "winners", 1),
    ]);
    expect(columns.map((c) => c.heats.map((h) => h.id).join(" "))).toEqual(["W1-1 W1-2 W1-10", "W2-1", "L1-1", "F"]);
  });
});
