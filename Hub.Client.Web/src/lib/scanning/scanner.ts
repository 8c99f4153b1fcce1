// Scanners are keyboards that type wherever the page happens to be. What they type is taken from the window before
// anybody else gets it: no button is pressed by a code's Enter, and no input method makes something else of it.
import { character, isModifier } from "./keys";
import { Reader } from "./reader";

/** Keys follow each other within so many milliseconds where nobody types them … */
const machine = 35;
/** … and so many of them are a scan, though they went into a field. */
const burst = 4;
/** What is shorter is no code. */
const shortest = 3;
/** What comes so soon after a piece of a code may be the rest of it; milliseconds. */
const rest = 1_000;

type Field = HTMLInputElement | HTMLTextAreaElement;

type Told = {
  /** A code, with what the scanner puts around it. */
  read: (text: string) => void;
  /** A code came in pieces, or went into a field where an input method has eaten of it: it is not guessed. */
  torn: () => void;
};

/** A field that gets text by keys. */
function fieldOf(target: EventTarget | null): Field | undefined {
  if (target instanceof HTMLTextAreaElement) return target;
  const typed = /^(text|search|tel|url|email|password|number|date|time|datetime-local|month|week)$/;
  return target instanceof HTMLInputElement && typed.test(target.type) ? target : undefined;
}

/** Keys of a field that may turn out to be a scan. */
class Burst {
  readonly #value: string;
  text = "";
  keys = 0;
  last = -Infinity;
  composed = false;

  /** @param torn Its beginning may stand in the field already. */
  constructor(
    readonly field: Field,
    readonly torn: boolean,
  ) {
    this.#value = field.value;
  }

  /** The field is as before, and nobody types in it. */
  undo() {
    this.#putBack();
    this.field.blur();
    // an input method may leave there what it had so far
    if (this.field.value !== this.#value) this.#putBack();
  }

  #putBack() {
    this.field.value = this.#value;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Reads scans on the whole page until it is closed. */
export function scanning({ read, torn }: Told) {
  /** Lengths of what a scanner has ended by a key, and when there was a piece last. */
  const whole = new Set<number>();
  let piece = -Infinity;
  const reader = new Reader(({ text, paused, began, last }) => {
    const { length } = text;
    const late = began - piece < rest;
    const short = length < shortest || (paused && whole.size > 0 && !whole.has(length));
    if (late || short) {
      piece = last;
      if (length >= shortest) torn();
      return;
    }
    if (!paused) whole.add(length);
    read(text);
  });
  let begun: Burst | undefined;

  /** A key into a field; whether it belongs to a scan. */
  function edits(field: Field, e: KeyboardEvent): boolean {
    if (e.type === "keyup" || isModifier(e)) return false;
    const char = e.ctrlKey || e.altKey || e.metaKey || e.repeat ? undefined : character(e);
    const since = begun?.field === field ? e.timeStamp - begun.last : Infinity;
    if (!begun || since > machine) begun = new Burst(field, since < rest);
    if (!char) begun = undefined;
    if (!begun) return false;
    begun.text += char;
    begun.last = e.timeStamp;
    begun.composed ||= e.isComposing || e.key === "Process" || e.keyCode === 229;
    if (++begun.keys < burst) return false;
    const { text, composed } = begun;
    const eaten = composed || begun.torn;
    begun.undo();
    begun = undefined;
    reader.resume(eaten ? undefined : text, e.timeStamp);
    if (eaten) torn();
    return true;
  }

  function onKey(e: KeyboardEvent) {
    const field = reader.reading ? undefined : fieldOf(e.target);
    if (field ? !edits(field, e) : !reader.key(e)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }

  addEventListener("keydown", onKey, true);
  addEventListener("keyup", onKey, true);
  return {
    close() {
      reader.close();
      removeEventListener("keydown", onKey, true);
      removeEventListener("keyup", onKey, true);
    },
  };
}
