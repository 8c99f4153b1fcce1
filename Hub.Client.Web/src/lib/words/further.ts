// What many pages share, and a jobseeker's first page does not show.
import type { Words } from "$lib/words/words.svelte";

export const furtherWords = {
  hereNow: ["现在在场", "Here now"],
  visitsToday: ["今日人次", "Visits today"],
  peopleToday: ["今日到场", "People today"],
  noFilters: ["清除筛选", "Clear filters"],
  myDegree: ["我的学历", "My degree"],
  salaryFrom: ["月薪", "Pay a month"],
  allZones: ["全部开发区", "All zones"],
  allTypes: ["全部类型", "All types"],
  workplace: ["工作地点", "Place"],
  kind: ["类型", "Type"],
  findBooth: ["查找展位或单位", "Find a booth or employer"],
  today: ["今日人流", "Today so far"],
  ranked: ["参加排名", "Ranked"],
  reading: ["实时读数，只看最新，不留存", "Live readings: the latest counts, nothing is kept"],
  print: ["打印", "Print"],
  saved: ["已保存", "Saved"],
  row: ["行", "Row"],
  rows: ["行", "rows"],
  oneRow: ["行", "row"],
  value: ["内容", "Value"],
  phone: ["手机", "Phone"],
  wall: ["大屏", "Wall"],
  major: ["专业", "Major"],
} satisfies Words;
