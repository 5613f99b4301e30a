/** The method table: every request this server answers. */

import type { Method } from "./method.ts";
import { codeActionMethod } from "./methods/code-action.ts";
import { diagnosticMethod } from "./methods/diagnostic.ts";
import { documentSymbolMethod } from "./methods/document-symbol.ts";

export const methods: readonly Method[] = [diagnosticMethod, documentSymbolMethod, codeActionMethod];
