import { describe, expect, it } from "vitest";
import { asMade, spaced } from "./pass";

const shape = "^[34679ACDEFGHJKMNPQRTVWXY]{8}$";

describe("A pass", () => {
  it("of the hub's own is the same however it is typed", () => {
    for (const typed of ["KW7R9PXT", "kw7r-9pxt", " KW7R 9PXT ", "ＫＷ７Ｒ－９ＰＸＴ"])
      expect(asMade(typed, shape)).toBe("KW7R9PXT");
  });

  it("of somebody else's keeps its hyphens, as every one does while the server has not said the shape", () => {
    expect(asMade("p-0001", shape)).toBe("P-0001");
    expect(asMade("kw7r-9pxt", undefined)).toBe("KW7R-9PXT");
  });

  it("is read out in two halves", () => {
    expect(spaced("KW7R9PXT")).toBe("KW7R-9PXT");
    expect(spaced("P-0001")).toBe("P-0001");
  });
});
