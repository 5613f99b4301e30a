/** Which of the protocol's kinds of symbols ours are. */

import { SymbolKind } from "vscode-languageserver";
import type { OutlineNode } from "../features/document-symbols.ts";

const kinds: Readonly<Record<OutlineNode["kind"], SymbolKind>> = {
  stage: SymbolKind.Module,
  key: SymbolKind.Property,
  section: SymbolKind.Method,
  argument: SymbolKind.Constant,
  app: SymbolKind.Package,
  function: SymbolKind.Function,
};

export const toSymbolKind = (kind: OutlineNode["kind"]): SymbolKind => kinds[kind];
