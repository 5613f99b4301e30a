/** The method table: every request this server answers. */

import type { Method } from "./method.ts";
import { codeActionMethod } from "./methods/code-action.ts";
import { completionMethod } from "./methods/completion.ts";
import { diagnosticMethod } from "./methods/diagnostic.ts";
import { documentSymbolMethod } from "./methods/document-symbol.ts";
import { hoverMethod } from "./methods/hover.ts";

export const methods: readonly Method[] = [
  diagnosticMethod,
  codeActionMethod,
  completionMethod,
  documentSymbolMethod,
  hoverMethod,
];
