// What a camera sees of a code is not always black on white: a dimmed phone is pale in a bright hall, and light on a
// screen washes it out. Decoders take so little difference for none.

/** As an ImageData has it. */
export type Picture = { width: number; height: number; data: Uint8ClampedArray };

/** How much of the height a code has that is held near, and further away. */
export const parts = [1 / 2, 1 / 4];

/** Of the middle's points, darkest first, those that become nearly black and nearly white: what is darker or lighter
 * still may stand around the code. */
const [dark, light] = [0.1, 0.9];
const [black, white] = [32, 223];

/** Grey, with all the differences that it can show in the picture's middle, where a code is held.
 * @param part How much of the height the middle has. */
export function clear({ width, height, data }: Picture, part: number): Picture {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  const side = Math.round(height * part);
  const [left, top] = [Math.round((width - side) / 2), Math.round((height - side) / 2)];
  const middle = new Uint8Array(side * side);
  for (let y = 0; y < side; y++)
    middle.set(grey.subarray((top + y) * width + left, (top + y) * width + left + side), y * side);
  middle.sort();
  const [low, high] = [middle[Math.floor(dark * middle.length)]!, middle[Math.floor(light * middle.length)]!];
  const gain = (white - black) / Math.max(1, high - low);
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < grey.length; i++) {
    out[4 * i] = out[4 * i + 1] = out[4 * i + 2] = black + (grey[i]! - low) * gain;
    out[4 * i + 3] = 255;
  }
  return { width, height, data: out };
}
