// What a person says of rows that an import asks about, as its address has it.
import type { ImportReport } from "$lib/contract/wire";

export type Answers = {
  /** Row, as `rowIn` names it → the id of what it corrects. */
  same: Record<string, string>;
  /** Rows that are right as they stand: new, and no remark. */
  taken: string[];
  /** The report's `pairing`, when all the rest are the same. */
  alike?: string;
  /** The same, when all the rest are new. */
  apart?: string;
};

/** Names a row among those of its file: after the number of its sheet, where several are read. */
export const rowIn = (report: Pick<ImportReport, "sheets">, at: { row: number; sheet?: string | null }) =>
  at.sheet ? `${report.sheets.findIndex((s) => s.name === at.sheet) + 1}!${at.row}` : `${at.row}`;

export const noAnswers: Answers = { same: {}, taken: [] };

export const inQuery = ({ same, taken, alike, apart }: Answers) =>
  Object.entries({
    same: Object.entries(same)
      .map(([row, id]) => `${row}:${id}`)
      .join(","),
    taken: taken.join(","),
    alike,
    apart,
  }).filter((e): e is [string, string] => Boolean(e[1]));
