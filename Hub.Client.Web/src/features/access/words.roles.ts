// What somebody may be at a fair.
import type { Words } from "$lib/words/words.svelte";

export const roleWords = {
  visitor: ["观众", "Visitor"],
  judge: ["评委", "Judge"],
  chief: ["裁判长", "Chief judge"],
  display: ["大屏", "Display"],
  recruiter: ["招聘人员", "Recruiter"],
  organizer: ["组织者", "Organizer"],
  integration: ["设备接入", "Integration"],
} satisfies Words;
