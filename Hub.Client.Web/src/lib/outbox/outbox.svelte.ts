// Commands that survive a closed browser: kept in IndexedDB until the server has answered, sent in order, repeated under the same id.
import { openDB } from "idb";
import { ask, fairPath, Refused } from "../api";
import type { Role } from "../contract/wire";

export type Queued = {
  seq?: number;
  id: string;
  key: string;
  fair: string;
  as: Role;
  path: string;
  body: unknown;
  refused?: string;
};

const db = openDB("hub-outbox", 1, {
  upgrade: (d) => void d.createObjectStore("commands", { keyPath: "seq", autoIncrement: true }),
});

export class Outbox {
  /** Waiting or refused commands, oldest first. */
  items = $state.raw<Queued[]>([]);
  offline = $state(false);
  #sending = false;
  #closed = false;

  constructor(
    readonly fair: string,
    readonly as: Role,
    /** What distinguishes this badge: its booth or seat. */
    readonly scope: string,
  ) {
    void this.#load().then(() => this.#send());
    addEventListener("online", this.#wake);
  }

  get waiting() {
    return this.items.filter((i) => !i.refused).length;
  }

  get refused() {
    return this.items.filter((i) => i.refused);
  }

  /** @param key What it is about, for the page that shows its state. */
  async add(path: string, body: unknown, key: string) {
    const command = { id: crypto.randomUUID(), key: `${this.scope} ${key}`, fair: this.fair, as: this.as, path, body };
    await (await db).add("commands", command);
    await this.#load();
    void this.#send();
  }

  of(key: string): Queued | undefined {
    return this.items.findLast((i) => i.key === `${this.scope} ${key}`);
  }

  async dismiss(command: Queued) {
    await (await db).delete("commands", command.seq!);
    await this.#load();
  }

  close() {
    this.#closed = true;
    removeEventListener("online", this.#wake);
  }

  #wake = () => void this.#send();

  async #load() {
    const all = (await (await db).getAll("commands")) as Queued[];
    this.items = all.filter((c) => c.fair === this.fair && c.as === this.as && c.key.startsWith(this.scope + " "));
  }

  async #send() {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    try {
      // one tab at a time sends what is in the box
      const work = () => this.#sendAll();
      await (navigator.locks ? navigator.locks.request(`hub-outbox-${this.scope}`, work) : work());
    } finally {
      this.#sending = false;
    }
  }

  async #sendAll() {
    for (let wait = 300; !this.#closed;) {
      await this.#load();
      const next = this.items.find((i) => !i.refused);
      if (!next) return;
      try {
        await ask(fairPath(next.fair, next.path), { method: "POST", as: next.as, id: next.id, body: next.body });
        await (await db).delete("commands", next.seq!);
        this.offline = false;
        wait = 300;
      } catch (e) {
        const problem = e instanceof Refused ? e.problem : { status: 0, retry: true, detail: String(e), code: "" };
        if (!problem.retry && problem.status !== 401) {
          await (await db).put("commands", { ...next, refused: problem.detail });
          continue;
        }
        this.offline = true;
        await new Promise((go) => setTimeout(go, wait * (0.5 + Math.random())));
        wait = Math.min(5_000, wait * 2);
      }
    }
  }
}
