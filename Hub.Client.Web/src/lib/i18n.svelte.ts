// Every word that a page shows, Chinese and English. Those that only staff reads stand in words/staff.ts, those of queues and one's own
// data in words/queue.ts: pages that need them import them.
import type { QueueWord } from "./words/queue";
import type { StaffWord } from "./words/staff";

const words = {
  fair: ["招聘会", "Job fair"],
  searchHint: ["搜单位、岗位，可用拼音首字母…", "Employer, position, major…"],
  employers: ["单位", "Employers"],
  positions: ["岗位", "Positions"],
  booth: ["展位", "Booth"],
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
  about: ["约", "about"],
  closed: ["已关闭", "Closed"],
  fillNear: ["快满了", "Nearly full"],
  fillFull: ["已满", "Full"],
  filters: ["更多筛选", "More filters"],
  noFilters: ["清除筛选", "Clear filters"],
  myDegree: ["我的学历", "My degree"],
  salaryFrom: ["月薪", "Pay a month"],
  allZones: ["全部开发区", "All zones"],
  allTypes: ["全部类型", "All types"],
  major: ["专业", "Major"],
  salary: ["薪资", "Pay"],
  degree: ["学历", "Degree"],
  workplace: ["工作地点", "Place"],
  kind: ["类型", "Type"],
  favourite: ["收藏", "Favourite"],
  favourites: ["收藏", "Favourites"],
  noFavourites: [
    "还没有收藏：在单位页点 ☆，只保存在这部手机上。",
    "None yet: tap ☆ on an employer's page. They stay on this phone.",
  ],
  plan: ["展位图", "Floor plan"],
  findBooth: ["查找展位或单位", "Find a booth or employer"],
  today: ["今日人流", "Today so far"],
  peak: ["最多", "most"],
  myPass: ["我的通行证", "My pass"],
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
  checkedIn: ["已签到", "Checked in"],
  checkedOut: ["已签退", "Checked out"],
  checkingIn: ["正在签到…", "Checking in…"],
  checkOut: ["离开时签退", "Check out when you leave"],
  checkOutHint: [
    "签退让别人看到真实的人数；到别的展位签到也算离开。",
    "So that others see how crowded it is; checking in elsewhere checks you out here.",
  ],
  checkInAgain: ["再次签到", "Check in again"],
  attempt: ["第", "Attempt"],
  attemptEnd: ["轮", ""],
  no: ["否", "No"],
  noResult: ["无成绩", "No result"],
  stopTimer: ["停", "Stop"],
  howScored: ["得分明细", "How this score came about"],
  tieBy: ["同分，按此排序：", "Tied; decided by"],
  counted: ["计入", "counted"],
  absent: ["缺", "absent"],
  filled: ["缺，按平均分计", "absent, the mean counts"],
  high: ["去掉最高", "highest, dropped"],
  low: ["去掉最低", "lowest, dropped"],
  worse: ["不计", "not counted"],
  official: ["正式成绩", "Official"],
  frozen: ["公开榜已冻结", "Public boards frozen"],
  revealing: ["揭晓中", "Revealing"],
  toReveal: ["待揭晓", "To be revealed"],
  doubtMissing: ["缺分", "missing"],
  doubtGap: ["分差过大，须统一", "too far apart: have to agree"],
  doubtApart: ["中间分差过大，按全部平均", "kept marks too far apart: all count"],
  doubtOutlier: ["偏离评委组", "far from the panel"],
  onNow: ["正在比赛", "On now"],
  ranked: ["参加排名", "Ranked"],
  noMarksYet: ["还没有分数", "No marks yet"],
  rank: ["名次", "Rank"],
  total: ["总分", "Total"],
  floor: ["现场人流", "Floor"],
  leaderboard: ["排行榜", "Leaderboard"],
  noContest: ["还没有比赛", "There is no contest yet"],
  marksIn: ["评分进度", "marks in"],
  notYet: ["这里还没有内容，一有就会自动显示。", "Nothing here yet; it appears by itself as soon as there is."],
  reading: ["实时读数，只看最新，不留存", "Live readings: the latest counts, nothing is kept"],
  desk: ["组织台", "Desk"],
  column: ["列", "Column"],
  row: ["行", "Row"],
  rows: ["行", "rows"],
  value: ["内容", "Value"],
  contests: ["比赛", "Contests"],
  judged: ["评分", "judged"],
  measured: ["测量", "measured"],
  count: ["计数", "count"],
  carried: ["带入", "carried over"],
  contest: ["比赛", "Contest"],
  board: ["看板", "Board"],
  print: ["打印", "Print"],
  phone: ["手机", "Phone"],
  judge: ["评委", "Judge"],
  wall: ["大屏", "Wall"],
  tablet: ["平板", "Tablet"],
  offset: ["账本序号", "Ledger offset"],
  nodeOk: ["正常", "OK"],
  nodeDraining: ["正在退出", "Draining"],
  nodeBehind: ["数据库不通", "Database not reached"],
  nodeDiffers: ["与其他节点不一致", "Differs from the others"],
  redisUp: ["正常", "up"],
  redisAway: ["断开", "away"],
  redisNone: ["无（单节点）", "none (one node)"],
  screenOk: ["正常", "OK"],
  screenBehind: ["落后", "Behind"],
  screenSilent: ["无响应", "Silent"],
  screenAway: ["没有连接", "Not connected"],
  api: ["接口文档", "API"],
  visitor: ["观众", "Visitor"],
  chief: ["裁判长", "Chief judge"],
  display: ["大屏", "Display"],
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
  noBooth: ["没有这个展位：", "There is no such booth: "],
  freezeAt: ["定时封榜", "Freeze at"],
  inLine: ["人在等", "waiting"],
  noWait: ["不用等", "No wait"],
  aboutWait: ["约等", "wait about"],
  minutes: ["分钟", "min"],
  queueFull: ["排队已满", "Queue is full"],
  queuePaused: ["休息中", "On a break"],
  queueClosed: ["暂不排队", "No queue now"],
  mine: ["我的排队和意向", "My queues and intentions"],
  provisional: ["暂定", "provisional"],
  noScene: ["没有这个画面：", "There is no such scene: "],
  notReached: [
    "还没有连上服务器：连上后自动显示",
    "THE SERVER HAS NOT BEEN REACHED YET: the picture comes by itself as soon as it is",
  ],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof words | StaffWord | QueueWord;

const all: Record<string, [string, string]> = { ...words };

/** Adds words that this page needs too. */
export const also = (more: Record<string, [string, string]>) => void Object.assign(all, more);

const state = $state({
  en:
    new URLSearchParams(location.search).get("lang") === "en" ||
    (!new URLSearchParams(location.search).has("lang") && localStorage.getItem("hub-lang") === "en"),
});

export const lang = () => (state.en ? "en" : "zh-CN");
export const t = (word: Word) => all[word]![state.en ? 1 : 0];

/** The name in the reader's language, where there is one. */
export const named = (zh: string | null | undefined, en?: string | null) => (state.en ? en || zh : zh) ?? "";

export function switchLanguage() {
  state.en = !state.en;
  localStorage.setItem("hub-lang", state.en ? "en" : "zh");
}

let zone = localStorage.getItem("hub-zone") ?? undefined;

/** Times are shown as the hall's clocks show them, wherever the reader's device thinks it is. */
export const showTimesOf = (fairZone: string) => localStorage.setItem("hub-zone", (zone = fairZone));

export const clock = (at: string | Date | number) =>
  new Date(at).toLocaleTimeString("zh-CN", {
    hour12: false,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  });

/** The time, and the day where that is not today. */
export function moment(at: string) {
  const day = (of: string | number) => new Date(of).toLocaleDateString(lang(), { timeZone: zone });
  return day(at) === day(Date.now()) ? clock(at) : dayAndTime(at);
}

/** The moment at which the hall's clocks show this date and time, as in 2026-06-06T15:30. */
export function hallTime(shown: string): string {
  const there = (at: number) =>
    Date.parse(`${new Date(at).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  const guess = Date.parse(`${shown}Z`);
  return new Date(2 * guess - there(guess)).toISOString();
}

export const dayAndTime = (at: string) =>
  new Date(at).toLocaleString(lang(), {
    month: "numeric",
    day: "numeric",
    hour12: false,
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
