// What a page has to know to begin without a network: as it was when the server was last heard, kept in this browser.
import { openDB } from "idb";
import { uuid } from "./api";

const store = () => openDB("hub-kept", 1, { upgrade: (d) => void d.createObjectStore("kept") });

/** Where the browser keeps nothing a page begins as if it were the first time. */
export const kept = async <T>(key: string) =>
  (await store()
    .then((db) => db.get("kept", key))
    .catch(() => undefined)) as T | undefined;

export const keep = (key: string, value: unknown) =>
  void store()
    .then((db) => db.put("kept", value, key))
    .catch(() => {});

export const forget = (key: string) =>
  void store()
    .then((db) => db.delete("kept", key))
    .catch(() => {});

const drafts = (place: string) => `hub-drafts ${place}`;

/** What was typed and not saved. It is kept at once: the next moment may be the battery's last. */
export function keepDrafts(place: string, typed: Record<string, string>) {
  try {
    if (Object.keys(typed).length) localStorage.setItem(drafts(place), JSON.stringify(typed));
    else localStorage.removeItem(drafts(place));
  } catch {
    // full: then they live as long as the page
  }
}

export const keptDrafts = (place: string) =>
  JSON.parse(localStorage.getItem(drafts(place)) ?? "{}") as Record<string, string>;

/** This browser, to be told from another that is signed in with the same badge. */
export function device(): string {
  const id = localStorage.getItem("hub-device") ?? uuid();
  localStorage.setItem("hub-device", id);
  return id;
}
