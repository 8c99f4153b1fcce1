// The hub's boards, as the OpenAPI document lists them: which rows are on a board of this name, under which keys.
import type { components } from "./made/schema";

type Boards = components["schemas"]["Boards"];

/** What a pattern stands for: a star is one word. */
type Named<Pattern> = Pattern extends `${infer Before}*${infer After}` ? `${Before}${string}${Named<After>}` : Pattern;

/** The name of a kind of board, as in `leaderboard/*`. */
export type BoardKind = keyof Boards;

/** The name of a board, as in `leaderboard/drone`. */
export type BoardName = Named<BoardKind>;

export type KindOf<Name> = { [Kind in BoardKind]: Name extends Named<Kind> ? Kind : never }[BoardKind];

/** Any row of the board. */
export type RowOf<Kind extends BoardKind> = Kind extends BoardKind ? Boards[Kind][keyof Boards[Kind]] : never;

/** The row under a key. One that is named counts before a star. */
export type RowAt<Kind extends BoardKind, Key> = Kind extends BoardKind
  ? Key extends keyof Boards[Kind]
    ? Boards[Kind][Key]
    : { [Keys in keyof Boards[Kind]]: Key extends Named<Keys> ? Boards[Kind][Keys] : never }[keyof Boards[Kind]]
  : never;

/** A first word that several rows of the board share, as `ticket` in `ticket/*`. */
export type Under<Kind extends BoardKind> = {
  [Each in Kind]: keyof Boards[Each] extends infer Key ? (Key extends `${infer First}/*` ? First : never) : never;
}[Kind];
