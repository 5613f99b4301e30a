/** `textDocument/rename`: a name changed at all its mentions; a name that cannot be is answered with the reason. */

import { LSPErrorCodes, RenameRequest, ResponseError } from "vscode-languageserver";
import { rename } from "../../features/rename.ts";
import { atPlace } from "../at-place.ts";
import { defineMethod } from "../method.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

export const renameMethod = defineMethod(
  RenameRequest.type,
  (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  }),
  (context, params) =>
    atPlace(context, params, (opened, offset) => {
      const renaming = rename(opened.analysis.recipe, offset, params.newName);
      return "refusal" in renaming
        ? new ResponseError<void>(LSPErrorCodes.RequestFailed, renaming.refusal)
        : toWorkspaceEdit(opened, renaming.edits, context.client);
    }),
);
