// Times as the hall's clocks show them, wherever the reader's device thinks it is.
import { hubNow } from "$lib/live/hubTime";
import { lang } from "./words.svelte";

let zone = localStorage.getItem("hub-zone") ?? undefined;

/** From now on times are shown as the clocks of this time zone show them. */
export const showTimesOf = (fairZone: string) => localStorage.setItem("hub-zone", (zone = fairZone));

export const clock = (at: string | Date | number) =>
  new Date(at).toLocaleTimeString("zh-CN", {
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  });

/** The time, and the day where that is not today. */
export function moment(at: string) {
  const day = (of: string | number) => new Date(of).toLocaleDateString(lang(), { timeZone: zone });
  return day(at) === day(hubNow()) ? clock(at) : dayAndTime(at);
}

/** The same to the minute. */
export const minute = (at: string) => moment(at).replace(/^(\d\d:\d\d):\d\d$/, "$1");

/** The moment at which the hall's clocks show this date and time, as in 2026-06-06T15:30. */
export function hallTime(shown: string): string {
  const there = (at: number) =>
    Date.parse(`${new Date(at).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  const local = Date.parse(`${shown}Z`);
  const ahead = (at: number) => there(at) - at;
  // clocks may be put on or back between the first guess and the moment itself
  return new Date(local - ahead(local - ahead(local))).toISOString();
}

export const dayAndTime = (at: string) => shown(at);

/** With the year: a clock may be wrong by years. */
export const yearAndTime = (at: string) => shown(at, { year: "numeric" });

const shown = (at: string, more: Intl.DateTimeFormatOptions = {}) =>
  new Date(at).toLocaleString(lang(), {
    ...more,
    month: "numeric",
    day: "numeric",
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
