import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const hub = Date.parse("2026-06-06T02:00:00Z");
const at = (milliseconds: number) => new Date(hub + milliseconds).toISOString();
const hours = 3_600_000;

/** A page that begins: each has heard nothing yet. */
const begins = async () => {
  vi.resetModules();
  return import("./hubTime");
};

// the device's clock is what the tests set; performance.now goes on beside it
beforeEach(() => void vi.useFakeTimers({ now: hub }));
afterEach(() => void vi.useRealTimers());

describe("The hub's time on a page", () => {
  it.each([10 * 60_000, -10 * 60_000, -8 * hours])("is the hub's on a device that is wrong by %i ms", async (wrong) => {
    vi.setSystemTime(hub + wrong);
    const { hear, hubNow } = await begins();
    hear(at(0), "frame");
    expect(hubNow()).toBe(hub);
    vi.advanceTimersByTime(5_000);
    expect(hubNow()).toBe(hub + 5_000);
  });

  it("goes on while this device's clock is put forward or back", async () => {
    const { hear, hubNow } = await begins();
    hear(at(0), "frame");
    for (const put of [-8 * hours, 600_000]) {
      vi.setSystemTime(hub + put);
      vi.advanceTimersByTime(1_000);
    }
    expect(hubNow()).toBe(hub + 2_000);
  });

  it("is not taken back by a frame that came late", async () => {
    const { hear, hubNow } = await begins();
    hear(at(0), "frame");
    vi.advanceTimersByTime(4_000);
    hear(at(1_000), "frame");
    expect(hubNow()).toBe(hub + 4_000);
  });

  it("goes back where the hub's own clock was put back", async () => {
    const { hear, hubNow } = await begins();
    hear(at(0), "frame");
    for (let i = 1; i <= 20; i++) {
      vi.advanceTimersByTime(2_500);
      hear(at(-hours + i * 2_500), "frame");
    }
    expect(hubNow()).toBe(hub - hours + 50_000);
  });

  it("is told by answers until a frame comes", async () => {
    const { hear, hubNow } = await begins();
    hear("Sat, 06 Jun 2026 03:00:00 GMT", "answer");
    expect(hubNow()).toBe(hub + hours);
    hear(null, "answer");
    hear(at(0), "frame");
    hear("Sat, 06 Jun 2026 03:00:00 GMT", "answer");
    expect(hubNow()).toBe(hub);
  });
});
