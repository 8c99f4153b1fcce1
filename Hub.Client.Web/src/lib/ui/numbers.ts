// Numbers as people write them and as pages show them. The server reads files in the same way, in Sheets/Numerals.cs.

/** What a field takes. */
export type Bounds = {
  min?: number | undefined;
  max?: number | undefined;
  /** Numbers go up from `min` in steps of this; undefined: any. */
  step?: number | undefined;
};

/** No total is rounded to more decimals; a value may have more, as a third has. */
const most = 10;

/** Wide letters, digits and signs as the usual ones. */
export const plain = (text: string) => text.normalize("NFKC").trim();

/** Reads 8.5, 8,5, 8。5 and ８．５ alike; 1,234.5 has thousands; 8,500 may mean either, and is not read.
 * @returns undefined: not one number. */
export function read(text: string): number | undefined {
  let said = plain(text).replace(/。/g, ".").replace(/−/g, "-");
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(said))
    said = /^[^,]+,\d{3}$/.test(said) ? "" : said.replace(/,/g, "");
  return /^[+-]?(\d+([.,]\d+)?|\.\d+)$/.test(said) ? Number(said.replace(",", ".")) : undefined;
}

const formats = new Map<number | undefined, Intl.NumberFormat>();

function format(digits?: number) {
  const [minimumFractionDigits, maximumFractionDigits] = [digits ?? 0, digits ?? most];
  const made = new Intl.NumberFormat("en", { useGrouping: false, minimumFractionDigits, maximumFractionDigits });
  formats.set(digits, made);
  return made;
}

/** Rounds what is written in decimals, so that 1.005 becomes 1.01.
 * @param digits Decimals; undefined: as many as it has, 10 at most. */
export function write(value: number, digits?: number): string {
  const text = (formats.get(digits) ?? format(digits)).format(value);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** How many decimals a number is written with. */
export const places = (value: number) => (write(value).split(".")[1] ?? "").length;

/** Why a field does not take a text that is not empty; undefined: it does. */
export function fault(text: string, { min, max, step }: Bounds): "noNumber" | "outside" | "betweenSteps" | undefined {
  const value = read(text);
  if (value === undefined) return "noNumber";
  if (value < (min ?? -Infinity) || value > (max ?? Infinity)) return "outside";
  const steps = step ? (value - (min ?? 0)) / step : 0;
  // a tenth is no exact number here
  return Math.abs(steps - Math.round(steps)) > 1e-6 + Math.abs(steps) * 1e-15 ? "betweenSteps" : undefined;
}
