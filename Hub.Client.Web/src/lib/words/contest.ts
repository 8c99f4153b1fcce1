// The words of contests: boards, how a score came about, how a contest stands. Chinese and English.
import { also } from "../i18n.svelte";

const words = {
  attempt: ["第", "Attempt"],
  attemptEnd: ["轮", ""],
  noResult: ["无成绩", "No result"],
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
  onNow: ["正在比赛", "On now"],
  noMarksYet: ["还没有分数", "No marks yet"],
  rank: ["名次", "Rank"],
  total: ["总分", "Total"],
  noContest: ["还没有比赛", "There is no contest yet"],
  marksIn: ["评分进度", "marks in"],
  freezeAt: ["定时封榜", "Freeze at"],
  provisional: ["暂定", "provisional"],
} satisfies Record<string, [string, string]>;

export type ContestWord = keyof typeof words;

also(words);
