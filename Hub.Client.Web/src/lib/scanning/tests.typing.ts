// For tests: the keys of an American keyboard that a scanner presses for a text.
import type { Key } from "./keys";

type Pressed = Pick<Key, "code" | "key" | "shiftKey" | "ctrlKey">;

const signs: Record<string, [code: string, shifted?: true]> = {
  "-": ["Minus"],
  "]": ["BracketRight"],
  "*": ["Digit8", true],
  "#": ["Digit3", true],
  "%": ["Digit5", true],
  ":": ["Semicolon", true],
  ";": ["Semicolon"],
  "/": ["Slash"],
  "?": ["Slash", true],
  "=": ["Equal"],
  ".": ["Period"],
  " ": ["Space"],
};

/** A line feed is Ctrl+J, as STX is Ctrl+B. */
export function keysOf(text: string): Pressed[] {
  return [...text].map((char) => {
    const plain = { key: char, shiftKey: false, ctrlKey: false };
    if (char === "\r") return { ...plain, code: "Enter", key: "Enter" };
    if (char === "\t") return { ...plain, code: "Tab", key: "Tab" };
    if (char < " ") {
      const sign = String.fromCharCode(char.charCodeAt(0) + 64);
      return { ...plain, code: sign === "]" ? "BracketRight" : `Key${sign}`, key: sign.toLowerCase(), ctrlKey: true };
    }
    if (/[a-z]/i.test(char)) return { ...plain, code: `Key${char.toUpperCase()}`, shiftKey: char < "a" };
    if (/\d/.test(char)) return { ...plain, code: `Digit${char}` };
    const [code, shifted] = signs[char]!;
    return { ...plain, code, shiftKey: !!shifted };
  });
}

/** Numbers from 0 to 1, the same ones for the same seed. */
export function chance(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
