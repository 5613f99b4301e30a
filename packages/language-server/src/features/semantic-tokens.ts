/** What every piece of a file is, for coloring: by meaning, where a pattern could only guess. */

import { bootstrapAgent, headerKeyword, type SectionNode } from "@deftools/grammar";
import { filesOrigin, type Recipe, type Stage, wordsOf } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { commentsOf } from "./comments.ts";
import { Painting, type SemanticToken } from "./painting.ts";
import { paintScript } from "./script-painting.ts";

/** All tokens of which something lies in `range`, in file order: none overlaps another, none goes over a line's end. */
export const semanticTokens = (recipe: Recipe, range?: Span): readonly SemanticToken[] => {
  const { file, stages } = recipe;
  const painting = new Painting(file.text);
  for (const stage of stages) {
    paintHeader(painting, stage);
    for (const section of stage.node.sections) paintSection(painting, stage, section);
    for (const comment of commentsOf(file.text, stage)) painting.add(comment, "comment");
  }
  for (const { span } of file.placeholders) painting.add(span, "placeholder");
  return painting.tokens(range ?? file.span);
};

const paintHeader = (painting: Painting, { node, name }: Stage): void => {
  for (const { key, colon, value } of node.header.entries) {
    const keyword = headerKeyword(key.text);
    if (!colon || !keyword) continue;
    painting.add(key.span, "key");
    painting.add(colon, "operator");
    if (!value) continue;
    const isAgent = keyword.value === "agent" && bootstrapAgent(value.text) !== undefined;
    if (value === name) painting.add(value.span, "stage", { definition: true });
    else painting.add(value.span, isAgent ? "agent" : "value");
  }
};

const paintSection = (painting: Painting, stage: Stage, section: SectionNode): void => {
  if (section.type === undefined) return;
  painting.add({ start: section.name.span.start - 1, end: section.name.span.end }, "section");
  const { from } = section.type === "files" ? filesOrigin(section) : {};
  for (const { span } of wordsOf(section)) {
    if (span.start === from?.span.start) painting.add(span, "stage");
    else if (from) painting.add(span, "section");
    else if (span.start === section.app?.span.start) painting.add(span, "app");
    else if (!section.app) painting.add(span, "option");
  }
  paintContent(painting, stage, section);
};

const paintContent = (painting: Painting, { scripts }: Stage, section: SectionNode): void => {
  const { content } = section;
  switch (content.kind) {
    case "files":
      for (const { source, destination } of content.lines)
        for (const word of [source, destination]) if (word) painting.add(word.span, "path");
      break;
    case "labels":
      for (const { key, value } of content.pairs) {
        painting.add(key.span, "label");
        if (value) painting.add(value.span, "string");
      }
      break;
    case "arguments":
      for (const { key, value } of content.pairs) {
        painting.add(key.span, "placeholder", { definition: true });
        if (value) painting.add(value.span, "string");
      }
      break;
    case "script": {
      const script = scripts.find(({ node }) => node === section);
      if (script && script.dialect !== "other") paintScript(painting, script.tree);
      break;
    }
    case "text":
    case "unknown":
      break;
  }
};
