/** What a client says it can do beyond the protocol: its experimental capabilities whose names begin with `deftools/`. */

import type { ClientCapabilities } from "vscode-languageserver";

/** What a client says of one of them; absent when it says nothing. */
const said = ({ experimental }: ClientCapabilities, name: string): unknown =>
  typeof experimental === "object" && experimental !== null && !Array.isArray(experimental)
    ? experimental[name]
    : undefined;

/** `deftools/commands`, the commands it carries out: a lens for any other would do nothing when somebody clicks on it. */
export const commandsOf = (client: ClientCapabilities): ReadonlySet<unknown> => {
  const named = said(client, "deftools/commands");
  return new Set(Array.isArray(named) ? named : []);
};

/** `deftools/status`, whether it is told what surrounds documents: lsp-mode warns of notifications that it does not know. */
export const asksForStatus = (client: ClientCapabilities): boolean =>
  Boolean(said(client, "deftools/status"));

/**
 * `deftools/rulePages`, an address with `{code}` in it, as `deftools-rule:/{code}.md`: it shows the pages of rules itself, and asks for
 * them by `deftools/rulePage`. Gives the page of one of our rules.
 */
export const rulePageFor = (client: ClientCapabilities, code: string): string | undefined => {
  const template = said(client, "deftools/rulePages");
  return typeof template === "string" && code.startsWith("DEF")
    ? template.replaceAll("{code}", code)
    : undefined;
};
