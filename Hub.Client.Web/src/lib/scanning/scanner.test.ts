import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause } from "./reader";
import { scanning } from "./scanner";
import { keysOf } from "./tests.typing";

let read: string[];
let torn: number;
let open: { close(): void };
let now: number;

beforeEach(() => {
  vi.useFakeTimers();
  [read, torn, now] = [[], 0, 10_000];
  document.body.innerHTML = `<button>End the queue</button><input value="8" /><textarea></textarea>`;
  open = scanning({ read: (text) => read.push(text), torn: () => torn++ });
});
afterEach(() => {
  open.close();
  vi.useRealTimers();
});

const wait = (milliseconds: number) => {
  now += milliseconds;
  vi.advanceTimersByTime(milliseconds);
};

/** A key as a browser has it: where nobody prevents it, it presses the button or goes into the field. */
function press(key: ReturnType<typeof keysOf>[number], how: { every: number; composing?: boolean }) {
  const target = document.activeElement ?? document.body;
  const init = { ...key, ...(how.composing && { key: "Process", isComposing: true }) };
  const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: now });
  if (target.dispatchEvent(event)) {
    if (target instanceof HTMLButtonElement && /Enter|Space/.test(key.code)) target.click();
    if (/^(INPUT|TEXTAREA)$/.test(target.tagName) && key.key.length === 1)
      (target as HTMLInputElement).value += key.key;
  }
  wait(how.every);
}
const scan = (text: string, how: { every: number; composing?: boolean } = { every: 8 }) =>
  keysOf(text).forEach((key) => press(key, how));

describe("A scan", () => {
  it("is read wherever the page is, and its Enter presses no button", () => {
    const pressed = vi.fn();
    const button = document.querySelector("button")!;
    button.onclick = pressed;
    button.focus();
    scan("KW7R9PXT\r\n");
    scan("P-0001\t");
    wait(200);
    scan("P-0002");
    wait(pause);
    expect(read).toEqual(["KW7R9PXT", "P-0001", "P-0002"]);
    expect(pressed).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    wait(pause + 1);
    scan("\r");
    expect(pressed).toHaveBeenCalledOnce();
  });

  it("that goes into a field is taken out of it", () => {
    for (const field of [document.querySelector("input")!, document.querySelector("textarea")!]) {
      const before = field.value;
      field.focus();
      const told = vi.fn();
      field.addEventListener("input", told);
      scan("KW7R9PXT\r");
      expect(read.pop()).toBe("KW7R9PXT");
      expect(field.value).toBe(before);
      expect(told).toHaveBeenCalled();
      expect(document.activeElement).not.toBe(field);
      wait(pause + 1);
    }
  });

  it("that an input method in a field eats of is not guessed: it is asked for again, and the next is whole", () => {
    const field = document.querySelector("input")!;
    field.focus();
    scan("P-0001\r", { every: 8, composing: true });
    expect([read, torn, field.value]).toEqual([[], 1, "8"]);
    wait(50);
    scan("P-0001\r");
    expect(read).toEqual(["P-0001"]);
  });
});

describe("A code that comes in pieces", () => {
  it("is asked for again, and no piece is taken for a pass", () => {
    scan("P-0001\r");
    wait(2_000);
    for (const at of [1, 2, 4, 7]) {
      scan("KW7R9PXT".slice(0, at));
      wait(pause + 50);
      scan(`${"KW7R9PXT".slice(at)}\r`);
      wait(2_000);
    }
    expect(read).toEqual(["P-0001"]);
    expect(torn).toBeGreaterThanOrEqual(4);
    scan("KW7R9PXT\r");
    expect(read[read.length - 1]).toBe("KW7R9PXT");
  });

  it("behind what somebody has just typed into a field is asked for again, too", () => {
    const field = document.querySelector("input")!;
    field.focus();
    scan("K");
    wait(200);
    scan("W7R9PXT\r");
    expect([read, torn]).toEqual([[], 1]);
  });
});

describe("A person", () => {
  it("types into a field in peace", () => {
    const field = document.querySelector("textarea")!;
    field.focus();
    scan("hello there", { every: 60 });
    expect([field.value, read, torn]).toEqual(["hello there", [], 0]);
  });

  it("who types where no field is invents nobody", () => {
    scan("P-0001", { every: pause + 20 });
    expect([read, torn]).toEqual([[], 0]);
  });

  it("presses buttons by the keyboard, and copies and reloads", () => {
    const button = document.querySelector("button")!;
    const pressed = vi.fn();
    button.onclick = pressed;
    button.focus();
    for (const key of [...keysOf("\r"), ...keysOf(" ")]) press(key, { every: 500 });
    expect(pressed).toHaveBeenCalledTimes(2);
    for (const code of ["KeyC", "KeyR", "KeyJ"]) {
      const event = new KeyboardEvent("keydown", { code, key: "x", ctrlKey: true, cancelable: true, bubbles: true });
      expect(button.dispatchEvent(event)).toBe(true);
    }
  });
});
