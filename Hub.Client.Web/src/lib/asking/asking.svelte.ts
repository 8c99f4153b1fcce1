import { patiently, Refused, sentence } from "./ask";

/** Milliseconds after which it is said that an answer is waited for. */
const tooLong = 2_000;

/** What a component asks the server, and what came of it, for the person. */
export class Asking {
  busy = $state(false);
  error = $state("");
  /** What went wrong, for who has to tell one refusal from another. */
  why: unknown;
  /** No answer comes, and it is waited for: the person may give it up. */
  trying = $state(false);
  #underWay = 0;
  #newest = 0;
  #givenUp = new AbortController();

  /** The answer; undefined where there is none, and then `error` says why. */
  async ask<Answer>(
    question: () => Promise<Answer>,
    why?: (e: unknown) => string | Promise<string>,
  ): Promise<Answer | undefined> {
    return this.#answered(question, () => true, why);
  }

  /** The same where only the newest question counts, whichever is answered first: the others' answers are undefined. */
  async newest<Answer>(
    question: () => Promise<Answer>,
    why?: (e: unknown) => string | Promise<string>,
  ): Promise<Answer | undefined> {
    const mine = ++this.#newest;
    return this.#answered(question, () => mine === this.#newest, why);
  }

  /** No answer that is under way counts any more. */
  forget() {
    this.#newest++;
    this.error = "";
  }

  /** Asks until there is an answer that stands, or the person gives up: this one, and the others that are tried
   * again. */
  async patiently<Answer>(
    question: () => Promise<Answer>,
    again?: (problem: Refused["problem"]) => boolean,
  ): Promise<Answer | undefined> {
    if (!this.busy || this.#givenUp.signal.aborted) this.#givenUp = new AbortController();
    const failed = (e: Refused) => ([this.error, this.trying] = [sentence(e), true]);
    const late = setTimeout(() => (this.trying = true), tooLong);
    const answer = await this.ask(() => patiently(question, failed, this.#givenUp.signal, again));
    clearTimeout(late);
    if (answer !== undefined && !this.busy) this.error = "";
    return answer;
  }

  giveUp() {
    this.#givenUp.abort();
  }

  async #answered<Answer>(
    question: () => Promise<Answer>,
    counts: () => boolean,
    why: (e: unknown) => string | Promise<string> = sentence,
  ): Promise<Answer | undefined> {
    this.#underWay++;
    [this.busy, this.error] = [true, ""];
    try {
      const answer = await question();
      return counts() ? answer : undefined;
    } catch (e) {
      const error = await why(e);
      if (counts()) [this.error, this.why] = [error, e];
      return undefined;
    } finally {
      this.busy = --this.#underWay > 0;
      this.trying &&= this.busy;
    }
  }
}
