import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { leftBehind, Outbox } from "./outbox.svelte";

type Sent = { path: string; key: string; body: unknown };

/** A hub that answers as it is told, and notes what it was asked. */
class Hub {
  sent: Sent[] = [];
  /** What the next commands are answered; afterwards all are granted. */
  answers: (() => Response | Promise<Response>)[] = [];
  offset = 0;

  fetch = async (path: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    this.sent.push({ path, key: headers["Idempotency-Key"]!, body: JSON.parse(body) as unknown });
    return this.answers.shift()?.() ?? new Response(JSON.stringify({ offset: ++this.offset }));
  };
}

const refuse = (status: number, retry: boolean) => () =>
  new Response(JSON.stringify({ status, code: "no", detail: "not so", retry }), { status });
const away = () => Promise.reject(new TypeError("Failed to fetch"));

let hub: Hub;
let place = 0;
const open: Outbox[] = [];
const box = (where = `J${place}`, as: "judge" | "recruiter" = "judge") => {
  const outbox = new Outbox("fair", as, where);
  open.push(outbox);
  return outbox;
};
const done = (outbox: Outbox) => vi.waitFor(() => expect(outbox.items).toEqual([]), 5_000);

beforeEach(() => {
  place++;
  hub = new Hub();
  vi.stubGlobal("fetch", hub.fetch);
});
afterEach(() => open.splice(0).forEach((o) => o.close()));

describe("An outbox keeps commands until they are answered", () => {
  it("sends them in their order, each under an id of its own", async () => {
    const outbox = box();
    for (const n of [1, 2, 3]) outbox.add("custom/b/r", { n }, `k${n}`, `mark ${n}`);
    await done(outbox);
    expect(hub.sent.map((s) => s.body)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(new Set(hub.sent.map((s) => s.key)).size).toBe(3);
    expect(hub.sent[0]!.path).toBe("/api/fairs/fair/custom/b/r");
    expect(outbox.answered.get("k3")).toEqual({ body: { n: 3 }, offset: 3 });
  });

  it("repeats under the same id until there is an answer, and nothing overtakes", async () => {
    hub.answers = [away, refuse(503, true)];
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k", "mark 1");
    outbox.add("custom/b/r", { n: 2 }, "k", "mark 2");
    await vi.waitFor(() => expect(outbox.offline).toBe(true));
    await done(outbox);
    expect(hub.sent.map((s) => (s.body as { n: number }).n)).toEqual([1, 1, 1, 2]);
    expect(new Set(hub.sent.map((s) => s.key)).size).toBe(2);
    expect(outbox.offline).toBe(false);
  });

  it("says what is not written yet until it is", async () => {
    hub.answers = Array.from({ length: 20 }, () => away);
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k", "mark 1");
    expect([outbox.waiting.length, outbox.unwritten.length]).toEqual([1, 1]);
    await vi.waitFor(() => expect(outbox.unwritten).toEqual([]));
    expect([outbox.waiting.length, await leftBehind("judge")]).toEqual([1, 1]);
    hub.answers = [];
    await done(outbox);
  });

  it("keeps what was refused, with the sentence, until it is dismissed", async () => {
    hub.answers = [refuse(422, false)];
    const outbox = box();
    outbox.add("custom/b/r", { n: 99 }, "k", "mark 99");
    outbox.add("custom/b/r", { n: 1 }, "k", "mark 1");
    await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
    await vi.waitFor(() => expect(hub.sent).toHaveLength(2));
    expect(outbox.refused.map((c) => c.refused)).toEqual(["not so"]);
    outbox.dismiss(outbox.refused[0]!);
    await done(outbox);
  });

  it("sends what a rule refused for now only when somebody says so, and what comes after it goes on", async () => {
    hub.answers = [refuse(409, true)];
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k1", "mark 1");
    outbox.add("custom/b/r", { n: 2 }, "k2", "mark 2");
    await vi.waitFor(() => expect(outbox.answered.has("k2")).toBe(true));
    await vi.waitFor(() => expect(outbox.refused.map((c) => [c.label, c.later])).toEqual([["mark 1", true]]));
    expect(hub.sent).toHaveLength(2);
    outbox.again(outbox.refused[0]!);
    await done(outbox);
    expect(hub.sent.map((s) => (s.body as { n: number }).n)).toEqual([1, 2, 1]);
    expect(hub.sent[2]!.key).toBe(hub.sent[0]!.key);
  });

  it("sends no more what was given up while it waited", async () => {
    hub.answers = Array.from({ length: 20 }, () => away);
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k1", "mark 1");
    outbox.add("custom/b/r", { n: 2 }, "k2", "mark 2");
    await vi.waitFor(() => expect(outbox.offline).toBe(true));
    outbox.dismiss(outbox.waiting[0]!);
    hub.answers = [];
    await done(outbox);
    expect(outbox.answered.has("k1")).toBe(false);
    expect(hub.sent[hub.sent.length - 1]!.body).toEqual({ n: 2 });
  });

  it("waits for another badge where this one counts no more", async () => {
    hub.answers = [refuse(401, false)];
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k", "mark 1");
    await vi.waitFor(() => expect(outbox.offline).toBe(true));
    expect(outbox.refused).toEqual([]);
    await done(outbox);
  });
});

describe("An outbox outlives its page", () => {
  it("finds what the page before left, and sends it under the same id", async () => {
    hub.answers = Array.from({ length: 20 }, () => away);
    const before = box();
    before.add("custom/b/r", { n: 1 }, "k", "mark 1");
    await vi.waitFor(() => expect(hub.sent).toHaveLength(1));
    before.close();
    expect(await leftBehind("judge")).toBe(1);
    hub.answers = [];
    const after = box();
    await vi.waitFor(() => expect(after.answered.get("k")?.body).toEqual({ n: 1 }));
    await done(after);
    expect(new Set(hub.sent.map((s) => s.key)).size).toBe(1);
    expect(await leftBehind("judge")).toBe(0);
  });

  it("leaves alone what belongs to another seat or role", async () => {
    hub.answers = Array.from({ length: 20 }, () => away);
    const other = box("A01", "recruiter");
    other.add("custom/b/r", { n: 1 }, "k", "visit");
    await vi.waitFor(() => expect(hub.sent).toHaveLength(1));
    other.close();
    const outbox = box();
    await vi.waitFor(() => expect(outbox.items).toEqual([]));
  });
});

describe("A browser that keeps nothing", () => {
  it("is said to be so, and its commands are sent all the same", async () => {
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    hub.answers = [away];
    const outbox = box();
    outbox.add("custom/b/r", { n: 1 }, "k", "mark 1");
    await vi.waitFor(() => expect(outbox.broken).toBe(true));
    await vi.waitFor(() => expect(outbox.answered.has("k")).toBe(true), 5_000);
    vi.restoreAllMocks();
  });
});
