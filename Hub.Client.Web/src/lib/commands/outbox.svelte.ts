// Commands that survive a closed browser: kept in IndexedDB until the server has answered, sent in order, repeated
// under the same id. Where the browser keeps nothing they live as long as the page.
import { send } from "$lib/commands/send";
import { SvelteMap } from "svelte/reactivity";
import { openDB, type IDBPDatabase, type IDBPObjectStore } from "idb";
import { Refused, sentence } from "$lib/asking/ask";
import { onWake } from "$lib/browser/waking";
import { shownNow, type Moment } from "./moment";
import { uuid } from "./uuid";
import type { Address, BodyOf } from "$lib/contract/commands";
import type { Receipt, Role } from "$lib/contract/wire";

type Queued = {
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
  /** The moment that the body tells. */
  moment?: Moment;
  /** Why the server did not grant it. */
  refused?: string;
  /** The same may be granted later, when somebody sends it again. */
  later?: boolean;
};

/** Whether the hub has not taken it up yet: it had no answer, or the hub has no room for it, cannot write, or hears no
 * badge that counts. All of it can be sent later; what a rule refused is not sent again unasked. */
const untaken = ({ status }: Refused["problem"]) =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;

type Commands = IDBPObjectStore<unknown, ["commands"], "commands", "readwrite">;

let opened: Promise<IDBPDatabase> | undefined;

const forget = () => void (opened = undefined);

/** The browser's store; it is opened anew after it failed. */
const store = () => {
  opened ??= openDB("hub-outbox", 1, {
    upgrade: (d) => void d.createObjectStore("commands", { keyPath: "seq", autoIncrement: true }),
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
};

/** Done when it is on the disk, not only with the system: the battery may be dead the next moment. */
async function written<T>(db: IDBPDatabase, change: (commands: Commands) => Promise<T>): Promise<T> {
  const work = db.transaction("commands", "readwrite", { durability: "strict" });
  const [answer] = await Promise.all([change(work.store), work.done]);
  return answer;
}

/** How many commands of a role wait in this browser, whoever left them. */
export async function leftBehind(as: Role): Promise<number> {
  const kept = (await (await store()).getAll("commands")) as Queued[];
  return kept.filter((c) => !c.refused && c.box.includes(` ${as} `)).length;
}

export class Outbox<As extends Role = Role> {
  /** Waiting or refused commands, oldest first; undefined until the browser has told what it kept. */
  items = $state.raw<Queued[]>();
  offline = $state(false);
  /** This browser keeps nothing (a private window, a full disk): what waits is lost with the page. */
  broken = $state(false);
  /** Id of the command that is on its way to the server right now. */
  sending = $state<string>();
  /** The newest answered command about a thing: in the ledger at this offset, though a board may not show it yet. */
  answered = new SvelteMap<string, { body: unknown; offset: number }>();
  #box: string;
  /** As the browser last told. */
  #kept: Queued[] = [];
  /** What it has not been told yet: the command as it is now, or that it is gone. In the order of their coming. */
  #untold = new Map<string, { command: Queued; gone: boolean }>();
  #telling = Promise.resolve();
  #sending = false;
  #closed = false;
  /** Ends the rest before what had no answer is sent again. */
  #go = () => {};
  #stopWaking: () => void;

  constructor(
    readonly fair: string,
    readonly as: As,
    place: string,
  ) {
    this.#box = `${fair} ${as} ${place}`;
    void this.#load().then(() => this.#send());
    this.#stopWaking = onWake(this.#wake);
  }

  get waiting() {
    return this.items?.filter((i) => !i.refused) ?? [];
  }

  /** Which of them the browser has not written yet: closing the page would lose them. Without a store none ever is. */
  get unwritten() {
    return this.waiting.filter((i) => i.seq === undefined);
  }

  get refused() {
    return this.items?.filter((i) => i.refused) ?? [];
  }

  /** The newest waiting command about this. */
  waitingFor(key: string): Queued | undefined {
    return this.waiting.filter((i) => i.key === key).pop();
  }

  /** From now on it is in the outbox, whatever the browser can keep. */
  add<To extends Address<As>>(path: To, body: BodyOf<To>, key: string, label: string, moment?: Moment) {
    void this.#change({ id: uuid(), box: this.#box, key, label, path, body, moment }).then(() => this.#send());
  }

  /** It is not sent any more; what is on its way right now may arrive all the same. */
  dismiss(command: Queued) {
    void this.#change(command, true);
    this.#go();
  }

  /** What was refused is sent once more. */
  again(command: Queued) {
    command.refused = undefined;
    void this.#change(command).then(() => this.#send());
  }

  close() {
    this.#closed = true;
    this.#stopWaking();
    this.#go();
  }

  #wake = () => {
    this.#go();
    void this.#send();
  };

  #change(command: Queued, gone = false) {
    this.#untold.set(command.id, { command, gone });
    this.#show();
    return this.#load();
  }

  #show() {
    const ours = [...this.#untold.values()].filter((u) => !u.gone).map((u) => u.command);
    this.items = [...this.#kept.filter((c) => !this.#untold.has(c.id)), ...ours];
  }

  /** One after the other, so that nothing is told twice. Never fails: see broken. */
  #load() {
    return (this.#telling = this.#telling.then(async () => {
      // what is gone makes room
      const telling = [...this.#untold].sort(([, a], [, b]) => Number(b.gone) - Number(a.gone));
      try {
        const db = await store();
        for (const [, { command, gone }] of telling)
          if (!gone) command.seq = (await written(db, (commands) => commands.put(command))) as number;
          else if (command.seq) await written(db, (commands) => commands.delete(command.seq!));
        this.#kept = ((await db.getAll("commands")) as Queued[]).filter((c) => c.box === this.#box);
        for (const [id, told] of telling) if (this.#untold.get(id) === told) this.#untold.delete(id);
        this.broken = false;
      } catch {
        this.broken = true;
      }
      this.#show();
    }));
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
        this.sending = next.id;
        const { id, path, body, moment } = next;
        const receipt = await send<Receipt>(
          this.fair,
          this.as,
          { to: path, body, clock: moment && shownNow(moment) },
          id,
        );
        this.answered.set(next.key, { body, offset: receipt.offset });
        await this.#change(next, true);
        this.offline = false;
        wait = 300;
      } catch (e) {
        this.sending = undefined;
        // somebody gave it up in the meantime
        if (!this.waiting.some((c) => c.id === next.id)) continue;
        if (e instanceof Refused && !untaken(e.problem)) {
          [next.refused, next.later] = [sentence(e), e.problem.retry];
          await this.#change(next);
          continue;
        }
        this.offline = true;
        await new Promise<void>((go) => {
          this.#go = go;
          setTimeout(go, wait * (0.5 + Math.random()));
        });
        wait = Math.min(5_000, wait * 2);
      }
    }
  }
}
