// Makes Pinyin.txt and Simplified.txt of Unicode's Han database. Debian's package unicode-data has it:
//   bzcat /usr/share/unicode/Unihan_{Readings,Variants}.txt.bz2 | node unihan.mjs
import { readFileSync, writeFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").split("\n");
const version = /Unicode version: ([\d.]+)/.exec(lines.find((l) => l.includes("Unicode version:")))[1];
const rows = lines.filter((l) => l.startsWith("U+")).map((l) => l.split("\t"));
const characters = (codes) => codes.split(" ").map((c) => String.fromCodePoint(parseInt(c.slice(2), 16)));

const head = (what) =>
  `# ${what}\n# Derived from Unicode's Han database (Unihan, UAX #38), version ${version}, by unihan.mjs.\n` +
  "# © 1991-2022 Unicode, Inc. The licence stands in LICENSE.txt.\n";
const write = (name, what, table) =>
  writeFileSync(
    new URL(name, import.meta.url),
    head(what) + [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, all]) => `${key} ${all.join("")}\n`).join(""),
  );

// what a dictionary of today reads, not all that was ever read
const fields = new Set(["kMandarin", "kHanyuPinlu", "kXHC1983", "kTGHZ2013"]);
const plain = (reading) =>
  reading.normalize("NFD").replaceAll("u\u0308", "v").replace(/[\u0300\u0301\u0304\u030c]/g, "").normalize("NFC");
const reads = new Map();
for (const [code, field, value] of rows)
  if (fields.has(field))
    for (const reading of value.split(/[ ,]/).map((r) => plain(r.replace(/^[\d.*,]+:|\(\d+\)$/g, ""))))
      if (/^[a-z]+$/.test(reading)) {
        const [c] = characters(code);
        reads.set(c, (reads.get(c) ?? new Set()).add(reading));
      }
// 𠮷 is another 吉 and has no reading of its own
for (const field of ["kZVariant", "kSemanticVariant", "kSpoofingVariant"])
  for (const [code, of, value] of rows) {
    const [c, like] = of === field ? characters(`${code} ${value}`) : [];
    if (c && !reads.has(c) && reads.has(like)) reads.set(c, reads.get(like));
  }
const readings = new Map();
for (const [c, all] of reads) for (const r of all) readings.set(r, [...(readings.get(r) ?? []), c]);
write(
  "Pinyin.txt",
  "Readings without tones (v is ü) and the characters that are read so.",
  [...readings].map(([r, all]) => [r, all.sort()]),
);

const simple = new Map();
const becomes = (from, to) => from !== to && !simple.has(from) && simple.set(from, to);
for (const [code, field, value] of rows)
  if (field === "kSimplifiedVariant") {
    const [from] = characters(code);
    becomes(from, characters(value).find((c) => c !== from) ?? from);
  }
for (const [code, field, value] of rows)
  if (field === "kTraditionalVariant") {
    const [to] = characters(code);
    for (const from of characters(value)) if (!simple.has(to)) becomes(from, to);
  }
const end = (c, seen = [c]) => {
  const next = simple.get(c);
  return next === undefined || seen.includes(next) ? c : end(next, [...seen, next]);
};
const traditional = new Map();
for (const from of [...simple.keys()].sort()) {
  const to = end(from);
  if (to !== from) traditional.set(to, [...(traditional.get(to) ?? []), from]);
}
write("Simplified.txt", "Simplified characters and the traditional ones that they stand for.", traditional);
