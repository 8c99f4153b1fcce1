// What only the desk, judges and chiefs are told, Chinese and English. It comes with their pages.
import { learn } from "./i18n.svelte";

const staffWords = {
  knownPassesHint: ["关闭时，扫到什么号码都计入", "If off, whatever a scanner reads counts"],
  revokePass: ["作废一个通行证号", "Revoke a pass by its number"],
  training: ["练习评分，不计入成绩", "Training: this mark does not count"],
  notForThisSeat: ["这个评委席没有要打分的项目。", "There is nothing for this seat to mark."],
  signedHint: ["签字后这张评分表由裁判长更改", "After signing only the chief judge can change this sheet"],
  correctHint: ["点一个分数来更正；旧分数保留在账本里。", "Tap a mark to correct it; the old one stays in the ledger."],
  nothingMoves: ["总分和名次都不变。", "No total and no rank changes."],
  drawOrder: ["抽签：出场顺序、场次、工位", "Draw order, heats, stations"],
  hideNames: ["加密：公布前只显示工位号", "Hide names behind station codes"],
  importHint: [
    "CSV、TSV、XLSX、XLS；先单位，后岗位。再次导入只更改有变化的行。",
    "CSV, TSV, XLSX, XLS; employers first, then positions. Importing again changes only what changed.",
  ],
  newContestHint: [
    "从示例或文件开始：方案文件（JSON），或每行一个评分项的表格（模块、权重、评分项、类型、评委席、满分、步长、次数、合成、去高、去低、分值）。",
    "Begin with an example or a file: a scheme (JSON), or a spreadsheet with a row for each criterion (module, weight, criterion, kind, seats, max, step, attempts, combine, drop high, drop low, points).",
  ],
  contestantsHint: [
    "表格要有编号、姓名两列，可有单位、组别。名单上没有的选手会被删除；有分数的不会被删除。",
    "A table with number and name, and affiliation and group where there are. Who is not on it is removed, unless there are marks.",
  ],
  nobodyRemoved: [
    "有行被拒绝，因此不会删除任何选手。",
    "Rows are refused, so that nobody is removed: they may be in those.",
  ],
  issueAll: ["为没有徽章的全部发放", "Issue for all that have none"],
  shownOnce: ["密钥只显示这一次：请现在扫码、打印或复制链接。", "Shown only once: scan, print or copy the link now."],
  onlyHere: [
    "现在发放的链接和二维码只能在这台电脑上打开：请先用手机能访问的地址（这台电脑的局域网地址或域名）打开组织台。",
    "Links and QR codes issued now open on this computer only: first open the desk by an address that phones can reach (this computer's network address or a host name).",
  ],
  linksHint: [
    "手机和大屏不需要徽章；展位和评委页面用下面发放的徽章进入。",
    "Phones and walls need no badge; booths and judges enter with the badges issued below.",
  ],
  noScreens: ["没有大屏或平板连接。", "No wall and no tablet is connected."],
  screensHint: [
    "每块屏幕都要确认显示了收到的画面，至少每几秒一次；迟迟不确认的排在最前。手机只计数。",
    "Each screen confirms every few seconds that it shows what it was sent; those that do not come first. Phones are only counted.",
  ],
  offlineHint: ["照常打分和签字，联网后自动发送", "Go on marking: it is sent when the network is back"],
  firstOnline: [
    "连不上服务器，会自动重试。这台平板第一次打开评分页要联网，以后没有网络也能打开。",
    "The server cannot be reached; it will be tried again. The first time on this tablet this page needs the network, later it opens without.",
  ],
  otherTablet: ["另一台平板已在使用这个评委席，自", "Another tablet is signed in on this seat since"],
  otherTabletHint: [
    "两台都能打分，后保存的算数：请只用一台。",
    "Both can mark, and what is saved last counts: use only one of them.",
  ],
  laterTablet: ["又有一台平板登录了这个评委席，自", "A second tablet has signed in on this seat since"],
  chooseAgain: [
    "文件在选择之后被改动或移走了，请重新选择。",
    "The file was changed or moved after it was chosen: choose the file again.",
  ],
  howToUse: ["用平板的相机扫描二维码，打开链接即可使用。", "Scan the code with the tablet's camera and open the link."],
  closeSure: ["关闭后这些密钥不会再显示。确定关闭？", "These secrets are never shown again. Close them?"],
  leaveUnsaved: ["还有未保存的分数，确定离开？", "There are marks that are not saved. Leave?"],
  markBetween: ["请输入这个范围内的分数：", "Enter a mark in this range: "],
} satisfies Record<string, [string, string]>;

export type StaffWord = keyof typeof staffWords;

learn(staffWords);
