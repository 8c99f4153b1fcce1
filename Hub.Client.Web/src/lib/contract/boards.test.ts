import { describe, expectTypeOf, it } from "vitest";
import type { KindOf, RowAt, RowOf, Under } from "./boards";
import type { HallRow, LineInfo, LineRow, SheetRow, TotalsRow } from "./wire";

// these hold when the types are checked; to run them proves nothing
describe("A board's name tells its rows", () => {
  it("by the words in the places of the stars", () => {
    expectTypeOf<KindOf<"totals">>().toEqualTypeOf<"totals">();
    expectTypeOf<KindOf<`sheet/${string}/${string}`>>().toEqualTypeOf<"sheet/*/*">();
    expectTypeOf<RowOf<"sheet/*/*">>().toEqualTypeOf<SheetRow>();
    expectTypeOf<KindOf<"total">>().toBeNever();
  });

  it("under a named key, a first word, or any", () => {
    expectTypeOf<RowAt<"totals", "fair">>().toEqualTypeOf<TotalsRow>();
    expectTypeOf<RowAt<"totals", `hall/${string}`>>().toEqualTypeOf<HallRow>();
    expectTypeOf<RowAt<"line/*", "queue">>().toEqualTypeOf<LineInfo>();
    expectTypeOf<RowAt<"line/*", "0001">>().toEqualTypeOf<LineRow>();
    expectTypeOf<Under<"my/*">>().toEqualTypeOf<"ticket" | "intention">();
  });
});
