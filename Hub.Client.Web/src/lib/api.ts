import type { Fair, Me, Problem, Role } from "./contract/wire";
import { lang, showTimesOf, t } from "./i18n.svelte";

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
  const headers: Record<string, string> = { "Accept-Language": lang() };
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
      await new Promise((go) => setTimeout(go, 1_000 + 1_000 * Math.random()));
    }
}

export const fairPath = (fair: string, path: string) => `/api/fairs/${fair}/${path}`;

/** The fair of this page: of its address, of the last badge, or the hub's first. */
export async function theFair(): Promise<Fair> {
  const fairs = await ask<Fair[]>("/api/fairs");
  const asked = new URLSearchParams(location.search).get("fair");
  const wanted = asked ?? localStorage.getItem("hub-fair");
  const named = fairs.find((f) => f.id === wanted);
  if (asked && !named) throw new Refused({ status: 404, code: "unknown-fair", detail: t("noFair"), retry: false });
  if (asked) localStorage.setItem("hub-fair", asked);
  const fair = named ?? fairs[0];
  if (!fair) throw new Refused({ status: 404, code: "unknown-fair", detail: "", retry: true });
  showTimesOf(fair.zone);
  return fair;
}

/** The sentence for the person about what went wrong. */
export const sentence = (e: unknown) => (e instanceof Refused && e.problem.detail) || t("unreachable");

/** Who this browser is in a role, however long it takes to find out; null when it has no badge that counts. */
export async function signedIn(as: Role): Promise<Me | null> {
  try {
    const me = await patiently(async () => ask<Me>(fairPath((await theFair()).id, "me"), { as }));
    remember(as, me);
    return me;
  } catch {
    remember(as, null);
    return null;
  }
}

/** What the server said of this browser, for `lastSignedIn`. */
export const remember = (as: Role, me: Me | null) => localStorage.setItem(`hub-me-${as}`, JSON.stringify(me));

/** Who the server last said that this browser is: for a page that begins before the server is reached. */
export const lastSignedIn = (as: Role) => keptOfFair<Me>(`hub-me-${as}`);

/** What is kept under a name, where it is of this page's fair. */
export function keptOfFair<Kept extends { fair: string }>(name: string): Kept | undefined {
  const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
  const wanted = new URLSearchParams(location.search).get("fair") ?? localStorage.getItem("hub-fair");
  return kept && (!wanted || kept.fair === wanted) ? kept : undefined;
}

/** A random UUID. The browser's own needs https, and tablets in a hall may have none. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
