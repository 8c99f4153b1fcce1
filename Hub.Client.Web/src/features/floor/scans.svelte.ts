import { untrack } from "svelte";
import type { Visit } from "$lib/contract/wire";
import type { Outbox } from "$lib/commands/outbox.svelte";
import { thisMoment, type Moment } from "$lib/commands/moment";
import { spaced } from "$features/access/pass";
import { sound, type Tone } from "$lib/scanning/sounds";
import { says } from "$lib/words/words.svelte";
import { floorWords } from "./words";
import { codesIn, type Found } from "./codes";

const t = says(floorWords);

/** So many are shown, newest first: what was a mistake is noticed soon. */
const shown = 4;
/** What has no answer by then is said to be kept; milliseconds. */
const patience = 1_500;

/** How a scan stands: on its way, kept until there is a network, in the ledger, refused, taken back. */
export type Standing = "sent" | "kept" | "done" | "refused" | "back";

/** @property here Whether the board showed the pass here then.
 * @property why It was refused. */
export type Scan = Visit & { key: string; moment: Moment; here: boolean; standing: Standing; why?: string };

/** @property torn It went into a text field and is not whole. */
export type Doubt = Found & { way: Visit["way"]; torn?: true };

type Whose = () => {
  booth: string;
  outbox: Outbox<"recruiter"> | undefined;
  isHere: (pass: string) => boolean;
};

/** The scans of this page, each answered by sight and sound. */
export class Scans {
  list = $state.raw<Scan[]>([]);
  /** What was read and not recorded: a person has to say what it is, or to scan again. */
  doubt = $state.raw<Doubt>();
  #usual = new Set<number>();

  constructor(readonly whose: Whose) {
    $effect(() => {
      const { outbox } = whose();
      if (!outbox) return;
      const list = this.list.map((scan) => settled(scan, outbox));
      if (list.every((scan, i) => scan === this.list[i])) return;
      for (const [i, scan] of list.entries()) {
        const before = this.list[i]!.standing;
        if (before !== scan.standing) heard(before, scan.standing);
      }
      this.list = list;
    });
  }

  /** What a scanner or the camera has read. */
  scanned(typed: string, way: Visit["way"]) {
    const found = codesIn(typed, this.#usual);
    const [code, another] = found.codes;
    if (!code || another) return this.#asks({ ...found, way });
    this.#usual.add(code.length);
    this.record(code, way);
  }

  /** See the scanner's. */
  torn() {
    this.#asks({ text: "", codes: [], way: "in", torn: true });
  }

  record(pass: string, way: Visit["way"]) {
    const { booth, outbox, isHere } = this.whose();
    if (!outbox) return;
    this.doubt = undefined;
    const moment = thisMoment();
    const visit = { pass, booth, way, at: new Date(moment.at).toISOString() };
    const key = `${pass} ${way} ${visit.at}`;
    const scan: Scan = { ...visit, key, moment, here: isHere(pass), standing: "sent" };
    this.list = [scan, ...this.list].slice(0, shown);
    outbox.add("visits", visit, key, `${spaced(pass)} ${t(way === "in" ? "enter" : "leave")}`, moment);
    setTimeout(
      () => this.#change(key, (late) => (late.standing === "sent" ? { ...late, standing: "kept" } : late)),
      patience,
    );
  }

  /** It was a mistake. */
  takeBack(scan: Scan) {
    const { pass, booth, way, at, key, moment } = scan;
    const { outbox } = this.whose();
    outbox?.add(
      "visits/take-back",
      { pass, booth, way, at },
      backOf(scan),
      `${spaced(pass)} ${t("takeBackScan")}`,
      moment,
    );
    this.#change(key, (known) => ({ ...known, standing: "back" }));
  }

  #asks(doubt: Doubt) {
    this.doubt = doubt;
    sound(doubt.codes.length || doubt.torn ? "doubt" : "refused");
  }

  #change(key: string, change: (scan: Scan) => Scan) {
    this.list = this.list.map((scan) => {
      const now = scan.key === key ? change(scan) : scan;
      if (now.standing !== scan.standing) heard(scan.standing, now.standing);
      return now;
    });
  }
}

function settled(scan: Scan, outbox: Outbox<"recruiter">): Scan {
  if (scan.standing === "done" || scan.standing === "refused") return scan;
  const key = scan.standing === "back" ? backOf(scan) : scan.key;
  const why = outbox.refused.find((c) => c.key === key)?.refused;
  if (why) return { ...scan, standing: "refused", why };
  if (scan.standing === "back") return scan;
  if (outbox.answered.has(scan.key)) return { ...scan, standing: "done" };
  return outbox.offline && scan.standing === "sent" ? { ...scan, standing: "kept" } : scan;
}

/** The key under which it is taken back. */
const backOf = (scan: Scan) => `${scan.key} back`;

/** Once for what is well, and again where that was too early. */
function heard(before: Standing, now: Standing) {
  const tones: Partial<Record<Standing, Tone>> = { kept: "good", done: "good", refused: "refused", back: "doubt" };
  const tone = tones[now];
  if (tone && tone !== tones[before]) untrack(() => sound(tone));
}
