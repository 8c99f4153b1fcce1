// Every word that a page shows, Chinese and English.
const words = {
  fair: ["招聘会", "Job fair"],
  searchHint: ["搜单位、岗位、专业…", "Employer, position, major…"],
  employers: ["单位", "Employers"],
  positions: ["岗位", "Positions"],
  booth: ["展位", "Booth"],
  booths: ["展位", "Booths"],
  allClusters: ["全部产业", "All clusters"],
  quiet: ["空闲", "Quiet"],
  busy: ["较忙", "Busy"],
  crowded: ["拥挤", "Crowded"],
  hereNow: ["现在在场", "Here now"],
  visitsToday: ["今日人次", "Visits today"],
  peopleToday: ["今日到场", "People today"],
  asOf: ["截至", "as of"],
  stale: ["画面不是最新：与服务器失去联系", "NOT LIVE: the server cannot be heard"],
  staleSince: ["最后更新", "last heard"],
  connecting: ["正在连接…", "Connecting…"],
  nothingFound: ["没有找到，换个词试试", "Nothing found; try another word"],
  loading: ["加载中…", "Loading…"],
  openings: ["个岗位", "positions"],
  headcount: ["招", "hiring"],
  people: ["人", ""],
  back: ["返回", "Back"],
  website: ["网站", "Website"],
  more: ["更多", "More"],
  enter: ["进入", "In"],
  leave: ["离开", "Out"],
  pass: ["通行证", "Pass"],
  passHint: ["扫描或输入通行证号", "Scan or type a pass"],
  nobody: ["现在没有人", "Nobody is here now"],
  since: ["自", "since"],
  waiting: ["条等待发送", "waiting to be sent"],
  cannotKeep: [
    "这个浏览器不能保存数据（无痕窗口，或空间已满）：关闭此页面，等待发送的内容就会丢失。",
    "This browser cannot keep data (a private window, or no space left): what is waiting to be sent is lost if this page is closed.",
  ],
  allSent: ["全部已入账", "All in the ledger"],
  refused: ["被拒绝", "refused"],
  dismiss: ["知道了", "Dismiss"],
  contestants: ["选手", "Contestants"],
  seat: ["评委席", "Seat"],
  step: ["步长", "in steps of"],
  local: ["仅在本机", "On this tablet"],
  inLedger: ["已入账", "In the ledger"],
  missing: ["未评", "Missing"],
  unsaved: ["未保存", "Not saved"],
  save: ["保存", "Save"],
  less: ["减", "Less"],
  more1: ["加", "More"],
  rank: ["名次", "Rank"],
  total: ["总分", "Total"],
  floor: ["现场人流", "Floor"],
  leaderboard: ["排行榜", "Leaderboard"],
  noContest: ["还没有比赛", "There is no contest yet"],
  marksIn: ["评分进度", "marks in"],
  notYet: ["这里还没有内容，一有就会自动显示。", "Nothing here yet; it appears by itself as soon as there is."],
  reading: ["实时读数，只看最新，不留存", "Live readings: the latest counts, nothing is kept"],
  desk: ["组织台", "Desk"],
  import: ["导入名单", "Import a roster"],
  importHint: [
    "CSV、TSV、XLSX、XLS；先单位，后岗位。再次导入只更改有变化的行。",
    "CSV, TSV, XLSX, XLS; employers first, then positions. Importing again changes only what changed.",
  ],
  chooseFile: ["选择文件", "Choose a file"],
  column: ["列", "Column"],
  readAs: ["读作", "Read as"],
  notUsed: ["（不用）", "(not used)"],
  sample: ["样例", "Sample"],
  dryRun: ["试算（尚未导入）", "Dry run (nothing imported yet)"],
  apply: ["导入", "Import"],
  added: ["新增", "added"],
  changed: ["更改", "changed"],
  same: ["相同", "the same"],
  row: ["行", "Row"],
  rows: ["行", "rows"],
  value: ["内容", "Value"],
  reason: ["原因", "Reason"],
  download: ["下载被拒绝的行（CSV）", "Refused rows as CSV"],
  applied: ["已导入", "Imported"],
  badges: ["徽章", "Badges"],
  role: ["角色", "Role"],
  label: ["标签（可不填）", "Label (optional)"],
  name: ["标签", "Label"],
  contest: ["比赛", "Contest"],
  board: ["看板", "Board"],
  issue: ["发放", "Issue"],
  issueAll: ["为没有徽章的全部发放", "Issue for all that have none"],
  issuing: ["正在发放…", "Issuing…"],
  shownOnce: ["密钥只显示这一次：请现在扫码、打印或复制链接。", "Shown only once: scan, print or copy the link now."],
  onlyHere: [
    "现在发放的链接和二维码只能在这台电脑上打开：请先用手机能访问的地址（这台电脑的局域网地址或域名）打开组织台。",
    "Links and QR codes issued now open on this computer only: first open the desk by an address that phones can reach (this computer's network address or a host name).",
  ],
  print: ["打印", "Print"],
  copy: ["复制链接", "Copy link"],
  copied: ["已复制", "Copied"],
  close: ["关闭", "Close"],
  revoke: ["收回", "Revoke"],
  sure: ["确定收回？", "Revoke it?"],
  revoked: ["已收回", "Revoked"],
  find: ["查找…", "Find…"],
  links: ["各端入口", "Surfaces"],
  linksHint: [
    "手机和大屏不需要徽章；展位和评委页面用下面发放的徽章进入。",
    "Phones and walls need no badge; booths and judges enter with the badges issued below.",
  ],
  phone: ["手机", "Phone"],
  judge: ["评委", "Judge"],
  wall: ["大屏", "Wall"],
  everything: ["全部轮播", "everything in turn"],
  api: ["接口文档", "API"],
  visitor: ["观众", "Visitor"],
  recruiter: ["招聘人员", "Recruiter"],
  chief: ["裁判长", "Chief judge"],
  display: ["大屏", "Display"],
  organizer: ["组织者", "Organizer"],
  integration: ["设备接入", "Integration"],
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
  offline: ["网络不通，稍后自动重试", "No network; it will be tried again"],
  unreachable: ["连不上服务器，请检查网络后再试", "The server cannot be reached; check the network and try again"],
  noFair: ["没有这场招聘会", "There is no such fair"],
  noPage: ["没有这个页面", "There is no such page"],
  pageFailed: ["这个页面打不开", "This page cannot be opened"],
  healing: ["连上服务器后会自动重新打开。", "It opens again by itself as soon as the server is reached."],
  retry: ["重试", "Try again"],
  home: ["回到首页", "To the first page"],
  chooseAgain: [
    "文件在选择之后被改动或移走了，请重新选择。",
    "The file was changed or moved after it was chosen: choose the file again.",
  ],
  noBooth: ["没有这个展位：", "There is no such booth: "],
  noBooths: ["还没有展位：请先导入单位名单。", "There are no booths yet: import the employers first."],
  issued: ["发放时间", "Issued"],
  howToUse: ["用平板的相机扫描二维码，打开链接即可使用。", "Scan the code with the tablet's camera and open the link."],
  closeSure: ["关闭后这些密钥不会再显示。确定关闭？", "These secrets are never shown again. Close them?"],
  notSent: ["未发送", "not sent yet"],
  entered: ["已进入", "entered"],
  left: ["已离开", "left"],
  alreadyHere: ["本来就在场", "was already here"],
  wasNotHere: ["本来不在场", "was not here"],
  stillHere: [
    "条内容还没有发送，仍保存在这台平板上；用同一席位的新徽章进入后自动发送。",
    "entries are still on this tablet; enter with a new badge for the same place to send them.",
  ],
  leaveUnsaved: ["还有未保存的分数，确定离开？", "There are marks that are not saved. Leave?"],
  markBetween: ["请输入这个范围内的分数：", "Enter a mark in this range: "],
  nextContestant: ["下一位选手", "Next contestant"],
  provisional: ["暂定", "provisional"],
  marks: ["个评分", "marks"],
  weight: ["权重", "weight"],
  noScene: ["没有这个画面：", "There is no such scene: "],
  notReached: [
    "还没有连上服务器：连上后自动显示",
    "THE SERVER HAS NOT BEEN REACHED YET: the picture comes by itself as soon as it is",
  ],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof words;

const state = $state({
  en:
    new URLSearchParams(location.search).get("lang") === "en" ||
    (!new URLSearchParams(location.search).has("lang") && localStorage.getItem("hub-lang") === "en"),
});

export const lang = () => (state.en ? "en" : "zh-CN");
export const t = (word: Word) => words[word][state.en ? 1 : 0];

/** The name in the reader's language, where there is one. */
export const named = (zh: string | null | undefined, en?: string | null) => (state.en ? en || zh : zh) ?? "";

export function switchLanguage() {
  state.en = !state.en;
  localStorage.setItem("hub-lang", state.en ? "en" : "zh");
}

let zone: string | undefined;

/** Times are shown as the hall's clocks show them, wherever the reader's device thinks it is. */
export const showTimesOf = (fairZone: string) => void (zone = fairZone);

export const clock = (at: string | Date | number) =>
  new Date(at).toLocaleTimeString("zh-CN", {
    hour12: false,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  });

export const dayAndTime = (at: string) =>
  new Date(at).toLocaleString(lang(), {
    month: "numeric",
    day: "numeric",
    hour12: false,
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
