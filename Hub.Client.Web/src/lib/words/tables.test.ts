import { describe, expect, it } from "vitest";
import { first } from "$lib/first";
import type { Words } from "./words.svelte";

const modules = import.meta.glob<Record<string, Words>>(
  ["/src/**/words.ts", "/src/**/words.*.ts", "/src/lib/words/{common,further,staff}.ts", "!/src/**/*.{svelte,test}.ts"],
  { eager: true },
);
const sources = import.meta.glob<string>(["/src/**/*.svelte", "/src/**/*.ts", "!/src/**/*.{test,d}.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const tables = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module).map(([name, table]) => ({ name, table, file })),
);

// That each word which is said is in a table that its component imports, the compiler sees: says() takes nothing else.
describe("The tables of words", () => {
  it("are all looked at here", () => {
    const said = Object.values(sources).flatMap((s) => [...s.matchAll(/(\w+Words) = \{/g)].map((m) => m[1]!));
    expect(tables.length).toBeGreaterThan(10);
    expect(said.filter((name) => name !== "fieldWords").sort()).toEqual(tables.map((t) => t.name).sort());
  });

  it("have each word once, in Chinese and in English", () => {
    const seen = new Map<string, string>();
    for (const { table, file } of tables)
      for (const [word, [zh]] of Object.entries(table)) {
        expect(seen.get(word), `${word} in ${file}`).toBeUndefined();
        seen.set(word, file);
        expect(zh, word).not.toBe("");
      }
  });

  it("are asked for no word behind the compiler's back", () => {
    const casts = Object.entries(sources).filter(([, s]) => /\bt\([^)]* as |as (never|any)\b/.test(s));
    expect(casts.map(([file]) => file)).toEqual([]);
  });

  it("of those who work at the fair are nothing that a jobseeker's first page loads", () => {
    const resolve = (from: string, spec: string) => {
      const path = spec
        .replace(/^\$(lib|features)\//, "/src/$1/")
        .replace(/^\.\//, `${from.slice(0, from.lastIndexOf("/"))}/`);
      return [path, `${path}.ts`].find((p) => p in sources);
    };
    const loaded = new Set<string>();
    const open = ["/src/routes/+page.svelte", "/src/routes/employer/+page.svelte", "/src/routes/+layout.svelte"];
    for (let file = open.pop(); file; file = open.pop()) {
      if (loaded.has(file)) continue;
      loaded.add(file);
      for (const [, spec] of sources[file]!.matchAll(/^\s*import (?!type )[^"]*"([^"]+)";/gm)) {
        const found = resolve(file, spec!);
        if (found) open.push(found);
      }
    }
    expect([...loaded].filter((f) => f in modules)).toEqual(["/src/lib/words/common.ts"]);
    expect(Object.keys(sources).filter((f) => first.test(f) && !loaded.has(f))).toEqual([]);
  });
});
