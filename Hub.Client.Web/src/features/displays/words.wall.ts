// What a wall says of itself.
import type { Words } from "$lib/words/words.svelte";

export const wallWords = {
  noScene: ["没有这个画面：", "There is no such scene: "],
  notReached: [
    "还没有连上服务器：连上后自动显示",
    "THE SERVER HAS NOT BEEN REACHED YET: the picture comes by itself as soon as it is",
  ],
} satisfies Words;
