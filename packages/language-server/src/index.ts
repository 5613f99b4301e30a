/** The door of the room: editor features over one text, in offsets, for programs that are no language client (a playground, say). */

export { type Analysis, analyze } from "./analysis.ts";
export type { CodeAction, CodeActionKind } from "./features/code-action.ts";
export { codeActions } from "./features/code-actions.ts";
export type { Completion, CompletionKind } from "./features/completion/completion.ts";
export { completions } from "./features/completion.ts";
export { completionDocumentation } from "./features/completion-documentation.ts";
export { type Diagnostic, diagnostics } from "./features/diagnostics.ts";
export { documentSymbols, type OutlineNode } from "./features/document-symbols.ts";
export { type Hover, hover } from "./features/hover.ts";
export { type OpenText, Session } from "./session.ts";
export { type Setting, settingTable } from "./settings.ts";
