/** Proposals that are only a beginning: behind a key comes its value, behind a folder what is in it. VS Code asks by itself only for what is typed. */

import type { CompletionItem } from "vscode";

/** With the command that asks for what comes next, and is silent where nothing does. */
export const goingOn = (item: CompletionItem): CompletionItem => {
  if (typeof item.insertText === "string" && isBeginning(item.insertText))
    item.command = { title: "", command: "editor.action.triggerSuggest", arguments: [{ auto: true }] };
  return item;
};

/** `From: `, `src/`, `disable-line=`. Where the server has nothing to say, VS Code would propose any word of the document. */
export const isBeginning = (text: string): boolean =>
  /^(?:Bootstrap|From|Registry|MirrorURL|OSVersion): $|\/$|^(?:disable|enable)[a-z-]*=$/.test(text);
