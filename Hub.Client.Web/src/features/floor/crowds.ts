import type { FloorRow } from "$lib/contract/wire";

const names = ["quiet", "busy", "crowded"] as const;

/** The word and the colour for how crowded a booth is. */
export const crowdOf = (row: FloorRow) => names[row.crowd];
