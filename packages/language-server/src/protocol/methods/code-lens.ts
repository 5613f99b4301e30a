/** `textDocument/codeLens`: offers as commands that the client carries out; this server runs nothing. */

import { never } from "@deftools/trouble";
import { CodeLensRequest, type Command } from "vscode-languageserver";
import { type CodeLens, codeLenses } from "../../features/code-lenses.ts";
import { commandsOf } from "../abilities.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const codeLensMethod = defineMethod(
  CodeLensRequest.type,
  (client) => (commandsOf(client).size === 0 ? {} : { codeLensProvider: { resolveProvider: false } }),
  ({ client, documents }, { textDocument }) => {
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const commands = commandsOf(client);
    return codeLenses(opened.analysis.recipe)
      .map((lens) => ({ range: toRange(opened.document, lens.span), command: toCommand(opened, lens) }))
      .filter(({ command }) => commands.has(command.command));
  },
);

/** `deftools.build URI`, `deftools.test URI`, `deftools.showReferences URI POSITION LOCATIONS`. */
const toCommand = ({ uri, document }: OpenDocument, lens: CodeLens): Command => {
  const { title } = lens;
  switch (lens.do) {
    case "build":
      return { title, command: "deftools.build", arguments: [uri] };
    case "test":
      return { title, command: "deftools.test", arguments: [uri] };
    case "show-references": {
      const locations = lens.references.map(({ span }) => ({ uri, range: toRange(document, span) }));
      const position = document.positionAt(lens.span.start);
      return { title, command: "deftools.showReferences", arguments: [uri, position, locations] };
    }
    default:
      return never(lens);
  }
};
