import { beforeEach, describe, expect, it, vi } from "vitest";
import { Visitor } from "./visitor.svelte";

let watched: string[];
let asked: { method: string; answer: (status: number, body: object) => void }[];

vi.mock("$lib/live/live.svelte", () => ({
  Live: class {
    watch(board: string) {
      watched.push(board);
      return { rows: new Map() };
    }
    unwatch(board: string) {
      watched = watched.filter((b) => b !== board);
    }
    become() {}
    close() {}
  },
}));

beforeEach(() => {
  [watched, asked] = [[], []];
  vi.stubGlobal(
    "fetch",
    (_: string, { method }: { method: string }) =>
      new Promise<Response>((go) =>
        asked.push({ method, answer: (status, body) => go(new Response(JSON.stringify(body), { status })) }),
      ),
  );
});

const next = () => vi.waitUntil(() => asked.shift());

describe("A phone without a pass", () => {
  it("makes one, though two things ask for it in the same moment", async () => {
    const visitor = new Visitor("fair");
    const both = Promise.all([visitor.begin(), visitor.begin()]);
    (await next()).answer(404, { status: 404, code: "unknown-pass", detail: "", retry: false });
    const made = await next();
    expect(made.method).toBe("POST");
    made.answer(200, { pass: "KW7R9PXT", code: "c" });
    expect(await both).toEqual(["KW7R9PXT", "KW7R9PXT"]);
    expect(asked).toEqual([]);
    expect(watched).toEqual(["my/KW7R9PXT"]);
  });

  it("tries again where making one failed", async () => {
    const visitor = new Visitor("fair");
    const first = visitor.begin();
    (await next()).answer(503, { status: 503, code: "busy", detail: "not now", retry: true });
    await expect(first).rejects.toThrow("not now");
    const second = visitor.begin();
    (await next()).answer(200, { pass: "KW7R9PXT", code: "c" });
    expect(await second).toBe("KW7R9PXT");
  });
});
