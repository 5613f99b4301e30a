/** `textDocument/definition`: the places that define a name, or the file of the building machine that a path names. */

import { DefinitionRequest, type Location, type LocationLink } from "vscode-languageserver";
import { definitions, hostFileAt } from "../../features/definition.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { hostAddress } from "../host-address.ts";
import { type Context, defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { shellDefinitions } from "../shell-answers.ts";

export const definitionMethod = defineMethod(
  DefinitionRequest.type,
  () => ({ definitionProvider: true }),
  (context, params, token) =>
    atPlace(context, params, (opened, offset) => {
      const { analysis, document, uri } = opened;
      const found = definitions(analysis.recipe, offset);
      if (found.length === 0)
        return hostFile(context, opened, offset).then(
          (file) => file ?? shellDefinitions(context, opened, params.position, token),
        );
      return found.map((span) => ({ uri, range: toRange(document, span) }));
    }),
);

/** Its start, if it is there. */
const hostFile = async (
  { client, powers }: Context,
  { analysis, document, uri }: OpenDocument,
  offset: number,
): Promise<Location[] | LocationLink[] | undefined> => {
  const file = hostFileAt(analysis.recipe, offset);
  const target = file && hostAddress(file.path, uri);
  if (!target || !(await powers.isFile(target))) return undefined;
  const start = { line: 0, character: 0 };
  const range = { start, end: start };
  if (!client.textDocument?.definition?.linkSupport) return [{ uri: target, range }];
  const link = { targetUri: target, targetRange: range, targetSelectionRange: range };
  return [{ ...link, originSelectionRange: toRange(document, file.span) }];
};
