/** The method table: every request this server answers. */

import type { Method } from "./method.ts";
import {
  incomingCallsMethod,
  outgoingCallsMethod,
  prepareCallHierarchyMethod,
} from "./methods/call-hierarchy.ts";
import { codeActionMethod } from "./methods/code-action.ts";
import { codeLensMethod } from "./methods/code-lens.ts";
import { completionMethod, completionResolveMethod } from "./methods/completion.ts";
import { definitionMethod } from "./methods/definition.ts";
import { diagnosticMethod } from "./methods/diagnostic.ts";
import { documentHighlightMethod } from "./methods/document-highlight.ts";
import { documentLinkMethod } from "./methods/document-link.ts";
import { documentSymbolMethod } from "./methods/document-symbol.ts";
import { engineViewMethod } from "./methods/engine-view.ts";
import { foldingRangeMethod } from "./methods/folding-range.ts";
import { formattingMethod, onTypeFormattingMethod, rangeFormattingMethod } from "./methods/formatting.ts";
import { hoverMethod } from "./methods/hover.ts";
import { inlayHintMethod } from "./methods/inlay-hint.ts";
import { linkedEditingRangeMethod } from "./methods/linked-editing-range.ts";
import { prepareRenameMethod } from "./methods/prepare-rename.ts";
import { referencesMethod } from "./methods/references.ts";
import { renameMethod } from "./methods/rename.ts";
import { rulePageMethod } from "./methods/rule-page.ts";
import { selectionRangeMethod } from "./methods/selection-range.ts";
import {
  semanticTokensDeltaMethod,
  semanticTokensMethod,
  semanticTokensRangeMethod,
} from "./methods/semantic-tokens.ts";
import { signatureHelpMethod } from "./methods/signature-help.ts";
import { workspaceDiagnosticMethod } from "./methods/workspace-diagnostic.ts";
import { workspaceSymbolMethod } from "./methods/workspace-symbol.ts";

export const methods: readonly Method[] = [
  codeActionMethod,
  codeLensMethod,
  completionMethod,
  completionResolveMethod,
  definitionMethod,
  diagnosticMethod,
  documentHighlightMethod,
  documentLinkMethod,
  documentSymbolMethod,
  engineViewMethod,
  foldingRangeMethod,
  formattingMethod,
  rangeFormattingMethod,
  onTypeFormattingMethod,
  hoverMethod,
  incomingCallsMethod,
  inlayHintMethod,
  linkedEditingRangeMethod,
  outgoingCallsMethod,
  prepareCallHierarchyMethod,
  prepareRenameMethod,
  referencesMethod,
  renameMethod,
  rulePageMethod,
  selectionRangeMethod,
  semanticTokensMethod,
  semanticTokensDeltaMethod,
  semanticTokensRangeMethod,
  signatureHelpMethod,
  workspaceDiagnosticMethod,
  workspaceSymbolMethod,
];
