// The plan of a race as a form has it: what is left out is empty there.
import type { RacePlan } from "$lib/contract/wire";

type Sent = RacePlan["stages"][number];

export type StagePlan = Pick<Sent, "id" | "name"> & {
  nameEn: string;
  format: NonNullable<Sent["format"]>;
  heat: number;
  advance: number | null;
  take: number | null;
  seeding: NonNullable<Sent["seeding"]>;
  from: "" | NonNullable<Sent["from"]>;
  group: string | null;
  rounds: number;
  wins: number;
  laps: number | null;
  channels: string;
  reset: boolean;
};

export const newStage = (id: string, name: string): StagePlan => ({
  id,
  name,
  nameEn: "",
  format: "double",
  heat: 4,
  advance: null,
  take: null,
  seeding: "rank",
  from: "",
  group: null,
  rounds: 1,
  wins: 2,
  laps: 3,
  channels: "",
  reset: true,
});

export const shown = (stage: Sent): StagePlan => ({
  ...newStage(stage.id, stage.name),
  ...stage,
  nameEn: stage.nameEn ?? "",
  advance: stage.advance ?? null,
  take: stage.take ?? null,
  from: stage.from ?? "",
  group: stage.group ?? null,
  laps: stage.laps ?? null,
  channels: (stage.channels ?? []).join(" "),
});

export const sent = (stage: StagePlan): Sent => ({
  ...stage,
  nameEn: stage.nameEn.trim() || null,
  advance: stage.advance || null,
  take: stage.take || null,
  laps: stage.laps || null,
  from: stage.from || null,
  channels: stage.channels.trim() ? stage.channels.trim().split(/\s+/) : null,
});
