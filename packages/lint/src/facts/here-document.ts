/** Here-documents that nothing closes: they swallow the rest of their script. */

import type { Script } from "@deftools/recipe";
import { type Redirect, redirectsIn } from "@deftools/shell";

/** A here-document; its redirect is known to have one. */
export interface OpenHereDocument {
  readonly redirect: Redirect;
  readonly document: NonNullable<Redirect["hereDocument"]>;
}

/** The here-document that runs to the end of a script without its closing word. */
export const openHereDocument = (script: Script): OpenHereDocument | undefined => {
  if (script.dialect === "other") return undefined;
  let last: OpenHereDocument | undefined;
  for (const redirect of redirectsIn(script.tree)) {
    const { hereDocument } = redirect;
    if (hereDocument?.closed === false && (last?.redirect.span.start ?? -1) < redirect.span.start)
      last = { redirect, document: hereDocument };
  }
  return last;
};
