// What is said of commands on their way.
import type { Words } from "$lib/words/words.svelte";

export const sendingWords = {
  trying: ["一连上网络就自动再试。", "It is tried again as soon as there is a network."],
  noAnswerYet: ["还没有收到回答…", "No answer yet…"],
  giveUp: ["取消", "Give up"],
  giveUpSure: ["确定不再发送？", "Really not send it?"],
  sendAgain: ["再发一次", "Send again"],
  writing: ["条正在保存…", "being saved…"],
  waiting: ["条等待发送", "waiting to be sent"],
  whatWaits: ["等待发送的内容", "What waits to be sent"],
  cannotKeep: [
    "这个浏览器不能保存数据（无痕窗口，或空间已满）：关闭此页面，等待发送的内容就会丢失。",
    "This browser cannot keep data (a private window, or no space left): what is waiting to be sent is lost if " +
      "this page is closed.",
  ],
  allSent: ["全部已入账", "All in the ledger"],
  dismiss: ["知道了", "Dismiss"],
} satisfies Words;
