// The pass and checking in.
import type { Words } from "$lib/words/words.svelte";

export const passWords = {
  contest: ["比赛", "Contest"],
  board: ["看板", "Board"],
  noBooth: ["没有这个展位：", "There is no such booth: "],
  passShow: ["到展位时出示，由工作人员扫码", "Show it at a booth, to be scanned"],
  passAnonymous: ["匿名：不含姓名和电话，只是一个号码。", "Anonymous: a number, without your name or phone."],
  otherPhone: ["带到另一部手机", "Take it to another phone"],
  restoreCode: ["恢复码", "Restore code"],
  restoreHint: [
    "在另一部手机上输入恢复码，或扫描二维码。恢复码不要给别人看。",
    "Type this restore code on the other phone, or scan the code. Show it to nobody.",
  ],
  havePass: ["我已有通行证", "I have a pass already"],
  restore: ["恢复", "Restore"],
  badCode: ["恢复码不对，或通行证已作废", "This code is wrong, or its pass was revoked"],
  passGone: ["这部手机的通行证已作废。", "The pass of this phone was revoked."],
  makePass: ["生成新的通行证", "Make a new pass"],
  lostPass: ["通行证丢失或被别人使用", "Lost, or used by somebody else"],
  lostPassHint: [
    "换一个新号码，旧的通行证和恢复码立即作废。",
    "You get a new number; the old pass and its restore code count no more.",
  ],
  newPass: ["换新通行证", "Get a new pass"],
  newPassSure: ["确定？旧的立即作废", "Sure? The old one ends now"],
  checkInHere: ["在这里签到", "Check in here"],
  checkInHint: [
    "您在这个展位旁才签到：它只记人数，不含姓名。",
    "Check in only where you stand: it counts people, without names.",
  ],
  checkedIn: ["已签到", "Checked in"],
  checkedOut: ["已签退", "Checked out"],
  checkOut: ["离开时签退", "Check out when you leave"],
  checkOutHint: [
    "签退让别人看到真实的人数；到别的展位签到也算离开。",
    "So that others see how crowded it is; checking in elsewhere checks you out here.",
  ],
  checkInAgain: ["再次签到", "Check in again"],
} satisfies Words;
