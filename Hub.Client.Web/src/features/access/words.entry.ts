// Entering with a badge.
import type { Words } from "$lib/words/words.svelte";

export const entryWords = {
  enterHere: ["凭徽章进入", "Enter with a badge"],
  entering: ["正在进入…", "Entering…"],
  badBadge: [
    "徽章无效或已被收回，请向组织者重新领取。",
    "This badge does not count or was revoked. Ask the organizer for another.",
  ],
  needBadge: [
    "此页面需要徽章：请扫描组织者给的二维码或打开链接。",
    "This page needs a badge: scan the QR code or open the link the organizer gave you.",
  ],
} satisfies Words;
