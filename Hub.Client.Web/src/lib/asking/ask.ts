// Asking the server. Only lib/commands asks with an id.
import { untrack } from "svelte";
import type { Problem, Role } from "$lib/contract/wire";
import { commonWords } from "$lib/words/common";
import { hear, hubNow } from "$lib/live/hubTime";
import { lang, says } from "$lib/words/words.svelte";

const t = says(commonWords);

/** A refusal of the server, or (status 0) no answer at all. */
export class Refused extends Error {
  constructor(readonly problem: Pick<Problem, "status" | "code" | "detail" | "retry">) {
    super(problem.detail);
  }
}

const offline = () => new Refused({ status: 0, code: "offline", detail: "", retry: true });
const gaveUp = () => new Refused({ status: 0, code: "given-up", detail: t("gaveUp"), retry: true });

/** Whether the hub never got it, as far as is known: there was no answer, or some gateway's. What the hub refused was
 * delivered, also where the same may be granted later. */
export const undelivered = ({ status, code }: Refused["problem"]) =>
  status === 0 || (status >= 502 && status <= 504 && code === `http-${status}`);

/** Who has roamed to another network may wait for ever on the old one. */
const patience = 15_000;

type Options = {
  method?: string;
  as?: Role;
  id?: string;
  body?: unknown;
  raw?: Blob;
  /** What the clock shows now that told the body's moments: the page's, which goes by the hub's; null: the hub's. */
  clock?: string | null;
};

/** Asks the server; throws Refused. */
export async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const answer = await answerTo(path, options);
  if (answer.status === 204) return undefined as T;
  // it may break off in the middle, or be some gateway's page
  return (await answer.json().catch(() => Promise.reject(offline()))) as T;
}

/** The same, for what is not JSON. */
export async function answerTo(
  path: string,
  { method = "GET", as, id, body, raw, clock = new Date(hubNow()).toISOString() }: Options = {},
): Promise<Response> {
  // only a refusal is in a language: what was answered is not asked again in another one
  const headers: Record<string, string> = { "Accept-Language": untrack(lang) };
  if (as) headers["Hub-As"] = as;
  if (id) headers["Idempotency-Key"] = id;
  // so that the moments it tells can be put right
  if (id && clock) headers["Hub-Clock"] = clock;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (raw) headers["Content-Type"] = "application/octet-stream";
  // a file may take its time
  const late = new AbortController();
  if (!raw) setTimeout(() => late.abort(), patience);
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal: late.signal,
    });
  } catch {
    throw offline();
  }
  hear(answer.headers.get("Date"), "answer");
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused({
    status: answer.status,
    code: problem.code ?? `http-${answer.status}`,
    detail: problem.detail ?? answer.statusText,
    retry: problem.retry ?? answer.status >= 500,
  });
}

/** What comes first: this, or that it is given up. */
function unless<T>(givenUp: AbortSignal | undefined, waiting: Promise<T>): Promise<T> {
  if (!givenUp) return waiting;
  return new Promise<T>((done, failed) => {
    const stop = () => failed(gaveUp());
    if (givenUp.aborted) stop();
    givenUp.addEventListener("abort", stop);
    waiting.then(done, failed).finally(() => givenUp.removeEventListener("abort", stop));
  });
}

const pause = (milliseconds: number) => new Promise<void>((over) => setTimeout(over, milliseconds));

/** Asks until there is an answer that stands: for pages that nobody may be there to reload.
 * @param failed Told each time that it is asked again.
 * @param again Which refusals do not stand. What changes something is asked again only where it was not delivered. */
export async function patiently<T>(
  question: () => Promise<T>,
  failed?: (e: Refused) => void,
  givenUp?: AbortSignal,
  again: (problem: Refused["problem"]) => boolean = ({ retry }) => retry,
): Promise<T> {
  for (;;)
    try {
      return await unless(givenUp, question());
    } catch (e) {
      if (!(e instanceof Refused) || !again(e.problem) || givenUp?.aborted) throw e;
      failed?.(e);
      await unless(givenUp, pause(1_000 + 1_000 * Math.random()));
    }
}

/** The sentence for the person about what went wrong. */
export const sentence = (e: unknown) => (e instanceof Refused && e.problem.detail) || t("unreachable");
