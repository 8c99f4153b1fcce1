// Commands that survive a closed browser: kept in IndexedDB until the server has answered, sent in order, repeated under the same id.
import { openDB } from "idb";
import { ask, fairPath, Refused, sentence, uuid } from "../api";
import type { Role } from "../contract/wire";

export type Queued = {
  seq?: number;
  id: string;
  /** Whose outbox: fair, role, and the booth or seat. A new badge for the same seat finds what the old one left. */
  box: string;
  /** What it is about, for the page that shows its state. */
  key: string;
  /** The same in words, for the person. */
  label: string;
  path: string;
  body: unknown;
  /** Why the server did not grant it. */
  refused?: string;
};

const db = openDB("hub-outbox", 1, {
  upgrade: (d) => void d.createObjectStore("commands", { keyPath: "seq", autoIncrement: true }),
});

export class Outbox {
  /** Waiting or refused commands, oldest first; undefined until the browser has told what it kept. */
  items = $state.raw<Queued[]>();
  offline = $state(false);
  /** This browser keeps nothing (a private window, a full disk): what was just entered is not saved. */
  broken = $state(false);
  #box: string;
  #sending = false;
  #closed = false;

  constructor(
    readonly fair: string,
    readonly as: Role,
    place: string,
  ) {
    this.#box = `${fair} ${as} ${place}`;
    this.#load().then(
      () => this.#send(),
      () => (this.broken = true),
    );
    addEventListener("online", this.#wake);
  }

  get waiting() {
    return this.items?.filter((i) => !i.refused) ?? [];
  }

  get refused() {
    return this.items?.filter((i) => i.refused) ?? [];
  }

  /** The newest waiting command about this. */
  waitingFor(key: string): Queued | undefined {
    return this.waiting.findLast((i) => i.key === key);
  }

  async add(path: string, body: unknown, key: string, label: string) {
    const command: Queued = { id: uuid(), box: this.#box, key, label, path, body };
    try {
      await (await db).add("commands", command);
      await this.#load();
    } catch {
      this.broken = true;
      return;
    }
    void this.#send();
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
    this.items = all.filter((c) => c.box === this.#box);
  }

  async #send() {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    try {
      // one tab at a time sends what is in the box; where tabs cannot agree, both may: the second is a repeat
      const work = () => this.#sendAll();
      await (navigator.locks ? navigator.locks.request(`hub-outbox ${this.#box}`, work) : work());
    } finally {
      this.#sending = false;
    }
    // what was added in the very moment in which the last was sent
    if (this.waiting.length) void this.#send();
  }

  async #sendAll() {
    for (let wait = 300; !this.#closed;) {
      await this.#load();
      const next = this.waiting[0];
      if (!next) return;
      try {
        await ask(fairPath(this.fair, next.path), { method: "POST", as: this.as, id: next.id, body: next.body });
        await (await db).delete("commands", next.seq!);
        this.offline = false;
        wait = 300;
      } catch (e) {
        // without a badge that counts it can be sent later, with another
        if (e instanceof Refused && !e.problem.retry && e.problem.status !== 401) {
          await (await db).put("commands", { ...next, refused: sentence(e) });
          continue;
        }
        this.offline = true;
        await new Promise((go) => setTimeout(go, wait * (0.5 + Math.random())));
        wait = Math.min(5_000, wait * 2);
      }
    }
  }
}
