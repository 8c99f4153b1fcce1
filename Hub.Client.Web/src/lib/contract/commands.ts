// What may be asked of a fair, as the OpenAPI document lists it: by whom, which body an address takes, and what it
// answers.
import type { may } from "./made/may";
import type { paths } from "./made/schema";
import type { Role } from "./wire";

/** What a path below the fair stands for: a name in braces is one word. */
type Worded<Path> = Path extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Worded<After>}`
  : Path;

type Below<Path> = Path extends `/api/fairs/{fair}/${infer Rest}` ? Worded<Rest> : never;

type May = typeof may;

/** Who may have a path in this manner: everybody, where the document names nobody. */
type MayHave<Path, Method> = Path extends keyof May
  ? May[Path] extends { [M in Method & string]: readonly (infer Who)[] }
    ? Who
    : Role
  : Role;

/** Paths that somebody may have in this manner, whichever of these roles it is. */
type Paths<Method extends string, As> = {
  [Path in keyof paths]: paths[Path] extends { [M in Method]: object }
    ? [As] extends [MayHave<Path, Method>]
      ? Path
      : never
    : never;
}[keyof paths];
type Posts = Paths<"post", never>;

/** Where a command goes below the fair, as in `queues/A01/desks`, and with DELETE before it where it takes away.
 * @param As Only what is for everyone of these roles; a page of others cannot be built. */
export type Address<As extends Role = never> =
  Below<Paths<"post", As>> | `${Below<Paths<"post", As>>}?${string}` | `DELETE ${Below<Paths<"delete", As>>}`;

type Post<Where> = {
  [Path in Posts]: Where extends Below<Path> | `${Below<Path>}?${string}` ? paths[Path]["post"] : never;
}[Posts];

type Json<Of> = Of extends { content: { "application/json": infer Body } } ? Body : undefined;

/** The body that an address takes; undefined: none, or a file. */
export type BodyOf<Where> = Post<Where> extends { requestBody: infer Body } ? Json<Body> : undefined;

type Receipt = Json<paths["/api/fairs/{fair}/visits"]["post"]["responses"][200]>;

/** What is answered when it is granted. */
export type AnswerOf<Where> = [Post<Where>] extends [never]
  ? Receipt
  : Post<Where> extends { responses: { 200: infer Answer } }
    ? Json<Answer>
    : undefined;
