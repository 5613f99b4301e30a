/** Proposals in a header: keys and bootstrap agents. */

import {
  type BootstrapAgent,
  bootstrapAgents,
  engines,
  type HeaderKeyword,
  headerKeyword,
  headerKeywords,
  keywordUse,
  known,
  type Versions,
} from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { type Completion, endOfName, wordAt } from "./completion.ts";

/** The proposals for a line that has `before` in front of the cursor. */
export const headerCompletions = (
  text: string,
  stage: Stage,
  lineStart: number,
  offset: number,
): readonly Completion[] => {
  const before = text.slice(lineStart, offset);
  if (continuesEntry(text, lineStart)) return [];
  const agentStart = /^[ \t]*bootstrap[ \t]*:[ \t]*(?=\S*$)/i.exec(before);
  if (agentStart) {
    const span = wordAt(text, lineStart + agentStart[0].length, offset, endOfName);
    return bootstrapAgents.filter(isCurrent).map(({ name, from }: BootstrapAgent) => ({
      kind: "agent",
      label: name,
      ...(from !== undefined && { detail: from }),
      span,
      text: name,
    }));
  }
  const keyStart = /^[ \t]*(?=\w*$)/.exec(before);
  return keyStart ? keywords(stage, text, lineStart + keyStart[0].length, offset) : [];
};

/** A line that the one above goes on in is no place for a key. */
const continuesEntry = (text: string, lineStart: number): boolean => {
  const aboveStart = text.lastIndexOf("\n", lineStart - 2) + 1;
  return text.slice(aboveStart, lineStart).trimEnd().endsWith("\\");
};

/** The keywords that the stage's agent reads and that are not there yet; without an agent, all that some engine reads. */
const keywords = (stage: Stage, text: string, start: number, offset: number): readonly Completion[] => {
  const written = new Set<HeaderKeyword | undefined>();
  for (const { key } of stage.node.header.entries)
    if (offset < key.span.start || key.span.end < offset) written.add(headerKeyword(key.text));
  const agent = stage.bootstrap?.agent.text;
  const span = wordAt(text, start, offset, /\W|$/);
  const colonFollows = text[span.end] === ":";
  return headerKeywords
    .filter((each: HeaderKeyword) => !written.has(each) && isCurrent(each) && isRead(each, agent))
    .map(({ name, example }: HeaderKeyword) => ({
      kind: "keyword",
      label: name,
      detail: example,
      span,
      text: colonFollows ? name : `${name}: `,
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
