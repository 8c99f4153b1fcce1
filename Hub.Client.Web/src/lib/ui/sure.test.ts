import { describe, expect, it } from "vitest";
import { answers } from "./sure";

const click = (pointerType: string, timeStamp: number, detail = 1) => ({ pointerType, timeStamp, detail });

describe("Whether a second click answers the question of the first", () => {
  it("not as half of a mouse's double click, however slow", () => {
    expect(answers(click("mouse", 1_600, 2), click("mouse", 1_000))).toBe(false);
    expect(answers(click("mouse", 1_700, 3), click("mouse", 1_000))).toBe(false);
  });

  it("of a mouse that was clicked twice apart, as the browser says", () => {
    expect(answers(click("mouse", 1_050), click("mouse", 1_000))).toBe(true);
  });

  it("of a finger only after a while, whether or not the browser counts taps", () => {
    expect(answers(click("touch", 1_250), click("touch", 1_000))).toBe(false);
    expect(answers(click("touch", 1_250, 2), click("touch", 1_000))).toBe(false);
    expect(answers(click("touch", 1_900), click("touch", 1_000))).toBe(true);
  });

  it("of a key in the same way: one that is held down repeats itself", () => {
    expect(answers(click("", 1_030, 0), click("", 1_000, 0))).toBe(false);
    expect(answers(click("", 1_900, 0), click("", 1_000, 0))).toBe(true);
  });
});
