// The one place that speaks SignalR. A board is a fold of frames.
import type { HubConnection } from "@microsoft/signalr";
import { untrack } from "svelte";
import type { BoardKind, BoardName, KindOf, RowAt, RowOf, Under } from "$lib/contract/boards";
import type { Frame, Notice, Role } from "$lib/contract/wire";
import { onWake } from "$lib/browser/waking";
import { hear } from "./hubTime";

/** Without a frame for so long a board is stale: three heartbeats. */
const staleAfter = 8_000;
/** A board that was refused may come to be. */
const askAgainAfter = 3_000;
/** All screens of a hall come back within this time, and not in the same moment. */
const spread = 2_000;
/** Who is sent to another node is sent apart from the others already: it need not wait long. */
const hop = 300;
/** A connection that does not answer within this time after a sleep is dead. */
const answers = 1_500;
/** Who has waited so long for an answer tries anew; a browser by itself would take minutes. */
const attempt = 4_000;

/** What was known of a board at a moment, and of which ledger. */
export type Known<Kind extends BoardKind> = Pick<Board<Kind>, "rows" | "at" | "epoch" | "offset">;

/** Of a board what is the same whatever is on it. */
export type AnyBoard = Omit<Board<BoardKind>, "rows" | "row" | "plain" | "under" | "known">;

/** Rows of one board, kept right by frames. */
export class Board<Kind extends BoardKind> {
  rows = $state.raw<ReadonlyMap<string, RowOf<Kind>>>(new Map());
  /** The moment for which the rows hold; null before the first frame. */
  at = $state<string | null>(null);
  offset = $state(0);
  stale = $state(true);
  /** Why the server does not show it, while that lasts. */
  refused = $state<string | null>(null);
  /** When to ask for it again. */
  again = Infinity;
  node = "";
  epoch = $state(0);
  version = 0;
  heard = -Infinity;

  /** @param known Shown, as stale, until the first frame. */
  constructor(
    readonly name: string,
    known?: Known<Kind>,
  ) {
    Object.assign(this, known);
  }

  get known(): Known<Kind> {
    const { rows, at, epoch, offset } = this;
    return { rows, at, epoch, offset };
  }

  /** The row under a key that the server's manifest names. */
  row<Key extends string>(key: Key) {
    return this.rows.get(key) as RowAt<Kind, Key> | undefined;
  }

  /** Its rows whose key is one word, but for the keys that the server's manifest names. */
  plain(...named: string[]) {
    return new Map([...this.rows].filter(([key]) => !key.includes("/") && !named.includes(key))) as ReadonlyMap<
      string,
      RowAt<Kind, "*">
    >;
  }

  /** Of its rows those whose key begins with a word, as ticket/A01 does with ticket. */
  under<First extends Under<Kind>>(first: First) {
    return new Map([...this.rows].filter(([key]) => key.startsWith(`${first}/`))) as ReadonlyMap<
      string,
      RowAt<Kind, `${First}/*`>
    >;
  }

  /** False when the frame does not fit what is held. */
  take(frame: Frame): boolean {
    if (frame.from !== 0 && (frame.node !== this.node || frame.from !== this.version)) return false;
    if (frame.from === 0 || Object.keys(frame.set).length || frame.gone.length) {
      const rows = new Map(frame.from === 0 ? [] : this.rows);
      for (const [key, row] of Object.entries(frame.set)) rows.set(key, row as RowOf<Kind>);
      for (const key of frame.gone) rows.delete(key);
      this.rows = rows;
    }
    [this.node, this.version, this.at] = [frame.node, frame.version, frame.at];
    [this.epoch, this.offset] = [frame.epoch, frame.offset];
    this.heard = performance.now();
    hear(frame.at, "frame");
    this.stale = false;
    return true;
  }
}

/** Of several boards the one that tells least of now: one that is stale, else one that has not come yet, else the
 * oldest. */
export function worst(boards: (AnyBoard | undefined)[]): AnyBoard | undefined {
  const rank = (b?: AnyBoard) => `${!b?.at ? 1 : b.stale ? 0 : 2} ${b?.at}`;
  return boards.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

/** A live connection that comes back for ever. */
export class Live {
  connected = $state(false);
  /** Set when the badge counts no more; there is nothing left to try. */
  notice = $state<string | null>(null);
  /** What to do then instead. */
  revoked: (() => void) | undefined;
  #boards = new Map<string, AnyBoard>();
  #connection: HubConnection | undefined;
  #closed = false;
  /** It has left a node or a badge for another, and is not there yet. */
  #moving = false;
  #running = false;
  #timer = setInterval(() => this.#age(), 500);
  /** The page is in the browser's back-forward cache, or about to be: a connection would keep it out. */
  #away = false;
  /** It has woken up: the next try waits for nobody. */
  #woken = false;
  /** Ends the rest between two tries, and the connection that is there or tried. */
  #go = () => {};
  #end = () => {};
  #stopWaking = onWake(() => void this.#wake());

  /** @param device See the server's LiveHub. */
  constructor(
    readonly fair: string,
    readonly kind: "wall" | "tablet" | "phone",
    private as?: Role,
    readonly device?: string,
  ) {
    addEventListener("pagehide", this.#leave);
    void this.#run();
  }

  /** Goes on as somebody else, or as nobody: what is watched stays, and is asked for again. */
  become(as: Role | undefined) {
    [this.as, this.notice, this.#moving, this.connected] = [as, null, true, false];
    if (this.#running) void this.#connection?.stop();
    else void this.#run();
  }

  /** The board of this name, the same one however often it is asked for: it may stand in a derived value. */
  watch<Name extends BoardName>(name: Name, before?: Known<KindOf<Name>>): Board<KindOf<Name>> {
    const known = this.#boards.get(name);
    if (known) return known as Board<KindOf<Name>>;
    const board = new Board<KindOf<Name>>(name, before);
    this.#boards.set(name, board);
    untrack(() => void this.#watch(board));
    return board;
  }

  unwatch(name: string) {
    this.#boards.delete(name);
    if (this.connected) void this.#connection?.send("Unwatch", name).catch(() => {});
  }

  close() {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#stopWaking();
    removeEventListener("pagehide", this.#leave);
    this.#go();
    this.#end();
  }

  get #url() {
    const { fair, kind, as, device } = this;
    return `/live?${new URLSearchParams({ fair, kind, ...(as && { as }), ...(device && { device }) })}`;
  }

  async #run() {
    this.#running = true;
    while (!this.#closed && !this.notice) {
      const began = performance.now();
      let tried = 0;
      try {
        await this.#connect();
      } catch {
        tried = performance.now() - began;
        this.#moving = false;
      }
      this.connected = false;
      // full jitter; an attempt that was given up has waited already
      if (!this.#closed && !this.notice)
        await this.#rest(Math.random() * (this.#moving || this.#woken ? hop : spread) - tried);
    }
    this.#running = false;
  }

  async #rest(milliseconds: number) {
    do
      await new Promise<void>((go) => {
        this.#go = go;
        if (!this.#away) setTimeout(go, milliseconds);
      });
    while (this.#away && !this.#closed);
    this.#woken = false;
  }

  #leave = () => {
    this.#away = true;
    this.#end();
  };

  /** What was connected may be dead and not know it. */
  async #wake() {
    [this.#away, this.#woken] = [false, true];
    this.#go();
    const asked = this.#connection;
    if (!this.connected) return;
    const dead = setTimeout(this.#end, answers);
    await Promise.all([...this.#boards.values()].map((board) => this.#watch(board)));
    clearTimeout(dead);
    if (asked === this.#connection && asked?.state === "Connected") this.#woken = false;
  }

  /** Until the connection ends; throws when there is none to be had. */
  async #connect() {
    const { HubConnectionBuilder, HttpTransportType, LogLevel } = await import("@microsoft/signalr");
    if (this.#closed) return;
    const sockets: WebSocket[] = [];
    class Socket extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    }
    const options = { skipNegotiation: true, transport: HttpTransportType.WebSockets, WebSocket: Socket };
    const connection = (this.#connection = new HubConnectionBuilder()
      .withUrl(this.#url, options)
      .configureLogging(LogLevel.None)
      .build());
    connection.keepAliveIntervalInMilliseconds = 5_000;
    connection.serverTimeoutInMilliseconds = 12_000;
    const ended = new Promise<void>((end) => connection.onclose(() => end()));
    connection.on("Frame", (frame: Frame) => this.#take(frame));
    connection.on("Notice", ({ code }: Notice) => {
      this.#moving = code === "node-draining";
      // a badge that was taken away does not come back; a fair or a server may
      if (code.startsWith("badge-"))
        if (this.revoked) this.revoked();
        else this.notice = code;
      void connection.stop();
    });
    this.#end = () => {
      // stop() waits for a socket that is opening, and so would the browser with the next
      for (const socket of sockets) socket.close();
      void connection.stop();
    };
    const giveUp = setTimeout(this.#end, attempt);
    await connection.start().finally(() => clearTimeout(giveUp));
    [this.connected, this.#moving, this.#woken] = [true, false, false];
    for (const board of this.#boards.values()) void this.#watch(board);
    await ended;
  }

  async #watch(board: AnyBoard, anew = false) {
    if (!this.connected) return;
    board.again = Infinity;
    // with what it has shown, so that another node that is behind does not take it back in time
    const { node, version, epoch, offset } = board;
    const since = !anew && board.at ? { node, version, epoch, offset } : null;
    try {
      await this.#connection?.invoke("Watch", board.name, since);
      board.refused = null;
    } catch (e) {
      board.again = performance.now() + askAgainAfter;
      // a connection that ended refuses nothing
      board.refused = /HubException: (.*)/.exec(String(e))?.[1] ?? board.refused;
    }
  }

  #take(frame: Frame) {
    const board = this.#boards.get(frame.board);
    if (!board) return;
    if (board.take(frame)) void this.#connection?.send("Seen", frame.board, frame.version).catch(() => {});
    else void this.#watch(board, true);
  }

  #age() {
    const now = performance.now();
    for (const board of this.#boards.values()) {
      // what it was told a moment before it was sent away is as good as before
      board.stale = now - board.heard > (this.connected || this.#moving ? staleAfter : 2_000);
      if (now > board.again) void this.#watch(board);
    }
  }
}
