// What judges, the chief and the desk say of a contest.
import type { Words } from "$lib/words/words.svelte";

export const sheetWords = {
  step: ["步长", "in steps of"],
  shadow: ["见习", "Shadow"],
  unsaved: ["未保存", "Not saved"],
  save: ["保存", "Save"],
} satisfies Words;
