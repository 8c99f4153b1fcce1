// Where the fair is.
import type { Words } from "$lib/words/words.svelte";

export const zoneWords = {
  zone: ["时区", "Time zone"],
  zoneName: ["展会当地的时区", "Time zone of the fair's place"],
  zoneHint: [
    "新的一天从当地零点开始：那时排队和面试席清零。页面显示当地时间；已打开的页面重新打开后生效。",
    "A day begins at midnight there: queues and desks end then. Pages show the time there; those that are open do so " +
      "once they are opened again.",
  ],
  zoneIs: ["现在是", "It is"],
  saveZone: ["更改时区", "Change the time zone"],
} satisfies Words;
