import type { NodeRow } from "$lib/contract/wire";
import { spoken } from "$lib/words/words.svelte";
import { displayWords } from "./words";

export type State = "Ok" | "Behind" | "Silent" | "Away";

/** How it stands with what was heard so many seconds ago, as the row of its node says. */
export const stateOf = (age: number, node: NodeRow | undefined): State =>
  age > (node?.silentAfter ?? Infinity) ? "Silent" : age > (node?.behindAfter ?? Infinity) ? "Behind" : "Ok";

export const stateWord = (of: "node" | "redis" | "screen" | "away", state: string) =>
  spoken(displayWords, of + state[0]!.toUpperCase() + state.slice(1), state);
