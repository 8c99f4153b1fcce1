import { afterEach, describe, expect, it, vi } from "vitest";

/** A page of a device whose clock and running show this. */
const device = { clock: 0, running: 0 };
async function page() {
  vi.resetModules();
  device.running = 0;
  vi.spyOn(Date, "now").mockImplementation(() => device.clock);
  vi.spyOn(performance, "now").mockImplementation(() => device.running);
  const [moment, { hear }] = await Promise.all([import("./moment"), import("$lib/live/hubTime")]);
  return { ...moment, hear };
}
const pass = (milliseconds: number) => ((device.clock += milliseconds), (device.running += milliseconds));
const clock = (of: string | null) => Date.parse(of!);
afterEach(() => void vi.restoreAllMocks());

const noon = Date.parse("2026-06-06T12:00:00Z");
const [minute, hour] = [60_000, 3_600_000];

describe("What was done at a moment and is told later", () => {
  it("was so long ago as has passed, whoever sets the clock meanwhile", async () => {
    const { thisMoment, shownNow } = await page();
    for (const set of [0, -hour, hour, 24 * hour]) {
      device.clock = noon;
      const moment = thisMoment();
      pass(5 * minute);
      device.clock += set;
      pass(minute);
      expect(clock(shownNow(moment)) - moment.at).toBe(6 * minute);
    }
  });

  it("is the hub's moment where the hub has been heard, whatever page and clock it is told by", async () => {
    const before = await page();
    device.clock = noon - 8 * hour;
    device.running = 1_000;
    before.hear(new Date(noon).toISOString(), "frame");
    pass(2 * minute);
    const moment = before.thisMoment();
    expect(moment.at).toBe(noon + 2 * minute);
    const { shownNow } = await page();
    device.clock = noon + 99 * hour;
    expect(shownNow(moment)).toBeNull();
  });

  it("on a page before is reckoned by the device's clock, and is never later than now", async () => {
    const before = await page();
    device.clock = noon;
    const moment = before.thisMoment();
    const { shownNow } = await page();
    device.clock = noon + 7 * minute;
    expect(clock(shownNow(moment)) - moment.at).toBe(7 * minute);
    device.clock = noon - hour;
    expect(clock(shownNow(moment)) - moment.at).toBe(0);
  });

  it("counts a sleep of the device, which running does not", async () => {
    const { thisMoment, shownNow, hear } = await page();
    device.clock = noon;
    const moment = thisMoment();
    pass(minute);
    hear(new Date(noon).toISOString(), "frame");
    expect(thisMoment().hub).toBe(true);
    const hidden = vi.spyOn(document, "hidden", "get");
    hidden.mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    device.clock += 20 * minute;
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    pass(minute);
    expect(clock(shownNow(moment)) - moment.at).toBe(22 * minute);
    // what the hub told before the sleep is not known to be right
    expect(thisMoment().hub).toBe(false);
  });
});
