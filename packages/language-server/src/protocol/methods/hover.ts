/** `textDocument/hover`: the meaning of a word, as Markdown. */

import { HoverRequest, MarkupKind } from "vscode-languageserver";
import { hover } from "../../features/hover.ts";
import { type ImageFacts, imageAt, imageFactsDocumentation } from "../../features/outside.ts";
import { imageFacts } from "../image-facts.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { shellHover } from "../shell-answers.ts";

export const hoverMethod = defineMethod(
  HoverRequest.type,
  () => ({ hoverProvider: true }),
  (context, { textDocument, position }, token) => {
    const { documents, surroundings } = context;
    const opened = documents.get(textDocument.uri);
    if (!opened) return null;
    const offset = opened.document.offsetAt(position);
    const { recipe, judging } = opened.analysis;
    const given = judging.settings.site?.buildArguments;
    const found = hover(recipe, offset, given);
    if (!found) return shellHover(context, opened, position, token);
    const answer = (facts?: ImageFacts) => {
      const value = facts ? `${found.markdown}\n\n${imageFactsDocumentation(facts)}` : found.markdown;
      return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(opened.document, found.span) };
    };
    const image = surroundings.settings.registries ? imageAt(recipe, offset, given) : undefined;
    return image?.span === found.span ? imageFacts(context, image.reference, token).then(answer) : answer();
  },
);
