import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause, Reader } from "$lib/scanning/reader";
import { chance, keysOf } from "$lib/scanning/tests.typing";
import { codesIn } from "./codes";

describe("What a scanner typed is", () => {
  it.each([
    ["KW7R9PXT", "KW7R9PXT"],
    ["kw7r-9pxt", "KW7R9PXT"],
    ["]Q1KW7R9PXT", "KW7R9PXT"],
    ["]C1P-0001", "P-0001"],
    ["*P-0001*", "P-0001"],
    ["#p-0001;", "P-0001"],
    ["A0000001", "A0000001"],
    ["A000-0001", "A000-0001"],
    ["6901234567892", "6901234567892"],
    ["BADGE-77", "BADGE-77"],
  ])("%s: the pass %s", (typed, pass) => expect(codesIn(typed).codes).toEqual([pass]));

  it.each([
    ["KW7R9PXTAC34DEFG", ["KW7R9PXT", "AC34DEFG"]],
    ["KW7R9PXTKW7R9PXT", ["KW7R9PXT", "KW7R9PXT"]],
    ["P-0001P-0002", ["P-0001", "P-0002"]],
    ["P-0001P-0002P-0003", ["P-0001", "P-0002", "P-0003"]],
    ["]Q1KW7R9PXT]Q1AC34DEFG", ["KW7R9PXT", "AC34DEFG"]],
    ["]C1P-1]C1P-22", ["P-1", "P-22"]],
    ["KW7R9PXTP-0001", ["KW7R9PXT", "P-0001"]],
    ["P-0001KW7R9PXT", ["P-0001", "KW7R9PXT"]],
  ])("%s: doubted to be several", (typed, codes) => expect(codesIn(typed).codes).toEqual(codes));

  it("doubted where it is as long as two that were taken before, and not where such long ones are", () => {
    expect(codesIn("1000000110000002").codes).toEqual(["1000000110000002"]);
    expect(codesIn("1000000110000002", new Set([8])).codes).toEqual(["10000001", "10000002"]);
    expect(codesIn("1000000110000002", new Set([8, 16])).codes).toEqual(["1000000110000002"]);
  });

  it.each([["https://hub.example/pass?fair=f#KW7R"], ["张三"], ["***"], ["O".repeat(35)]])("%s: no pass", (typed) =>
    expect(codesIn(typed).codes).toEqual([]),
  );
});

describe("Whatever stands around codes, and however fast they come", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const befores = ["", "\x02", "]Q1", "]C1", "\x02]Q3", "#", "*", "\x1d"];
  const afters = ["", "\r", "\t", "\n", "\r\n", "\x03", "\x03\r", "\x04", "*\r", ";\t", "\r\t", "\t\t", "\r\r"];
  const letters = "34679ACDEFGHJKMNPQRTVWXY";

  it.each(Array.from({ length: 300 }, (_, seed) => seed))("each is read once, in order (%i)", (seed) => {
    const random = chance(seed);
    const one = <T>(of: ArrayLike<T>) => of[Math.floor(random() * of.length)]!;
    const own = () => Array.from({ length: 8 }, () => one(letters)).join("");
    const others = () => `P-${String(Math.floor(random() * 10_000)).padStart(4, "0")}`;
    const [before, after, code] = [one(befores), one(afters), one([own, others])];
    const usual = new Set<number>();
    const read: string[] = [];
    const taken: boolean[] = [];
    const reader = new Reader(({ text }) => {
      const { codes } = codesIn(text, usual);
      read.push(codes.join("+"));
      usual.add(codes[0]?.length ?? 0);
    });
    const sent = Array.from({ length: 1 + Math.floor(random() * 6) }, code);
    // some scanners send small letters, some with Caps Lock
    const spelled = one([(text: string) => text, (text: string) => text.toLowerCase()]);
    let now = 0;
    const wait = (milliseconds: number) => vi.advanceTimersByTime(((now += milliseconds), milliseconds));
    for (const pass of sent) {
      for (const key of keysOf(before + spelled(pass) + after)) {
        // what an input method makes of the key does not matter
        const named = random() < 0.5 ? key.key : "Process";
        const press = { altKey: false, metaKey: false, repeat: false, timeStamp: now, ...key, key: named };
        if (key.shiftKey) reader.key({ ...press, type: "keydown", code: "ShiftLeft", key: "Shift" });
        const first = before === "\x1d" && key.ctrlKey && key.code === "BracketRight";
        const mine = reader.key({ ...press, type: "keydown" });
        if (!first) taken.push(mine);
        wait(Math.floor(random() * 90));
        expect(reader.key({ ...press, type: "keyup", timeStamp: now })).toBe(false);
      }
      // a person lifts the next one; without an end only time ends a code
      wait(
        ["\r", "\n", "\t", "\x03", "\x04"].some((end) => after.includes(end))
          ? Math.floor(random() * 200)
          : pause + 1 + Math.floor(random() * 200),
      );
    }
    wait(pause + 1);
    expect(read).toEqual(sent);
    // and no key of them went to a button
    expect(taken.every(Boolean)).toBe(true);
  });

  it("are two that came as one doubted, never taken for another pass", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = chance(seed);
      const own = () => Array.from({ length: 8 }, () => letters[Math.floor(random() * letters.length)]).join("");
      const [one, other] = [own(), own()];
      expect(codesIn(one + other).codes).toEqual([one, other]);
    }
  });
});
