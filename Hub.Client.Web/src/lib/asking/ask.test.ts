import { describe, expect, it, vi } from "vitest";
import { ask, patiently, Refused, undelivered } from "./ask";

describe("What is asked until there is an answer", () => {
  it("leaves nothing behind on the signal that may end it", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const away = new Refused({ status: 0, code: "offline", detail: "", retry: true });
    const question = vi.fn<() => Promise<string>>().mockRejectedValueOnce(away).mockResolvedValue("there");
    vi.useFakeTimers();
    const answer = patiently(question, undefined, signal);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(await answer).toBe("there");
    expect(added).toHaveBeenCalled();
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });

  it("is given up though no answer ever comes", async () => {
    const over = new AbortController();
    const answer = patiently(() => new Promise<string>(() => {}), undefined, over.signal);
    over.abort();
    await expect(answer).rejects.toMatchObject({ problem: { code: "given-up" } });
  });
});

describe("What was not delivered", () => {
  const problem = (status: number, body: object | string) => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));
    return ask("/api").then(
      () => expect.unreachable(),
      (e: Refused) => e.problem,
    );
  };
  const refusal = { code: "nobody-waits", detail: "Nobody waits now.", retry: true };

  it("is what had no answer, or a gateway's", async () => {
    for (const status of [502, 503, 504]) expect(undelivered(await problem(status, "<html>"))).toBe(true);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(ask("/api").catch((e: Refused) => undelivered(e.problem))).resolves.toBe(true);
  });

  it("is not what the hub refused, though it may be granted later", async () => {
    for (const status of [409, 429, 503, 500]) expect(undelivered(await problem(status, refusal))).toBe(false);
  });

  it("is also what takes too long, on a browser that knows no AbortSignal.timeout", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("AbortSignal", class extends AbortSignal {});
    Object.defineProperty(AbortSignal, "timeout", { value: undefined });
    vi.stubGlobal(
      "fetch",
      (_: string, { signal }: { signal: AbortSignal }) =>
        new Promise((_, failed) => signal.addEventListener("abort", () => failed(new Error("aborted")))),
    );
    const answer = ask("/api").catch((e: Refused) => e.problem);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(undelivered((await answer) as Refused["problem"])).toBe(true);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
});
