// What a page has to know to begin without a network: as it was when the server was last heard, kept in this browser.
import { openDB, type IDBPDatabase } from "idb";
import { uuid } from "$lib/commands/uuid";

/** Where the browser keeps nothing a page begins as if it were the first time. */
async function inStore<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T | undefined> {
  let db: IDBPDatabase | undefined;
  try {
    db = await openDB("hub-kept", 1, { upgrade: (d) => void d.createObjectStore("kept") });
    return await work(db);
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}

export const kept = <T>(key: string) => inStore((db) => db.get("kept", key) as Promise<T | undefined>);
export const keep = (key: string, value: unknown) => void inStore((db) => db.put("kept", value, key));
export const forget = (key: string) => inStore((db) => db.delete("kept", key));

/** This browser, to be told from another that is signed in with the same badge. */
export function device(): string {
  const id = localStorage.getItem("hub-device") ?? uuid();
  localStorage.setItem("hub-device", id);
  return id;
}
