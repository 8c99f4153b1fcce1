// Badges and how they are handed out.
import type { Words } from "$lib/words/words.svelte";

export const badgeWords = {
  badges: ["徽章", "Badges"],
  role: ["角色", "Role"],
  label: ["标签（可不填）", "Label (optional)"],
  issue: ["发放", "Issue"],
  issueAll: ["为没有徽章的全部发放", "Issue for all that have none"],
  issuing: ["正在发放…", "Issuing…"],
  shownOnce: ["密钥只显示这一次：请现在扫码、打印或复制链接。", "Shown only once: scan, print or copy the link now."],
  copy: ["复制链接", "Copy link"],
  copied: ["已复制", "Copied"],
  sure: ["确定收回？", "Revoke it?"],
  issued: ["发放时间", "Issued"],
  howToUse: ["用平板的相机扫描二维码，打开链接即可使用。", "Scan the code with the tablet's camera and open the link."],
  closeSure: ["关闭后这些密钥不会再显示。确定关闭？", "These secrets are never shown again. Close them?"],
  stillHere: [
    "条内容还没有发送，仍保存在这台平板上；用同一席位的新徽章进入后自动发送。",
    "entries are still on this tablet; enter with a new badge for the same place to send them.",
  ],
} satisfies Words;
