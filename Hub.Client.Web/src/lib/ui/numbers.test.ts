import { describe, expect, it } from "vitest";
import type { Contest, LeaderboardRow } from "$lib/contract/wire";
import { digitsOf, points } from "$features/contest/points";
import { fault, places, read, write } from "./numbers";

describe("A number that somebody types", () => {
  it.each([
    ["8.5", 8.5],
    ["8,5", 8.5],
    ["8，5", 8.5],
    ["8。5", 8.5],
    ["8｡5", 8.5],
    ["８．５", 8.5],
    ["８。５", 8.5],
    [" 85 ", 85],
    ["0,125", 0.125],
    ["1234,567", 1234.567],
    ["1,234.5", 1234.5],
    ["1,234,567", 1234567],
    [".5", 0.5],
    ["+3", 3],
    ["－0.5", -0.5],
    ["−0.5", -0.5],
  ])("is read: %s", (text, value) => expect(read(text)).toBe(value));

  it.each(["", "8,500", "8..5", "8.", "8,5,5", "8 5", "1.234,5", "1e3", "八点五", "8.5分", "DNF", "Infinity", "0x10"])(
    "is no number: %s",
    (text) => expect(read(text)).toBeUndefined(),
  );

  it("is told apart from what a field takes", () => {
    const marks = { min: 0, max: 10, step: 0.1 };
    expect(["8,5", "0.3", "10", "10.1", "-1", "8.55", "8,500"].map((text) => fault(text, marks))).toEqual([
      undefined,
      undefined,
      undefined,
      "outside",
      "outside",
      "betweenSteps",
      "noNumber",
    ]);
    expect(fault("123456789.001", { min: -1e9, max: 1e9, step: 0.001 })).toBeUndefined();
    expect(fault("0.0005", { step: 0.001 })).toBe("betweenSteps");
    expect(fault("123.456", {})).toBeUndefined();
  });
});

describe("A number that is shown", () => {
  it("has as many decimals as it needs, or as it is told, rounded as it is written", () => {
    expect([8.5, 16.6, 1 / 3, 0.0000001, 85, 1_000_000].map((n) => write(n))).toEqual([
      "8.5",
      "16.6",
      "0.3333333333",
      "0.0000001",
      "85",
      "1000000",
    ]);
    expect([1.005, 8.345, -0.04, 2].map((n, i) => write(n, [2, 2, 1, 3][i]))).toEqual(["1.01", "8.35", "0.0", "2.000"]);
    expect([1, 0.5, 0.001, 1e-7].map(places)).toEqual([0, 1, 3, 7]);
  });
});

describe("A contest's values beside each other", () => {
  const row = (total: number, ...modules: number[]) =>
    ({ total, modules: Object.fromEntries(modules.map((value, i) => [`m${i}`, value])) }) as unknown as LeaderboardRow;
  const contest = (step: number, kind = "judged", digits: number | null = null) =>
    ({ criteria: [{ kind, step }], digits }) as unknown as Contest;
  const shown = (of: Contest, r: LeaderboardRow) => {
    const digits = digitsOf(of, [r]);
    return [...Object.values(r.modules).map((v) => points(v, digits.modules)), points(r.total, digits.total)].join(" ");
  };

  it("add up as they are shown", () => {
    expect(shown(contest(0.1), row(16.6, 8.3, 8.3))).toBe("8.3 8.3 16.6");
    expect(shown(contest(0.05), row(16.5, 8.25, 8.25))).toBe("8.25 8.25 16.50");
    // a mean has more decimals than the steps of its marks
    expect(shown(contest(0.5), row(16.5, 8.25, 8.25))).toBe("8.25 8.25 16.50");
    expect(shown(contest(0.001), row(16.25, 8.125, 8.125))).toBe("8.125 8.125 16.250");
    expect(shown(contest(1), row(25 / 3, 25 / 3))).toBe("8.333 8.333");
  });

  it("have as many decimals as the criterion, and totals no more than their rule rounds to", () => {
    expect(shown(contest(0.5), row(8, 8))).toBe("8.0 8.0");
    expect(shown(contest(0.0001), row(8.1234, 8.1234))).toBe("8.1234 8.1234");
    // of what is measured as many as there are
    expect(shown(contest(0.001, "time"), row(60, 60))).toBe("60 60");
    expect(shown(contest(1, "judged", 2), row(16.67, 25 / 3, 25 / 3))).toBe("8.333 8.333 16.67");
    expect(shown(contest(0.1, "judged", 2), row(16.6, 8.3, 8.3))).toBe("8.3 8.3 16.6");
  });
});

const sources = import.meta.glob<string>(["/src/**/*.svelte", "/src/**/*.ts", "!/src/**/*.{test,d}.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

describe("Every page", () => {
  const having = (what: RegExp) =>
    Object.entries(sources)
      .filter(([, source]) => what.test(source))
      .map(([file]) => file);

  it("has the one field for numbers, and no browser's own", () => {
    expect(having(/type=[{"'`\s]*number|\.type = "number"|valueAsNumber|role="spinbutton"/)).toEqual([]);
    expect(having(/inputmode=[{"'`\s]*(numeric|decimal)/)).toEqual([]);
    expect(having(/<NumberField/).length).toBeGreaterThan(6);
  });

  it("reads and writes numbers in the one way", () => {
    expect(having(/\.toFixed\(|\.toPrecision\(|Number\((e\.|text|draft|value)|parseInt\(/)).toEqual([]);
  });
});
