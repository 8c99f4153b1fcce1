import { expect, it, vi } from "vitest";
import { patiently, Refused } from "$lib/asking/ask";
import { refreshing } from "./page";

it("What is asked every so often is asked no more when it is closed, though there was no answer yet", async () => {
  vi.useFakeTimers();
  const away = new Refused({ status: 0, code: "offline", detail: "", retry: true });
  const question = vi.fn(() => Promise.reject(away));
  const refresh = refreshing(60_000, (closed) => patiently(question, undefined, closed));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(question.mock.calls.length).toBeGreaterThan(1);
  const asked = question.mock.calls.length;
  refresh.close();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(question).toHaveBeenCalledTimes(asked);
  vi.useRealTimers();
});
