// The one place that speaks SignalR. A board is a fold of frames.
import type { HubConnection } from "@microsoft/signalr";
import type { Frame, Role } from "../contract/wire";

/** Without a frame for so long a board is stale: three heartbeats. */
const staleAfter = 8_000;

/** Rows of one board, kept right by frames. */
export class Board<Row> {
  rows = $state.raw<ReadonlyMap<string, Row>>(new Map());
  /** The moment for which the rows hold; null before the first frame. */
  at = $state<string | null>(null);
  offset = $state(0);
  stale = $state(true);
  refused = $state<string | null>(null);
  node = "";
  version = 0;
  heard = 0;

  constructor(readonly name: string) {}

  /** False when the frame does not fit what is held. */
  take(frame: Frame): boolean {
    if (frame.from !== 0 && (frame.node !== this.node || frame.from !== this.version)) return false;
    if (frame.from === 0 || Object.keys(frame.set).length || frame.gone.length) {
      const rows = new Map(frame.from === 0 ? [] : this.rows);
      for (const [key, row] of Object.entries(frame.set)) rows.set(key, row as Row);
      for (const key of frame.gone) rows.delete(key);
      this.rows = rows;
    }
    [this.node, this.version, this.offset, this.at] = [frame.node, frame.version, frame.offset, frame.at];
    this.heard = performance.now();
    this.stale = false;
    return true;
  }
}

/** A live connection that comes back for ever. */
export class Live {
  connected = $state(false);
  /** Set when the badge counts no more; there is nothing left to try. */
  notice = $state<string | null>(null);
  #boards = new Map<string, Board<unknown>>();
  #connection: HubConnection | undefined;
  #closed = false;
  #timer = setInterval(() => this.#age(), 500);

  constructor(fair: string, kind: "wall" | "tablet" | "phone", as?: Role) {
    void this.#run(`/live?fair=${encodeURIComponent(fair)}&kind=${kind}${as ? `&as=${as}` : ""}`);
  }

  watch<Row>(name: string): Board<Row> {
    const known = this.#boards.get(name);
    if (known) return known as Board<Row>;
    const board = new Board<Row>(name);
    this.#boards.set(name, board as Board<unknown>);
    void this.#watch(board as Board<unknown>);
    return board;
  }

  unwatch(name: string) {
    if (this.#boards.delete(name) && this.connected) void this.#connection?.send("Unwatch", name).catch(() => {});
  }

  close() {
    this.#closed = true;
    clearInterval(this.#timer);
    void this.#connection?.stop();
  }

  async #run(url: string) {
    const { HubConnectionBuilder, HttpTransportType, LogLevel } = await import("@microsoft/signalr");
    for (let failures = 0; !this.#closed && !this.notice;) {
      const connection = (this.#connection = new HubConnectionBuilder()
        .withUrl(url, { skipNegotiation: true, transport: HttpTransportType.WebSockets })
        .configureLogging(LogLevel.None)
        .build());
      connection.keepAliveIntervalInMilliseconds = 5_000;
      connection.serverTimeoutInMilliseconds = 12_000;
      const ended = new Promise<void>((end) => connection.onclose(() => end()));
      connection.on("Frame", (frame: Frame) => this.#take(frame));
      connection.on("Notice", (notice: { code: string; message: string }) => {
        if (notice.code === "draining") setTimeout(() => void connection.stop(), Math.random() * 3_000);
        else this.notice = notice.code;
      });
      try {
        await connection.start();
        failures = 0;
        this.connected = true;
        for (const board of this.#boards.values()) void this.#watch(board);
        await ended;
      } catch {
        failures++;
      }
      this.connected = false;
      // full jitter: a whole hall must not come back in the same moment
      const most = Math.min(3_000, 250 * 2 ** failures);
      if (!this.#closed && !this.notice) await new Promise((go) => setTimeout(go, Math.random() * most));
    }
  }

  async #watch(board: Board<unknown>, anew = false) {
    if (!this.connected) return;
    const since = !anew && board.version ? { node: board.node, version: board.version } : null;
    try {
      await this.#connection?.invoke("Watch", board.name, since);
      board.refused = null;
    } catch (e) {
      if (this.connected) board.refused = String(e).replace(/^.*HubException: /, "");
    }
  }

  #take(frame: Frame) {
    const board = this.#boards.get(frame.board);
    if (!board) return;
    if (board.take(frame)) void this.#connection?.send("Seen", frame.board, frame.version).catch(() => {});
    else void this.#watch(board, true);
  }

  #age() {
    for (const board of this.#boards.values())
      board.stale = !this.connected
        ? performance.now() - board.heard > 2_000
        : performance.now() - board.heard > staleAfter;
  }
}
