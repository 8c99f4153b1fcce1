import { describe, expect, it } from "vitest";
import { asMade, spaced } from "./pass";

describe("A pass", () => {
  it("of the hub's own is the same however it is typed", () => {
    for (const typed of ["KW7R9PXT", "kw7r-9pxt", " KW7R 9PXT ", "ＫＷ７Ｒ－９ＰＸＴ"])
      expect(asMade(typed)).toBe("KW7R9PXT");
  });

  it("of somebody else's keeps its hyphens", () => {
    expect(asMade("p-0001")).toBe("P-0001");
    expect(asMade("a000-0001")).toBe("A000-0001");
  });

  it("is read out in two halves, but for somebody else's, which would be another with a hyphen", () => {
    expect(spaced("KW7R9PXT")).toBe("KW7R-9PXT");
    for (const other of ["P-0001", "A0000001", "A000-0001", "KW7R9PX", "12345678"]) {
      expect(spaced(other)).toBe(other);
      expect(asMade(spaced(other))).toBe(other);
    }
  });
});
