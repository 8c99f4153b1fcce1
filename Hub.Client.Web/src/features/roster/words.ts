// Importing rosters.
import type { Words } from "$lib/words/words.svelte";

export const rosterWords = {
  import: ["导入名单", "Import a roster"],
  importHint: [
    "CSV、TSV、XLSX、XLS；先单位，后岗位。再次导入只更改有变化的行。",
    "CSV, TSV, XLSX, XLS; employers first, then positions. Importing again changes only what changed.",
  ],
  sheets: ["读取的工作表", "Sheets that are read"],
  header: ["表头在第几行", "The header is row"],
  headerUntil: ["到第几行：", "down to row"],
  hidden: ["已隐藏", "hidden"],
  readAs: ["读作", "Read as"],
  notUsed: ["（不用）", "(not used)"],
  sample: ["样例", "Sample"],
  download: ["下载被拒绝的行（CSV）", "Refused rows as CSV"],
} satisfies Words;
