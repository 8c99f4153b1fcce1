import type { Fair } from "$lib/contract/wire";
import { commonWords } from "$lib/words/common";
import { showTimesOf } from "$lib/words/times";
import { says } from "$lib/words/words.svelte";
import { ask, Refused } from "./ask";

const t = says(commonWords);

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

/** What is kept under a name, where it is of this page's fair. */
export function keptOfFair<Kept extends { fair: string }>(name: string): Kept | undefined {
  const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
  const wanted = new URLSearchParams(location.search).get("fair") ?? localStorage.getItem("hub-fair");
  return kept && (!wanted || kept.fair === wanted) ? kept : undefined;
}
