import { Live } from "./live/live.svelte";
import { ownPass } from "./pass";

/** A phone's connection, and the pass of this phone, if it has one: then the connection also shows what is its own. */
export async function visiting(fair: string): Promise<{ live: Live; mine: string | undefined }> {
  const mine = await ownPass(fair).then(
    (own) => own?.pass,
    () => undefined,
  );
  return { live: new Live(fair, "phone", mine ? "visitor" : undefined), mine };
}
