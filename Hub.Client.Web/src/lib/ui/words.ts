// What a field says of what is typed into it.
import type { Words } from "$lib/words/words.svelte";

export const numberWords = {
  noNumber: ["请填一个数，如 8.5，不要千位分隔符", "Enter a number as in 8.5, without thousands separators"],
  numberBetween: ["请输入这个范围内的数：", "Enter a number in this range: "],
  inSteps: ["步长", "in steps of"],
} satisfies Words;
