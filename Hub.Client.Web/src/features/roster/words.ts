// Importing rosters.
import type { Words } from "$lib/words/words.svelte";

export const rosterWords = {
  import: ["导入名单", "Import a roster"],
  importHint: [
    "CSV、TSV、XLSX、XLS；先单位，后岗位。再次导入只更改有变化的行。",
    "CSV, TSV, XLSX, XLS; employers first, then positions. Importing again changes only what changed.",
  ],
  readAs: ["读作", "Read as"],
  notUsed: ["（不用）", "(not used)"],
  sample: ["样例", "Sample"],
  download: ["下载被拒绝的行（CSV）", "Refused rows as CSV"],
} satisfies Words;
