// Every word that a page shows, Chinese and English. What a jobseeker's first page does not need stands in words/, which the pages that need it import.
import type { ContestWord } from "./words/contest";
import type { PassWord } from "./words/pass";
import type { QueueWord } from "./words/queue";
import type { StaffWord } from "./words/staff";

const words = {
  fair: ["招聘会", "Job fair"],
  searchHint: ["搜单位、岗位，可用拼音首字母…", "Employer or job…"],
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
  headcount: ["招", "Openings"],
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
  no: ["否", "No"],
  ranked: ["参加排名", "Ranked"],
  floor: ["现场人流", "Floor"],
  leaderboard: ["排行榜", "Leaderboard"],
  notYet: ["这里还没有内容，一有就会自动显示。", "Nothing here yet; it appears by itself as soon as there is."],
  reading: ["实时读数，只看最新，不留存", "Live readings: the latest counts, nothing is kept"],
  row: ["行", "Row"],
  rows: ["行", "rows"],
  value: ["内容", "Value"],
  contests: ["比赛", "Contests"],
  contest: ["比赛", "Contest"],
  board: ["看板", "Board"],
  print: ["打印", "Print"],
  phone: ["手机", "Phone"],
  judge: ["评委", "Judge"],
  wall: ["大屏", "Wall"],
  tablet: ["平板", "Tablet"],
  offset: ["账本序号", "Ledger offset"],
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
  inLine: ["人在等", "waiting"],
  noWait: ["不用等", "No wait"],
  aboutWait: ["约等", "wait about"],
  minutes: ["分钟", "min"],
  queueFull: ["排队已满", "Queue is full"],
  queuePaused: ["休息中", "On a break"],
  queueClosed: ["暂不排队", "No queue now"],
  mine: ["我的排队和意向", "Queues, intentions"],
  close: ["关闭", "Close"],
  saved: ["已保存", "Saved"],
  noScene: ["没有这个画面：", "There is no such scene: "],
  notReached: [
    "还没有连上服务器：连上后自动显示",
    "THE SERVER HAS NOT BEEN REACHED YET: the picture comes by itself as soon as it is",
  ],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof words | ContestWord | PassWord | StaffWord | QueueWord;

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
