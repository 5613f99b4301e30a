/** What a registry says of an image, for somebody who waits; hints show what is known of images, so they are asked for again when that is news. */

import type { ImageReference } from "@deftools/reference";
import type { CancellationToken } from "vscode-languageserver";
import type { ImageFacts } from "../features/outside.ts";
import type { Context } from "./method.ts";
import { soon } from "./soon.ts";

/** Absent where nobody answers soon; who asks again finds what came later. */
export const imageFacts = (
  { powers, refresh }: Context,
  reference: ImageReference,
  token: CancellationToken,
  patienceMs?: number,
): Promise<ImageFacts | undefined> => {
  const before = powers.images.known(reference)?.digest;
  const facts = powers.images.facts(reference).then((found) => {
    if (found && found.digest !== before) refresh.inlayHints();
    return found;
  });
  return soon(facts, token, patienceMs);
};
