/** Proposals in a header: keys, bootstrap agents, and values that many headers have. */

import {
  type BootstrapAgent,
  bootstrapAgent,
  bootstrapAgents,
  type Engine,
  type HeaderKeyword,
  headerKeyword,
  headerKeywords,
  keywordUse,
  known,
} from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { type Completion, endOfLine, endOfName, wordAt } from "./completion.ts";
import { exampleOf, knownValues } from "./header-values.ts";

/** The proposals for a line of a header: what some of `engines` know. */
export const headerCompletions = (
  text: string,
  stage: Stage,
  lineStart: number,
  offset: number,
  engines: readonly Engine[],
): readonly Completion[] => {
  if (continuesEntry(text, lineStart)) return [];
  const before = text.slice(lineStart, offset);
  const [opening, key = "", written = ""] =
    /^[ \t]*(?:(\w+)[ \t]*:[ \t]*([^#{]*)$|(?=\w*$))/.exec(before) ?? [];
  if (opening === undefined) return [];
  if (key === "") return keywords(stage, text, lineStart + opening.length, offset, engines);
  const keyword = headerKeyword(key);
  if (keyword?.name === "Bootstrap")
    return /\s/.test(written) ? [] : agents(text, offset - written.length, offset, engines);
  return keyword ? values(keyword, written, stage, text, offset) : [];
};

/** The key that begins a new stage, once a line of a section begins like it. */
export const stageCompletions = (text: string, lineStart: number, offset: number): readonly Completion[] => {
  if (!/^bo\w*$/i.test(text.slice(lineStart, offset))) return [];
  const span = wordAt(text, lineStart, offset, /\W|$/);
  const key = "Bootstrap";
  const written = text[span.end] === ":" ? key : `${key}: `;
  return [{ kind: "keyword", label: key, detail: "a new stage", span, text: written }];
};

/** A line that the one above goes on in is no place for a key. */
const continuesEntry = (text: string, lineStart: number): boolean => {
  const aboveStart = text.lastIndexOf("\n", lineStart - 2) + 1;
  return text.slice(aboveStart, lineStart).trimEnd().endsWith("\\");
};

const agents = (
  text: string,
  start: number,
  offset: number,
  engines: readonly Engine[],
): readonly Completion[] => {
  const span = wordAt(text, start, offset, endOfName);
  return bootstrapAgents
    .filter(({ versions }) => engines.some((engine) => known(versions, engine)))
    .toSorted((a: BootstrapAgent, b: BootstrapAgent) => Number(isArchive(a)) - Number(isArchive(b)))
    .map((agent: BootstrapAgent) => ({
      kind: "agent",
      label: agent.name,
      ...(agent.from !== undefined && { detail: agent.from }),
      span,
      text: agent.name,
      ...(isArchive(agent) && { deprecated: true }),
    }));
};

/** Nobody can put an image into Singularity Hub any more. */
const isArchive = ({ name }: BootstrapAgent): boolean => name === "shub";

/**
 * The keywords that the stage's agent reads and that are not there yet, those it needs first; where nobody knows the agent, all that are
 * read. What stands before `Bootstrap` makes a stage of its own, so nothing else is proposed before it is there.
 */
const keywords = (
  stage: Stage,
  text: string,
  start: number,
  offset: number,
  engines: readonly Engine[],
): readonly Completion[] => {
  const written = new Set<HeaderKeyword["name"] | undefined>();
  let hasBegun = false;
  for (const { key } of stage.node.header.entries) {
    const name = headerKeyword(key.text)?.name;
    if (offset < key.span.start || key.span.end < offset) written.add(name);
    hasBegun ||= name === "Bootstrap" && key.span.end < offset;
  }
  const agent = bootstrapAgent(stage.bootstrap?.agent.text.toLowerCase() ?? "");
  const span = wordAt(text, start, offset, /\W|$/);
  const colonFollows = /^[ \t]*:/.test(text.slice(span.end, endOfLine(text, span.end)));
  const isNeeded = (keyword: HeaderKeyword): boolean =>
    keyword.name === "Bootstrap" ||
    engines.some((engine) => keywordUse(keyword.name, agent?.name ?? "", engine) === "required");
  return headerKeywords
    .filter(({ name }) => !written.has(name) && (hasBegun || name === "Bootstrap"))
    .filter((each: HeaderKeyword) => isRead(each, agent, engines))
    .toSorted((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)))
    .map((each: HeaderKeyword) => ({
      kind: "keyword",
      label: each.name,
      detail: exampleOf(each, agent),
      span,
      text: colonFollows ? each.name : `${each.name}: `,
    }));
};

/** Whether one of the engines reads the keyword: for this agent, or for any. */
const isRead = (
  keyword: HeaderKeyword,
  agent: BootstrapAgent | undefined,
  engines: readonly Engine[],
): boolean =>
  engines.some((engine) =>
    agent === undefined
      ? keyword.uses.some(({ versions = keyword.versions }) => known(versions, engine))
      : ["required", "optional"].includes(keywordUse(keyword.name, agent.name, engine)),
  );

/** What many write there; of packages, which are a list, those that are not there yet. */
const values = (
  { name, value: kind }: HeaderKeyword,
  written: string,
  stage: Stage,
  text: string,
  offset: number,
): readonly Completion[] => {
  const agent = stage.bootstrap?.agent.text.toLowerCase() ?? "";
  const isList = kind === "packages";
  const word = isList ? (/\S*$/.exec(written)?.[0] ?? "") : written;
  const span = wordAt(text, offset - word.length, offset, isList ? endOfName : /\s*(?:#|$)/);
  const listed = isList ? (stage.header.get(name.toLowerCase())?.value?.text ?? "").split(/\s+/) : [];
  return knownValues(name, agent, stage.header.get("mirrorurl")?.value?.text)
    .filter((each) => each.text === word || !listed.includes(each.text))
    .map(({ text: value, detail }) => ({ kind: "value", label: value, detail, span, text: value }));
};
