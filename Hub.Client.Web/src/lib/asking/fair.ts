import type { Fair } from "$lib/contract/wire";
import { commonWords } from "$lib/words/common";
import { showTimesOf } from "$lib/words/times";
import { says } from "$lib/words/words.svelte";
import { ask, Refused } from "./ask";

const t = says(commonWords);

export const fairPath = (fair: string, path: string) => `/api/fairs/${fair}/${path}`;

/** Of a page's address. */
const asked = () => new URLSearchParams(location.search).get("fair");

/** Of its address, else of its tab, else of this browser. */
const wanted = () => asked() ?? sessionStorage.getItem("hub-fair") ?? localStorage.getItem("hub-fair");

/** From now on this is the fair of this browser: somebody said so. */
export function useFair(fair: string) {
  localStorage.setItem("hub-fair", fair);
  sessionStorage.setItem("hub-fair", fair);
}

/** The fair of this page: of its address, of the last badge, or the hub's first. A link to another fair counts in its
 * tab: who opens it has not said that the phone is there now. */
export async function theFair(): Promise<Fair> {
  const fairs = await ask<Fair[]>("/api/fairs");
  const [link, named] = [asked(), fairs.find((f) => f.id === wanted())];
  if (link && !named) throw new Refused({ status: 404, code: "unknown-fair", detail: t("noFair"), retry: false });
  if (link && !localStorage.getItem("hub-fair")) useFair(link);
  else if (link) sessionStorage.setItem("hub-fair", link);
  const fair = named ?? fairs[0];
  if (!fair) throw new Refused({ status: 404, code: "unknown-fair", detail: "", retry: true });
  showTimesOf(fair.zone);
  return fair;
}

/** What is kept under a name, where it is of this page's fair. */
export function keptOfFair<Kept extends { fair: string }>(name: string): Kept | undefined {
  const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
  return kept && (!wanted() || kept.fair === wanted()) ? kept : undefined;
}
