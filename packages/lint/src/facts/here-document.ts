/** Here-documents that nothing closes: they swallow the rest of their script. */

import type { Script } from "@deftools/recipe";
import type { Redirect } from "@deftools/shell";
import { callsIn, nodesIn } from "./call.ts";

/** A here-document; its redirect is known to have one. */
export interface OpenHereDocument {
  readonly redirect: Redirect;
  readonly document: NonNullable<Redirect["hereDocument"]>;
}

/** The here-document that runs to the end of a script without its closing word. */
export const openHereDocument = (script: Script): OpenHereDocument | undefined => {
  if (script.dialect === "other") return undefined;
  let last: OpenHereDocument | undefined;
  const look = (redirects: readonly Redirect[]): void => {
    for (const redirect of redirects) {
      const { hereDocument } = redirect;
      if (hereDocument?.closed === false && (last?.redirect.span.start ?? -1) < redirect.span.start)
        last = { redirect, document: hereDocument };
    }
  };
  for (const { command } of callsIn(script)) look(command.redirects);
  for (const { node } of nodesIn(script)) if ("redirects" in node) look(node.redirects);
  return last;
};
