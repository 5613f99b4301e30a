/** What stands under the cursor: words of the language, names of the recipe, what lines of `%files` do, the base image. */

import {
  argumentUses,
  bootstrapAgent,
  type HeaderEntry,
  type HeaderKeyword,
  headerKeyword,
  type SectionNode,
  section,
} from "@deftools/grammar";
import { type Recipe, type Stage, sectionAt, stageAt } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";
import { baseDocumentation } from "./base-documentation.ts";
import { copyDocumentation } from "./copy-documentation.ts";
import { imageDocumentation } from "./image-documentation.ts";
import { inlineCode } from "./markdown.ts";
import { nameDocumentation } from "./name-documentation.ts";
import { namedImage } from "./named-image.ts";
import { nameAt } from "./names/names.ts";
import type { GivenArguments } from "./resolved-text.ts";
import { suppressionDocumentation } from "./suppression-documentation.ts";
import { agentDocumentation, keywordDocumentation, sectionDocumentation } from "./word-documentation.ts";

/** An explanation, and the text it is about. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** The explanation at an offset; of things inside each other the inner one's. `given` are arguments of every build. */
export const hover = (recipe: Recipe, offset: number, given: GivenArguments = {}): Hover | undefined => {
  const stage = stageAt(recipe, offset);
  if (!stage) return undefined;
  const entry = stage.node.header.entries.find(({ span }) => touches(span, offset));
  if (entry && touches(entry.key.span, offset)) return hoverKey(stage, entry);
  const suppression = suppressionDocumentation(recipe, offset);
  if (suppression) return suppression;
  const named = nameAt(recipe, offset);
  if (named) {
    const markdown = nameDocumentation(recipe, named.name, named.mention, given);
    return markdown === undefined ? undefined : { span: named.mention.span, markdown };
  }
  if (entry) return hoverValue(recipe, stage, entry, offset, given);
  const node = sectionAt(recipe, offset);
  if (!node) return undefined;
  if (touches(node.line, offset)) return hoverLine(stage, node, offset);
  return node.content.kind === "files" ? copyDocumentation(recipe, stage, offset, given) : undefined;
};

const hoverKey = (stage: Stage, { key }: HeaderEntry): Hover | undefined => {
  const keyword = headerKeyword(key.text);
  if (!keyword) return undefined;
  const agent = keyword.name === "Bootstrap" ? undefined : stage.bootstrap?.agent.text;
  return { span: key.span, markdown: keywordDocumentation(keyword, bootstrapAgent(agent ?? "")) };
};

const hoverValue = (
  recipe: Recipe,
  stage: Stage,
  { key, value }: HeaderEntry,
  offset: number,
  given: GivenArguments,
): Hover | undefined => {
  if (!value || !touches(value.span, offset)) return undefined;
  const markdown = valueDocumentation(recipe, stage, headerKeyword(key.text)?.name, value.text, given);
  return markdown === undefined ? undefined : { span: value.span, markdown };
};

const valueDocumentation = (
  recipe: Recipe,
  stage: Stage,
  key: HeaderKeyword["name"] | undefined,
  text: string,
  given: GivenArguments,
): string | undefined => {
  switch (key) {
    case "Bootstrap": {
      const agent = bootstrapAgent(text);
      return agent && agentDocumentation(agent);
    }
    case "From":
      return baseDocumentation(recipe, stage, given);
    case "Registry":
    case "Namespace": {
      const image = stage.bootstrap?.image && namedImage(recipe, stage, given);
      return image && imageDocumentation(image.reference);
    }
    case "MirrorURL":
    case "UpdateURL": {
      const release = stage.header.get("osversion")?.value?.text;
      const mirror = release === undefined ? text : text.replace(/%\{osversion\}/gi, () => release);
      return mirror === text ? undefined : `With \`OSVersion\` it is ${inlineCode(mirror)}.`;
    }
    default:
      return undefined;
  }
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
