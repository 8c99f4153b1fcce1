import type { FloorRow } from "$lib/contract/wire";

/** For sorting: A2 before A10. */
export const byBooth = (a: FloorRow, b: FloorRow) => a.booth.localeCompare(b.booth, undefined, { numeric: true });

/** Whether what is looked for stands in a booth's name or its employer's. */
export const isFound = (r: FloorRow, find: string) =>
  `${r.booth} ${r.employerName} ${r.employerNameEn ?? ""}`.toLowerCase().includes(find.toLowerCase());
