// What a scanner types. It is a keyboard, mostly an American one, and its key codes are the same whatever layout and
// input method the tablet has.

/** Of a key its character, and the one with Shift. */
const signs: Record<string, string> = {
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Backquote: "`~",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Space: "  ",
  NumpadSubtract: "--",
  NumpadAdd: "++",
  NumpadMultiply: "**",
  NumpadDivide: "//",
  NumpadDecimal: "..",
};
const shiftedDigits = ")!@#$%^&*(";

/** As a KeyboardEvent has it. */
export type Key = Pick<
  KeyboardEvent,
  "type" | "code" | "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey" | "repeat" | "timeStamp"
>;

export const isModifier = (e: Key) => /^(Shift|Control|Alt|Meta|OS)(Left|Right)?$|Lock$/.test(e.code || e.key);

/** The character of a key without Ctrl and Alt; undefined: it has none. */
export function character(e: Key): string | undefined {
  const letter = /^Key([A-Z])$/.exec(e.code)?.[1];
  if (letter) return e.shiftKey ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)(\d)$/.exec(e.code);
  if (digit) return e.shiftKey && digit[1] === "Digit" ? shiftedDigits[+digit[2]!] : digit[2];
  if (e.code in signs) return signs[e.code]![+e.shiftKey];
  // some tablets say no code
  return !e.code && e.key.length === 1 ? e.key : undefined;
}

/** The control character that a key stands for, alone or with Ctrl: scanners send STX, ETX, GS and line ends so. */
export function control(e: Key): string | undefined {
  const name = e.code || e.key;
  if (!e.ctrlKey) return name === "Enter" || name === "NumpadEnter" ? "\r" : name === "Tab" ? "\t" : undefined;
  const sign = /^Key([A-Z])$/.exec(e.code)?.[1] ?? { BracketLeft: "[", Backslash: "\\", BracketRight: "]" }[e.code];
  return sign && String.fromCharCode(sign.charCodeAt(0) & 31);
}
