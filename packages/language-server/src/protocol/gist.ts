/** What is kept of a recipe that is not open: enough for searches and proposals, and little to hold for a thousand of them. */

import type { SymbolInformation } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "../analysis.ts";
import { basesOf, type NamedBase } from "../features/completion/image-names.ts";
import { fileSymbols, wordsOf } from "../features/workspace-symbols.ts";
import { toRange } from "./positions.ts";
import { toSymbolKind } from "./symbol-kind.ts";

/** One recipe in short. */
export interface Gist {
  readonly uri: string;
  readonly bases: readonly NamedBase[];
  readonly symbols: readonly FoundSymbol[];
}

/** A symbol as the protocol has it, and what a search looks at. */
export interface FoundSymbol {
  readonly words: string;
  readonly symbol: SymbolInformation;
}

export const gistOf = (analysis: Analysis, document: TextDocument): Gist => ({
  uri: document.uri,
  bases: basesOf(analysis.recipe),
  symbols: symbolsOf(analysis, document),
});

/** The symbols of a recipe, open or not. */
export const symbolsOf = ({ recipe }: Analysis, document: TextDocument): readonly FoundSymbol[] =>
  fileSymbols(recipe).map((found) => ({
    words: wordsOf(found),
    symbol: {
      name: found.node.name,
      kind: toSymbolKind(found.node.kind),
      location: { uri: document.uri, range: toRange(document, found.node.selection) },
      ...(found.container && { containerName: found.container.name }),
    },
  }));
