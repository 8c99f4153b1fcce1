import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onWake } from "./waking";

let woke: ReturnType<typeof vi.fn<() => void>>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  woke = vi.fn<() => void>();
  stop = onWake(woke);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const shown = (persisted: boolean) => dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));

describe("A page that wakes up", () => {
  it("is one that was frozen, comes from the browser's cache, is looked at again, or has a network again", () => {
    document.dispatchEvent(new Event("resume"));
    shown(true);
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new Event("online"));
    expect(woke).toHaveBeenCalledTimes(4);
  });

  it("is not one that was just opened, is hidden, or goes on as ever", () => {
    shown(false);
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    vi.restoreAllMocks();
    vi.advanceTimersByTime(60_000);
    expect(woke).not.toHaveBeenCalled();
  });

  it("is one whose timer comes late, though no browser said so", () => {
    const now = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => now() + 3_600_000);
    vi.advanceTimersByTime(2_000);
    vi.restoreAllMocks();
    expect(woke).toHaveBeenCalledTimes(1);
  });

  it("is told nobody who listens no more", () => {
    stop();
    document.dispatchEvent(new Event("resume"));
    expect([woke.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
