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

it("What is asked every so often is asked at once when the page wakes up, though not answered before", async () => {
  const answers: ((answer: string) => void)[] = [];
  const heard: string[] = [];
  const question = () => new Promise<string>((go) => answers.push(go));
  const refresh = refreshing(60_000, async (closed) => heard.push(await patiently(question, undefined, closed)));
  document.dispatchEvent(new Event("resume"));
  expect(answers).toHaveLength(2);
  answers[1]!("new");
  answers[0]!("old");
  await vi.waitFor(() => expect(heard).toEqual(["new"]));
  refresh.close();
});
