// A judge's page.
import type { Words } from "$lib/words/words.svelte";

export const judgingWords = {
  no: ["否", "No"],
  contestants: ["选手", "Contestants"],
  local: ["仅在本机", "On this tablet"],
  inLedger: ["已入账", "In the ledger"],
  takeBack: ["撤回", "Take back"],
  takenBack: ["撤回", "taken back"],
  yes: ["是", "Yes"],
  startTimer: ["计时", "Start"],
  training: ["练习评分，不计入成绩", "Training: this mark does not count"],
  notForThisSeat: ["这个评委席没有要打分的项目。", "There is nothing for this seat to mark."],
  sign: ["签字", "Sign"],
  signed: ["已签字", "Signed"],
  signedHint: ["签字后这张评分表由裁判长更改", "After signing only the chief judge can change this sheet"],
  missing: ["未评", "Missing"],
  less: ["减", "Less"],
  more1: ["加", "More"],
  offlineAsOf: ["离线 · 数据截至", "Offline · as of"],
  offlineHint: ["照常打分和签字，联网后自动发送", "Go on marking: it is sent when the network is back"],
  firstOnline: [
    "连不上服务器，会自动重试。这台平板第一次打开评分页要联网，以后没有网络也能打开。",
    "The server cannot be reached; it will be tried again. The first time on this tablet this page needs the " +
      "network, later it opens without.",
  ],
  otherTablet: ["另一台平板已在使用这个评委席，自", "Another tablet is signed in on this seat since"],
  otherTabletHint: [
    "两台都能打分，后保存的算数：请只用一台。",
    "Both can mark, and what is saved last counts: use only one of them.",
  ],
  laterTablet: ["又有一台平板登录了这个评委席，自", "A second tablet has signed in on this seat since"],
  leaveUnsaved: ["还有未保存的分数，确定离开？", "There are marks that are not saved. Leave?"],
  nextContestant: ["下一位选手", "Next contestant"],
  sent: ["已发出", "Sent"],
} satisfies Words;
