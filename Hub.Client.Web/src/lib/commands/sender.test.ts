import { beforeEach, describe, expect, it, vi } from "vitest";
import { Sender } from "./sender.svelte";

type Request = { path: string; method: string; key: string; as: string };

let requests: Request[];
let answers: (() => Response | Promise<Response>)[];
const refuse = (status: number, retry: boolean) => () =>
  new Response(JSON.stringify({ status, code: "no", detail: "not so", retry }), { status });
const gateway = () => new Response("<html>Bad gateway</html>", { status: 502 });
const away = () => Promise.reject(new TypeError("Failed to fetch"));
const sender = () => new Sender(() => ({ fair: "fair", as: "organizer" }));

beforeEach(() => {
  requests = [];
  answers = [];
  vi.stubGlobal("fetch", async (path: string, init: { method: string; headers: Record<string, string> }) => {
    const { method, headers } = init;
    requests.push({ path, method, key: headers["Idempotency-Key"]!, as: headers["Hub-As"]! });
    return answers.shift()?.() ?? new Response(JSON.stringify({ offset: 7 }));
  });
});

describe("A command that is sent now", () => {
  it("goes once, as somebody, under an id of its own", async () => {
    const by = sender();
    expect(await by.now("floor/spots", { booth: "A1", x: 1, y: 2 })).toEqual({ offset: 7 });
    await by.now("DELETE badges/b1");
    expect(requests.map((r) => `${r.method} ${r.path} ${r.as}`)).toEqual([
      "POST /api/fairs/fair/floor/spots organizer",
      "DELETE /api/fairs/fair/badges/b1 organizer",
    ]);
    expect(new Set(requests.map((r) => r.key)).size).toBe(2);
  });

  it("says why it was refused, until the next one is sent", async () => {
    answers = [refuse(422, false)];
    const by = sender();
    expect(await by.now("floor/plan")).toBeUndefined();
    expect(by.error).toBe("not so");
    await by.now("floor/plan");
    expect(by.error).toBe("");
  });

  it("is not tried again where the network is away", async () => {
    answers = [away];
    const by = sender();
    expect(await by.now("floor/plan")).toBeUndefined();
    expect([by.error !== "", by.trying, requests.length]).toEqual([true, false, 1]);
  });
});

describe("A command that is sent patiently", () => {
  it("waits for the network, shown, and is one command however often it is sent", async () => {
    answers = [away, gateway];
    const by = sender();
    const done = by.patient("queues/A1/close");
    await vi.waitFor(() => expect(by.trying).toBe(true));
    expect([by.busy, by.error !== ""]).toEqual([true, true]);
    expect(await done).toEqual({ offset: 7 });
    expect([by.busy, by.trying, by.error]).toEqual([false, false, ""]);
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map((r) => r.key)).size).toBe(1);
  }, 10_000);

  it("ends where it is refused for good", async () => {
    answers = [away, refuse(409, false)];
    const by = sender();
    expect(await by.patient("queues/A1/close")).toBeUndefined();
    expect([by.error, by.trying]).toEqual(["not so", false]);
  }, 10_000);

  it("goes once where the hub refuses it, though the same may be granted later", async () => {
    answers = [refuse(409, true)];
    const by = sender();
    vi.useFakeTimers();
    expect(await by.patient("queues/A1/desks/1/next")).toBeUndefined();
    expect([by.busy, by.trying, by.error]).toEqual([false, false, "not so"]);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(requests).toHaveLength(1);
  });

  it("can be given up while no answer comes", async () => {
    answers = [() => new Promise(() => {})];
    const by = sender();
    const done = by.patient("queues/A1/desks/1/next");
    await vi.waitFor(() => expect(by.trying).toBe(true), 5_000);
    expect([by.busy, by.error]).toEqual([true, ""]);
    by.giveUp();
    expect(await done).toBeUndefined();
    expect([by.busy, by.trying, by.error !== ""]).toEqual([false, false, true]);
  });

  it("ends where the person gives up", async () => {
    answers = Array.from({ length: 9 }, () => away);
    const by = sender();
    const done = by.patient("queues/A1/close");
    await vi.waitFor(() => expect(by.trying).toBe(true));
    by.giveUp();
    expect(await done).toBeUndefined();
    expect([by.busy, by.trying]).toEqual([false, false]);
    expect(requests.length).toBeLessThan(4);
  }, 10_000);

  it("is not sent once more when the person gives up in a pause", async () => {
    answers = [away];
    const by = sender();
    const done = by.patient("queues/A1/close");
    await vi.waitFor(() => expect(by.trying).toBe(true));
    by.giveUp();
    expect(await done).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it("is given up with the others that are tried again, and shows until the last has ended", async () => {
    answers = [away, away];
    const by = sender();
    const both = [by.patient("queues/A1/close"), by.patient("queues/B2/close")];
    await vi.waitFor(() => expect([by.trying, requests.length]).toEqual([true, 2]));
    expect(await by.now("floor/plan")).toEqual({ offset: 7 });
    expect([by.busy, by.trying]).toEqual([true, true]);
    by.giveUp();
    expect(await Promise.all(both)).toEqual([undefined, undefined]);
    expect([by.busy, by.trying, requests.length]).toEqual([false, false, 3]);
  });
});

describe("Of several questions the newest counts", () => {
  it("whichever is answered first", async () => {
    const by = sender();
    let first!: (answer: string) => void;
    const old = by.newest(() => new Promise<string>((go) => (first = go)));
    expect(await by.newest(async () => "new")).toBe("new");
    first("old");
    expect(await old).toBeUndefined();
    expect(by.busy).toBe(false);
  });
});
