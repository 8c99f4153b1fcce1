import type { Fair, Me, Problem, Role } from "./contract/wire";
import { lang } from "./i18n.svelte";

/** A refusal of the server, or (status 0) no answer at all. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

type Options = { method?: string; as?: Role; id?: string; body?: unknown; raw?: Blob };

/** Asks the server; throws Refused. */
export async function ask<T>(path: string, { method = "GET", as, id, body, raw }: Options = {}): Promise<T> {
  const headers: Record<string, string> = { "Accept-Language": lang() };
  if (as) headers["Hub-As"] = as;
  if (id) headers["Idempotency-Key"] = id;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (raw) headers["Content-Type"] = "application/octet-stream";
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch {
    throw new Refused({ status: 0, code: "offline", detail: "offline", retry: true });
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new Refused({
    status: answer.status,
    code: problem.code ?? `http-${answer.status}`,
    detail: problem.detail ?? answer.statusText,
    retry: problem.retry ?? answer.status >= 500,
  });
}

export const fairPath = (fair: string, path: string) => `/api/fairs/${fair}/${path}`;

/** The fair of this page: of its address, of the last badge, or the hub's first. */
export async function theFair(): Promise<Fair> {
  const fairs = await ask<Fair[]>("/api/fairs");
  const wanted = new URLSearchParams(location.search).get("fair") ?? localStorage.getItem("hub-fair");
  const fair = fairs.find((f) => f.id === wanted) ?? fairs[0];
  if (!fair) throw new Refused({ status: 404, code: "unknown-fair", detail: "…", retry: true });
  return fair;
}

/** Who this browser is in a role. */
export async function me(as: Role): Promise<Me> {
  return ask<Me>(fairPath((await theFair()).id, "me"), { as });
}
