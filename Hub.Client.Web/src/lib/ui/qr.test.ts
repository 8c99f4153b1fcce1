import decode from "qr/decode.js";
import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { clear, parts, type Picture } from "./clear";
import { svg } from "./qr";

const pass = "KW7R9PXT";

/** Modules of what a picture shows: its dark squares, and how many to a side. */
function modules(picture: string) {
  const side = Number(/viewBox="0 0 (\d+)/.exec(picture)![1]);
  const dark = [...picture.matchAll(/M(\d+),(\d+)h/g)].map(([, x, y]) => `${+x! / 10} ${+y! / 10}`);
  return { side: side / 10, dark: new Set(dark) };
}

type Light = (x: number, y: number, dark: boolean, around: boolean) => number;

/** A phone before the camera: the code takes a third of the picture. */
function seen(light: Light, size = 6): Picture {
  const { side, dark } = modules(svg(pass));
  const [width, height] = [640, 360];
  const [left, top] = [Math.round((width - side * size) / 2), Math.round((height - side * size) / 2)];
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [mx, my] = [Math.floor((x - left) / size), Math.floor((y - top) / size)];
      const around = mx < 0 || my < 0 || mx >= side || my >= side;
      data.fill(light(x, y, dark.has(`${mx} ${my}`), around), 4 * (y * width + x), 4 * (y * width + x) + 3);
      data[4 * (y * width + x) + 3] = 255;
    }
  return { width, height, data };
}

const read = (picture: Picture) => {
  try {
    return decode(picture);
  } catch {
    return undefined;
  }
};

describe("A pass is drawn", () => {
  it("to bear as much damage as its size allows", () => {
    const most = encode(pass, { ecc: "H", border: 4 });
    expect(modules(svg(pass)).side).toBe(encode(pass, { ecc: "L", border: 4 }).size);
    const drawn = modules(svg(pass)).dark;
    for (const [y, row] of most.data.entries())
      for (const [x, dark] of row.entries()) expect(drawn.has(`${x} ${y}`), `${x} ${y}`).toBe(dark);
  });

  it("no larger for that, with a link either", () => {
    const link = "https://hub.example.cn/pass?fair=week-2026#ABCDE-FGHJK-MNPQR";
    expect(modules(svg(link)).side).toBe(encode(link, { ecc: "L", border: 4 }).size);
  });
});

describe("The camera reads", () => {
  it("black on white as it is, and white on black", () => {
    expect(read(seen((_x, _y, dark) => (dark ? 0 : 255)))).toBe(pass);
    expect(read(seen((_x, _y, dark, around) => (around || !dark ? 12 : 235)))).toBe(pass);
  });

  const kinds: [string, Light][] = [
    ["a dimmed phone in a bright hall", (_x, _y, dark, around) => (around ? 240 : dark ? 40 : 58)],
    ["a washed-out one", (_x, _y, dark, around) => (around ? 20 : dark ? 236 : 250)],
    ["one that has nearly faded", (_x, _y, dark, around) => (around ? 128 : dark ? 120 : 125)],
    ["a pale one in uneven light", (x, _y, dark) => 90 + x / 10 + (dark ? 0 : 14)],
    ["pale light on dark", (_x, _y, dark, around) => (around ? 200 : dark ? 64 : 48)],
  ];
  it.each(kinds)("%s, made clear", (_name, light) => {
    expect(read(seen(light))).toBeUndefined();
    expect(read(clear(seen(light), parts[0]!))).toBe(pass);
    // held further away
    expect(read(seen(light, 4))).toBeUndefined();
    expect(read(clear(seen(light, 4), parts[1]!))).toBe(pass);
  });
});
