// Asking the server. Only lib/commands asks with an id.
import { untrack } from "svelte";
import type { Problem, Role } from "$lib/contract/wire";
import { commonWords } from "$lib/words/common";
import { lang, says } from "$lib/words/words.svelte";

const t = says(commonWords);

/** A refusal of the server, or (status 0) no answer at all. */
export class Refused extends Error {
  constructor(readonly problem: Pick<Problem, "status" | "code" | "detail" | "retry">) {
    super(problem.detail);
  }
}

const offline = () => new Refused({ status: 0, code: "offline", detail: "", retry: true });

/** Who has roamed to another network may wait for ever on the old one. */
const patience = 15_000;

type Options = { method?: string; as?: Role; id?: string; body?: unknown; raw?: Blob };

/** Asks the server; throws Refused. */
export async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const answer = await answerTo(path, options);
  if (answer.status === 204) return undefined as T;
  // it may break off in the middle, or be some gateway's page
  return (await answer.json().catch(() => Promise.reject(offline()))) as T;
}

/** The same, for what is not JSON. */
export async function answerTo(path: string, { method = "GET", as, id, body, raw }: Options = {}): Promise<Response> {
  // only a refusal is in a language: what was answered is not asked again in another one
  const headers: Record<string, string> = { "Accept-Language": untrack(lang) };
  if (as) headers["Hub-As"] = as;
  if (id) headers["Idempotency-Key"] = id;
  // what this clock shows, so that the moments it tells can be put right
  if (id) headers["Hub-Clock"] = new Date().toISOString();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (raw) headers["Content-Type"] = "application/octet-stream";
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      // a file may take its time
      signal: raw ? null : AbortSignal.timeout(patience),
    });
  } catch {
    throw offline();
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused({
    status: answer.status,
    code: problem.code ?? `http-${answer.status}`,
    detail: problem.detail ?? answer.statusText,
    retry: problem.retry ?? answer.status >= 500,
  });
}

const pause = (milliseconds: number, end?: AbortSignal) =>
  new Promise<void>((over) => {
    const go = () => {
      clearTimeout(timer);
      end?.removeEventListener("abort", go);
      over();
    };
    const timer = setTimeout(go, milliseconds);
    end?.addEventListener("abort", go);
  });

/** Asks until there is an answer that stands: for pages that nobody may be there to reload. */
export async function patiently<T>(
  question: () => Promise<T>,
  failed?: (e: Refused) => void,
  givenUp?: AbortSignal,
): Promise<T> {
  for (;;)
    try {
      return await question();
    } catch (e) {
      if (!(e instanceof Refused) || !e.problem.retry || givenUp?.aborted) throw e;
      failed?.(e);
      await pause(1_000 + 1_000 * Math.random(), givenUp);
      if (givenUp?.aborted) throw e;
    }
}

/** The sentence for the person about what went wrong. */
export const sentence = (e: unknown) => (e instanceof Refused && e.problem.detail) || t("unreachable");
