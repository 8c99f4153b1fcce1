import { describe, expectTypeOf, it } from "vitest";
import type { Address, AnswerOf, BodyOf } from "./commands";
import type { BadgeRequest, ContestantsReport, IssuedBadge, Mark, Receipt } from "./wire";

// these hold when the types are checked; to run them proves nothing
describe("An address tells what it takes and answers", () => {
  it("whatever words stand in it", () => {
    expectTypeOf<BodyOf<`contests/${string}/marks`>>().toEqualTypeOf<Mark>();
    expectTypeOf<AnswerOf<`contests/${string}/marks`>>().toEqualTypeOf<Receipt>();
    expectTypeOf<BodyOf<"badges">>().toEqualTypeOf<BadgeRequest>();
    expectTypeOf<AnswerOf<"badges">>().toEqualTypeOf<IssuedBadge>();
    expectTypeOf<BodyOf<`DELETE badges/${string}`>>().toEqualTypeOf<undefined>();
    expectTypeOf<AnswerOf<`DELETE badges/${string}`>>().toEqualTypeOf<Receipt>();
    expectTypeOf<BodyOf<`contests/${string}/contestants?${string}`>>().toEqualTypeOf<undefined>();
    expectTypeOf<AnswerOf<`contests/${string}/contestants?${string}`>>().toEqualTypeOf<ContestantsReport>();
    expectTypeOf<"badge">().not.toExtend<Address>();
    expectTypeOf<`queues/${string}/desks`>().toExtend<Address>();
  });
});
