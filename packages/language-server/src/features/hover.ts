/** What the word under the cursor means: header keywords, bootstrap agents, section names. */

import {
  bootstrapAgent,
  type HeaderEntry,
  headerKeyword,
  type SectionNode,
  section,
} from "@deftools/grammar";
import { type Recipe, type Stage, stageAt } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { agentDocumentation, keywordDocumentation, sectionDocumentation } from "./word-documentation.ts";

/** An explanation, and the text it is about. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** The explanation at an offset; absent where no word of the language stands. */
export const hover = (recipe: Recipe, offset: number): Hover | undefined => {
  const stage = stageAt(recipe, offset);
  if (!stage) return undefined;
  const entry = stage.node.header.entries.find(({ span }) => touches(span, offset));
  if (entry) return hoverEntry(stage, entry, offset);
  const node = stage.node.sections.find(({ line }) => touches(line, offset));
  return node && hoverSection(stage, node, offset);
};

const hoverEntry = (stage: Stage, { key, value }: HeaderEntry, offset: number): Hover | undefined => {
  const keyword = headerKeyword(key.text);
  if (!keyword) return undefined;
  if (touches(key.span, offset)) {
    const agent = keyword.name === "Bootstrap" ? undefined : stage.bootstrap?.agent.text;
    const knownAgent = agent === undefined ? undefined : bootstrapAgent(agent);
    return { span: key.span, markdown: keywordDocumentation(keyword, knownAgent?.name) };
  }
  if (keyword.value !== "agent" || !value || !touches(value.span, offset)) return undefined;
  const agent = bootstrapAgent(value.text);
  return agent && { span: value.span, markdown: agentDocumentation(agent) };
};

const hoverSection = (stage: Stage, node: SectionNode, offset: number): Hover | undefined => {
  const known = section(node.name.text);
  const span = { start: node.name.span.start - 1, end: node.name.span.end };
  if (!known || !touches(span, offset)) return undefined;
  const script = stage.scripts.find((each) => each.node === node);
  return { span, markdown: sectionDocumentation(known, script) };
};
