/** What stands under the cursor: words of the language, names of the recipe, what lines of `%files` and `%labels` do, the base image. */

import {
  argumentUses,
  bootstrapAgent,
  type HeaderEntry,
  headerKeyword,
  type SectionNode,
  section,
} from "@deftools/grammar";
import { type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { copyDocumentation } from "./copy-documentation.ts";
import { imageDocumentation } from "./image-documentation.ts";
import { labelKey } from "./label-keys.ts";
import { nameDocumentation } from "./name-documentation.ts";
import { nameAt } from "./names/names.ts";
import { agentDocumentation, keywordDocumentation, sectionDocumentation } from "./word-documentation.ts";

/** An explanation, and the text it is about. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** The explanation at an offset; of things inside each other the inner one's. */
export const hover = (recipe: Recipe, offset: number): Hover | undefined => {
  const stage = stageAt(recipe, offset);
  if (!stage) return undefined;
  const entry = stage.node.header.entries.find(({ span }) => touches(span, offset));
  if (entry && touches(entry.key.span, offset)) return hoverKey(stage, entry);
  const named = nameAt(recipe, offset);
  if (named)
    return { span: named.mention.span, markdown: nameDocumentation(recipe, named.name, named.mention) };
  if (entry) return hoverValue(stage, entry, offset);
  const node = sectionAt(recipe, offset);
  if (!node) return undefined;
  return touches(node.line, offset) ? hoverLine(stage, node, offset) : hoverBody(recipe, stage, node, offset);
};

const hoverKey = (stage: Stage, { key }: HeaderEntry): Hover | undefined => {
  const keyword = headerKeyword(key.text);
  if (!keyword) return undefined;
  const agent = keyword.name === "Bootstrap" ? undefined : stage.bootstrap?.agent.text;
  const knownAgent = agent === undefined ? undefined : bootstrapAgent(agent);
  return { span: key.span, markdown: keywordDocumentation(keyword, knownAgent?.name) };
};

const hoverValue = (stage: Stage, { key, value }: HeaderEntry, offset: number): Hover | undefined => {
  if (!value || !touches(value.span, offset)) return undefined;
  const keyword = headerKeyword(key.text);
  if (keyword?.value === "agent") {
    const agent = bootstrapAgent(value.text);
    return agent && { span: value.span, markdown: agentDocumentation(agent) };
  }
  const image = stage.bootstrap?.image;
  return image?.reference && image.span === value.span
    ? { span: value.span, markdown: imageDocumentation(image.reference) }
    : undefined;
};

const hoverLine = (stage: Stage, node: SectionNode, offset: number): Hover | undefined => {
  const known = section(node.name.text);
  if (!known) return undefined;
  const span = { start: node.name.span.start - 1, end: node.name.span.end };
  const script = stage.scripts.find((each) => each.node === node);
  if (touches(span, offset)) return { span, markdown: sectionDocumentation(known, script) };
  const { argument } = node;
  return argument && touches(argument.span, offset)
    ? { span: argument.span, markdown: argumentUses[known.arguments].doc }
    : undefined;
};

const hoverBody = (
  recipe: Recipe,
  stage: Stage,
  { content }: SectionNode,
  offset: number,
): Hover | undefined => {
  if (content.kind === "files") return copyDocumentation(recipe, stage, offset);
  if (content.kind !== "labels") return undefined;
  const key = content.pairs.find((pair) => touches(pair.key.span, offset))?.key;
  const known = key && labelKey(key.text);
  return key && known && { span: key.span, markdown: known.doc };
};
