import { sentence } from "./ask";

/** Why a file could not be sent. One that was changed or moved since it was chosen can be read no more, which looks
 * like a server that is away. */
export const whyNot = (file: File | undefined, chooseAgain: string) => async (e: unknown) =>
  (await file
    ?.slice(0, 1)
    .arrayBuffer()
    .then(
      () => "",
      () => chooseAgain,
    )) || sentence(e);
