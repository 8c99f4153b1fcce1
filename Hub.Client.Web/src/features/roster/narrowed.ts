/** What a search is narrowed by, as the address and the server know it. */
export const names = ["cluster", "zone", "degree", "major", "salary", "type"] as const;

export type Narrowed = Record<(typeof names)[number], string>;

export const narrowedBy = (params: URLSearchParams) =>
  Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""])) as Narrowed;
