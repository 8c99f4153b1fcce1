// What time it is at the hub. A device's clock may be wrong, and put right while a page is open; how time passes a page
// knows by performance.now, which nobody sets. What a command tells later has a moment of its own
// (lib/commands/moment.ts); no other file may ask for the time of this device.

/** Of several delays the least of late counts; milliseconds. */
const late = 30_000;

/** The hub's moment less performance.now(). Until the hub is heard: as this device's clock was when the page began. */
let ahead = performance.timeOrigin;
/** From what it is known, and since when. */
let [from, since] = ["device" as "device" | "answer" | "frame", 0];

/** The hub has said what time it was a moment ago. A frame says it to the millisecond, an answer's Date to the second
 * before. */
export function hear(moment: string | null, by: "answer" | "frame") {
  if (!moment || (by === "answer" && from === "frame")) return;
  const now = performance.now();
  const heard = Date.parse(moment) - now;
  // what comes late tells of too early a time: the latest is right, unless the hub's own clock was put back
  if (heard > ahead || by !== from || now - since > late) [ahead, from, since] = [heard, by, now];
}

/** Milliseconds since 1970. */
export const hubNow = () => ahead + performance.now();

/** Whether the hub was heard after this; milliseconds of performance.now(). */
export const heardAfter = (then: number) => from !== "device" && since > then;
