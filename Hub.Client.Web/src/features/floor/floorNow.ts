import { ask } from "$lib/asking/ask";
import { fairPath } from "$lib/asking/fair";
import type { FloorRow } from "$lib/contract/wire";

/** Booth → its row, for a page that shows it once and does not watch it. */
export const floorNow = async (fair: string) =>
  (await ask<{ rows: Record<string, FloorRow> }>(fairPath(fair, "boards/floor"))).rows;
