/**
 * Asking a client to ask again, where it understands that, about what changes while the text stays: findings and hints. Outlines, colors
 * and lenses follow from the text alone.
 */

import type { ClientCapabilities, Connection } from "vscode-languageserver";
import { errorText } from "./method.ts";

/** What a client may be asked to ask about again. */
export interface Refresh {
  readonly diagnostics: () => void;
  readonly inlayHints: () => void;
}

export const refreshing = (connection: Connection, { workspace }: ClientCapabilities): Refresh => {
  // nobody waits for the client's answer, and one that refuses is served all the same
  const attempt = (ask: Promise<void>): void =>
    void ask.catch((error: unknown) => connection.console.error(errorText(error)));
  return {
    diagnostics: () => {
      if (workspace?.diagnostics?.refreshSupport) attempt(connection.languages.diagnostics.refresh());
    },
    inlayHints: () => {
      if (workspace?.inlayHint?.refreshSupport) attempt(connection.languages.inlayHint.refresh());
    },
  };
};
