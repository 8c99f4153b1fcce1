// What several pages of those who work at the fair show.
import type { Words } from "$lib/words/words.svelte";

export const staffWords = {
  booths: ["展位", "Booths"],
  noCamera: [
    "这里用不了摄像头（需要 https）：请用扫码枪或输入通行证号。",
    "There is no camera here (it needs https): use a handheld scanner or type the pass.",
  ],
  cameraRefused: [
    "打不开摄像头：请在浏览器中允许使用，或用扫码枪、手动输入。",
    "The camera cannot be opened: allow it in the browser, or use a handheld scanner or type.",
  ],
  passHint: ["扫描或输入通行证号", "Scan or type a pass"],
  since: ["自", "since"],
  refused: ["被拒绝", "refused"],
  seat: ["评委席", "Seat"],
  chooseFile: ["选择文件", "Choose a file"],
  dryRun: ["试算（尚未导入）", "Dry run (nothing imported yet)"],
  apply: ["导入", "Import"],
  added: ["新增", "added"],
  changed: ["更改", "changed"],
  same: ["相同", "the same"],
  reason: ["原因", "Reason"],
  applied: ["已导入", "Imported"],
  place: ["位置", "Where"],
  name: ["标签", "Label"],
  onlyHere: [
    "现在发放的链接和二维码只能在这台电脑上打开：请先用手机能访问的地址（这台电脑的局域网地址或域名）打开组织台。",
    "Links and QR codes issued now open on this computer only: first open the desk by an address that phones " +
      "can reach (this computer's network address or a host name).",
  ],
  revoke: ["收回", "Revoke"],
  revoked: ["已收回", "Revoked"],
  find: ["查找…", "Find…"],
  links: ["各端入口", "Surfaces"],
  linksHint: [
    "手机和大屏不需要徽章；展位和评委页面用下面发放的徽章进入。",
    "Phones and walls need no badge; booths and judges enter with the badges issued below.",
  ],
  everything: ["全部轮播", "everything in turn"],
  chooseAgain: [
    "文件在选择之后被改动或移走了，请重新选择。",
    "The file was changed or moved after it was chosen: choose the file again.",
  ],
  noBooths: ["还没有展位：请先导入单位名单。", "There are no booths yet: import the employers first."],
  api: ["接口文档", "API"],
  column: ["列", "Column"],
  desk: ["组织台", "Desk"],
} satisfies Words;
