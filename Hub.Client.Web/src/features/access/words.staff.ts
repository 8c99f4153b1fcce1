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
  seconds: ["等待另一位组织者确认", "Waiting for another organizer"],
  second_organizerBadge: ["发放组织者徽章", "Issue an organizer's badge:"],
  second_visitor: ["删除访客资料", "Erase a visitor's data:"],
  second_person: ["删除个人资料", "Erase a person's data:"],
  second_retention: ["提前删除全部资料", "Erase everybody's data earlier:"],
  askedBy: ["请求者", "asked by"],
  until2: ["有效至", "until"],
  ownSecond: [
    "您自己的请求：由另一位组织者在这里确认，或在主机键盘上运行",
    "Your own: another organizer confirms it here, or at the hub's machine",
  ],
  giveSecond: ["确认", "Confirm"],
  giveSecondSure: ["确定执行？不能撤销", "Do it? It cannot be undone"],
  refuseSecond: ["拒绝", "Refuse"],
  takeBackSecond: ["撤回请求", "Take it back"],
  signOut: ["在这台设备上退出", "Sign out on this device"],
  signOutSure: ["确定退出？要用徽章链接才能再进入", "Sign out? The badge's link is needed to enter again"],
  issued: ["发放时间", "Issued"],
  howToUse: ["用平板的相机扫描二维码，打开链接即可使用。", "Scan the code with the tablet's camera and open the link."],
  closeSure: ["关闭后这些密钥不会再显示。确定关闭？", "These secrets are never shown again. Close them?"],
  leftHere: [
    "条内容还没有发送，仍保存在这台平板上；用同一席位的新徽章进入后自动发送。",
    "entries are still on this tablet; enter with a new badge for the same place to send them.",
  ],
} satisfies Words;
