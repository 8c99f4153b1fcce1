// Entering with a badge, and what a link brings.
import type { Words } from "$lib/words/words.svelte";

export const entryWords = {
  enterHere: ["凭徽章进入", "Enter with a badge"],
  entering: ["正在查看…", "Looking…"],
  badBadge: [
    "徽章无效或已被收回，请向组织者重新领取。",
    "This badge does not count or was revoked. Ask the organizer for another.",
  ],
  stillHere: ["这台设备上原来的徽章没有变。", "The badge that this device had is unchanged."],
  needBadge: [
    "此页面需要徽章：请扫描组织者给的二维码或打开链接。",
    "This page needs a badge: scan the QR code or open the link the organizer gave you.",
  ],
  hereNowIs: ["这台设备现在是", "This device is now"],
  linkBrings: ["这个链接带来", "The link brings"],
  otherBadge: ["这台设备已有徽章。要换吗？", "This device has a badge already. Replace it?"],
  otherBadgeMeans: [
    "换了以后，这里的操作都以链接里的徽章进行。不是组织者亲手给您的链接，请保留原来的。",
    "From then on all is done here as the link's badge. Keep yours unless the organizer gave you this link.",
  ],
  bringsBadge: ["打开的链接是一枚徽章，按下后才生效。", "This link is a badge. It counts once you press."],
  onlyIfGiven: ["只用组织者亲手给您的链接。", "Use only a link that the organizer gave you."],
  enterNow: ["以此徽章进入", "Enter with this badge"],
  takeBadge: ["换成链接里的徽章", "Replace it by the link's"],
  keepMine: ["保留我的", "Keep mine"],
  otherPass: ["这部手机已有通行证。要换吗？", "This phone has a pass already. Replace it?"],
  bringsPass: ["打开的链接是一张通行证，按下后才生效。", "This link is a pass. It counts once you press."],
  otherPassMeans: [
    "持有这张通行证的人都能看到您之后填写的资料和排队。只有它本来就是您的，才换。",
    "Whoever else holds that pass reads what you type from then on. Take it only if it is your own.",
  ],
  takePass: ["用链接里的通行证", "Use the link's pass"],
  ownInstead: ["不用，生成我自己的", "No, make my own"],
} satisfies Words;
