import { character, control, isModifier, type Key } from "./keys";

/** Milliseconds without a key after which a code has ended: scanners leave some tens between theirs, people more. */
export const pause = 300;

/** SOH and STX; ETX, EOT and what ends a line or a field. */
const [begins, ends] = ["\x01\x02", "\x03\x04\t\n\r"];

/** What was typed at a stretch: a code, with what stands around it.
 * @property paused Only a pause ended it.
 * @property began When its first key was pressed, and @property last its last: as an event's timeStamp. */
export type Typed = { text: string; paused: boolean; began: number; last: number };

/** Puts keys together to codes: each ends with Enter, Tab, a line end, ETX or a pause. */
export class Reader {
  #text = "";
  #began = 0;
  /** Of the last key that belonged to a code or to what stands around it. */
  #last = -Infinity;
  /** A number that is typed with Alt held, which Windows takes for a character. */
  #alt = "";
  /** What comes until its end is not told. */
  #torn = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly read: (typed: Typed) => void) {}

  /** Whether keys go to a code now. */
  get reading() {
    return this.#text !== "" || this.#torn;
  }

  /** @returns Whether the key belongs to a scan: then nobody else should have it. */
  key(e: Key): boolean {
    if (e.type === "keyup") return this.#released(e);
    if (e.timeStamp - this.#last > pause) this.#end(true);
    const sign = control(e);
    if (isModifier(e)) return false;
    if (sign) return this.#control(sign, e);
    if (e.altKey && /^Numpad\d$/.test(e.code)) {
      this.#alt += e.code.slice(-1);
      return this.#typed(e);
    }
    const char = e.ctrlKey || e.altKey || e.metaKey || e.repeat ? undefined : character(e);
    // alone it presses a button
    if (!char || (char === " " && !this.reading)) return this.reading && this.#typed(e);
    return this.#typed(e, char);
  }

  /** The rest of a code whose beginning went elsewhere.
   * @param text What is known of the beginning; undefined: not enough, it is torn. */
  resume(text: string | undefined, at: number) {
    this.#end(true);
    [this.#text, this.#torn, this.#began] = [text ?? "", text === undefined, at];
    this.#wait(at);
  }

  close() {
    clearTimeout(this.#timer);
  }

  #released(e: Key) {
    if (!/^Alt/.test(e.code) || !this.#alt) return false;
    const sign = String.fromCharCode(Number(this.#alt));
    this.#alt = "";
    return sign < " " ? this.#control(sign, e) : this.#typed(e, sign);
  }

  #control(sign: string, e: Key) {
    if (begins.includes(sign)) {
      this.#end(false);
      // where no code follows, this was a person's
      return this.#typed(e);
    }
    if (!ends.includes(sign)) return this.reading && this.#typed(e);
    // of CRLF, or Enter and Tab, the second half
    const around = e.timeStamp - this.#last <= pause;
    if (!this.reading && !around) return false;
    this.#end(false);
    this.#last = e.timeStamp;
    return true;
  }

  #typed(e: Key, char = "") {
    if (!this.#text) this.#began = e.timeStamp;
    if (!this.#torn) this.#text += char;
    this.#wait(e.timeStamp);
    return true;
  }

  #wait(at: number) {
    this.#last = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(true), pause);
  }

  #end(paused: boolean) {
    clearTimeout(this.#timer);
    const text = this.#text;
    [this.#text, this.#torn] = ["", false];
    if (text) this.read({ text, paused, began: this.#began, last: this.#last });
  }
}
