import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hear } from "$lib/live/hubTime";
import { now } from "./now";

beforeEach(() => {
  vi.useFakeTimers();
  hear(new Date(0).toISOString(), "frame");
});
afterEach(() => void vi.useRealTimers());

/** What a component that shows it has shown; and its end. */
function shown(): [number[], () => void] {
  const seen: number[] = [];
  const end = $effect.root(() => {
    $effect(() => void seen.push(now()));
  });
  flushSync();
  return [seen, end];
}

const seconds = (n: number) => {
  for (let i = 0; i < n; i++) {
    vi.advanceTimersByTime(1_000);
    flushSync();
  }
};

describe("The clock that pages share", () => {
  it("tells everybody each second, by one timer, until nobody looks any more", async () => {
    const [[one, endOne], [other, endOther]] = [shown(), shown()];
    seconds(2);
    expect([one, other]).toEqual([
      [0, 1_000, 2_000],
      [0, 1_000, 2_000],
    ]);
    expect(vi.getTimerCount()).toBe(1);
    endOne();
    await Promise.resolve();
    seconds(1);
    expect([one.pop(), other.pop()]).toEqual([2_000, 3_000]);
    endOther();
    await Promise.resolve();
    expect(vi.getTimerCount()).toBe(0);
  });
});
