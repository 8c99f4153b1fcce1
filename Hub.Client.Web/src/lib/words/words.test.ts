import { beforeEach, describe, expect, it, vi } from "vitest";
import { hear } from "$lib/live/hubTime";
import { clock, dayAndTime, hallTime, minute, moment, showTimesOf } from "./times";
import { browsers, lang, named, switchLanguage } from "./words.svelte";

beforeEach(() => {
  showTimesOf("Asia/Shanghai");
  if (lang() === "en") switchLanguage();
});

describe("Times are the hall's", () => {
  it("shows what the hall's clocks show", () => {
    expect(clock("2026-06-06T07:30:05Z")).toBe("15:30:05");
    showTimesOf("Europe/Berlin");
    expect(clock("2026-06-06T07:30:05Z")).toBe("09:30:05");
  });

  it("adds the day where it is not today's in the hall, whatever day this device thinks it is", () => {
    vi.useFakeTimers({ now: new Date("2026-06-09T15:59:00Z") });
    hear("2026-06-06T15:59:00Z", "frame");
    expect(moment("2026-06-06T15:30:00Z")).toBe("23:30:00");
    expect(moment("2026-06-06T16:30:00Z")).toBe(dayAndTime("2026-06-06T16:30:00Z"));
    expect(moment("2026-06-06T16:30:00Z")).toContain("6/7");
    vi.useRealTimers();
  });

  it("begins a day with 00 in either language", () => {
    switchLanguage();
    expect(clock("2026-06-06T16:05:00Z")).toBe("00:05:00");
    expect(dayAndTime("2026-06-06T16:05:00Z")).toContain("00:05");
  });

  it("shows a number's end to the minute, and of another day with the day", () => {
    vi.useFakeTimers({ now: new Date("2026-06-06T15:59:00Z") });
    expect(minute("2026-06-06T06:05:09Z")).toBe("14:05");
    expect(minute("2026-06-05T06:05:09Z")).toMatch(/6\/5.*14:05$/);
    vi.useRealTimers();
  });

  it("knows the moment of a date and time that was typed in the hall", () => {
    expect(hallTime("2026-06-06T15:30")).toBe("2026-06-06T07:30:00.000Z");
    showTimesOf("America/New_York");
    expect(hallTime("2026-01-06T15:30")).toBe("2026-01-06T20:30:00.000Z");
    expect(hallTime("2026-06-06T15:30")).toBe("2026-06-06T19:30:00.000Z");
    // hours before and after the clocks are put on and back
    showTimesOf("Europe/Berlin");
    expect(hallTime("2026-03-29T01:30")).toBe("2026-03-29T00:30:00.000Z");
    expect(hallTime("2026-03-29T03:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(hallTime("2026-10-25T01:30")).toBe("2026-10-24T23:30:00.000Z");
    expect(hallTime("2026-10-25T03:30")).toBe("2026-10-25T02:30:00.000Z");
  });
});

describe("Names", () => {
  it("are in the reader's language where there is one", () => {
    expect(named("云启", "Yunqi")).toBe("云启");
    switchLanguage();
    expect(named("云启", "Yunqi")).toBe("Yunqi");
    expect(named("云启", null)).toBe("云启");
    expect(named(undefined)).toBe("");
  });
});

describe("The first language", () => {
  it.each([
    [["en-US", "en"], "en"],
    [["zh-CN"], "zh"],
    [["zh-TW", "en"], "zh"],
    [["de-DE", "en-GB", "zh"], "en"],
    [["de", "fr"], "zh"],
    [[], "zh"],
  ])("is the browser's: %s", (languages, first) => expect(browsers(languages)).toBe(first));
});
