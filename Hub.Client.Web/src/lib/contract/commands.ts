// What may be asked of a fair, as the OpenAPI document lists it: which body an address takes, and what it answers.
import type { paths } from "./schema";

/** What a path below the fair stands for: a name in braces is one word. */
type Worded<Path> = Path extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Worded<After>}`
  : Path;

type Below<Path> = Path extends `/api/fairs/{fair}/${infer Rest}` ? Worded<Rest> : never;

type Posts = { [Path in keyof paths]: paths[Path] extends { post: object } ? Path : never }[keyof paths];
type Deletes = { [Path in keyof paths]: paths[Path] extends { delete: object } ? Path : never }[keyof paths];

/** Where a command goes below the fair, as in `queues/A01/desks`, and with DELETE before it where it takes away. */
export type Address = Below<Posts> | `${Below<Posts>}?${string}` | `DELETE ${Below<Deletes>}`;

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
