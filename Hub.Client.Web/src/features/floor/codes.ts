// Which codes stand in what a scanner typed.
import { asMade, isOwn } from "$features/access/pass";

/** @property codes One: that is it. Several: it may be that many codes that came as one, and a person has to say.
 * None: it is no pass at all. */
export type Found = { text: string; codes: string[] };

/** What scanners put before a code to say its kind, like ]Q1 before a QR code. */
const kind = /\][A-Za-z][0-9A-Za-z]/;
const around = /^[^A-Za-z0-9-]+|[^A-Za-z0-9-]+$/g;
/** As the server takes it. */
const possible = /^[A-Z0-9-]{1,32}$/;

/** @param usual Lengths of the codes that were taken here before. */
export function codesIn(typed: string, usual: ReadonlySet<number> = new Set()): Found {
  const parts = typed
    .split(kind)
    .map((part) => asMade(part.replace(around, "")))
    .filter(Boolean);
  const text = parts.join(" ");
  const found = parts.length === 1 ? (glued(text, usual) ?? parts) : parts;
  return { text, codes: found.every((code) => possible.test(code)) ? found : [] };
}

/** What a code falls into that looks like several; undefined: it looks like one. */
function glued(text: string, usual: ReadonlySet<number>): string[] | undefined {
  if (isOwn(text)) return undefined;
  for (const count of [2, 3, 4])
    if (text.length % count === 0) {
      const size = text.length / count;
      const parts = Array.from({ length: count }, (_, i) => text.slice(i * size, (i + 1) * size));
      if (parts.every(isOwn) || (size >= 3 && new Set(parts).size === 1)) return parts;
      if (usual.has(text.length) || size < 4) continue;
      if (usual.has(size) || (new Set(parts.map(pattern)).size === 1 && /^[A-Z].*\d$/.test(parts[0]!))) return parts;
    }
  if (usual.has(text.length)) return undefined;
  // one of the hub's own beside another
  for (const at of [8, text.length - 8]) {
    const parts = [text.slice(0, at), text.slice(at)];
    if (parts.some(isOwn) && parts.every((part) => part.length >= 3)) return parts;
  }
  return undefined;
}

const pattern = (code: string) => code.replace(/[A-Z]/g, "A").replace(/\d/g, "0");
