import { describe, expect, it, vi } from "vitest";
import { patiently, Refused } from "./ask";

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
    expect(added).toHaveBeenCalledTimes(1);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});
