/** Which words of the language fit at the cursor: header keywords, bootstrap agents, section names. */

import {
  appSections,
  type BootstrapAgent,
  bootstrapAgents,
  engines,
  type HeaderKeyword,
  headerKeyword,
  headerKeywords,
  keywordUse,
  known,
  sections,
  type Versions,
} from "@deftools/grammar";
import { type Recipe, type Stage, stageAt } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { agentDocumentation, keywordDocumentation, sectionDocumentation } from "./word-documentation.ts";

/** One proposal; they come in the order to be shown. */
export interface Completion {
  readonly kind: "keyword" | "agent" | "section";
  readonly label: string;
  /** What to replace. */
  readonly span: Span;
  readonly text: string;
  readonly markdown: string;
}

/** The proposals at an offset. */
export const completions = (recipe: Recipe, offset: number): readonly Completion[] => {
  const { text } = recipe.file;
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const sectionStart = /^[ \t]*(?=%\S*$)/.exec(before);
  if (sectionStart) return sectionNames(wordAt(text, lineStart + sectionStart[0].length, offset, endOfName));

  const stage = stageAt(recipe, offset);
  if (!stage || inSection(stage, offset) || continuesEntry(text, lineStart)) return [];
  const agentStart = /^[ \t]*bootstrap[ \t]*:[ \t]*(?=\S*$)/i.exec(before);
  if (agentStart) return agentNames(wordAt(text, lineStart + agentStart[0].length, offset, endOfName));
  const keyStart = /^[ \t]*(?=\w*$)/.exec(before);
  return keyStart ? keywords(stage, text, lineStart + keyStart[0].length, offset) : [];
};

/** From `start` over the cursor to where what is written there ends. */
const wordAt = (text: string, start: number, offset: number, end: RegExp): Span => ({
  start,
  end: offset + Math.max(text.slice(offset).search(end), 0),
});

const endOfName = /[\s#]|$/;
const endOfKey = /\W|$/;

const inSection = ({ node }: Stage, offset: number): boolean =>
  node.sections.some(({ line }) => line.start <= offset);

/** A line that the one above goes on in is no place for a key. */
const continuesEntry = (text: string, lineStart: number): boolean => {
  const aboveStart = text.lastIndexOf("\n", lineStart - 2) + 1;
  return text.slice(aboveStart, lineStart).trimEnd().endsWith("\\");
};

const sectionNames = (span: Span): readonly Completion[] =>
  [...sections, ...appSections].map((each) => ({
    kind: "section",
    label: `%${each.name}`,
    span,
    text: `%${each.name}`,
    markdown: sectionDocumentation(each),
  }));

const agentNames = (span: Span): readonly Completion[] =>
  bootstrapAgents.filter(isCurrent).map((each: BootstrapAgent) => ({
    kind: "agent",
    label: each.name,
    span,
    text: each.name,
    markdown: agentDocumentation(each),
  }));

/** The keywords that the stage's agent reads and that are not there yet; without an agent, all that some engine reads. */
const keywords = (stage: Stage, text: string, start: number, offset: number): readonly Completion[] => {
  const written = new Set<HeaderKeyword | undefined>();
  for (const { key } of stage.node.header.entries)
    if (offset < key.span.start || key.span.end < offset) written.add(headerKeyword(key.text));
  const agent = stage.bootstrap?.agent.text;
  const span = wordAt(text, start, offset, endOfKey);
  const colonFollows = text[span.end] === ":";
  return headerKeywords
    .filter((each: HeaderKeyword) => !written.has(each) && isCurrent(each) && isRead(each, agent))
    .map((each: HeaderKeyword) => ({
      kind: "keyword",
      label: each.name,
      span,
      text: colonFollows ? each.name : `${each.name}: `,
      markdown: keywordDocumentation(each, agent),
    }));
};

const currentEngines = engines.filter(({ family }) => family !== "singularity");

/** Whether an engine that still has releases knows the word. */
const isCurrent = ({ versions }: { readonly versions: Versions }): boolean =>
  currentEngines.some((engine) => known(versions, engine));

/** Whether an engine that still has releases reads the keyword: for this agent, or for any. */
const isRead = (keyword: HeaderKeyword, agent: string | undefined): boolean =>
  currentEngines.some((engine) =>
    agent === undefined
      ? keyword.uses.some(({ versions = keyword.versions }) => known(versions, engine))
      : ["required", "optional"].includes(keywordUse(keyword.name, agent, engine)),
  );
