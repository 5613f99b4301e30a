/** The words of the language explained in Markdown, from the vocabulary alone: one text for hover and completion. */

import {
  argumentUses,
  type BootstrapAgent,
  type Engine,
  type EngineFamily,
  engines,
  type HeaderKeyword,
  headerKeywords,
  keywordUse,
  known,
  type Section,
  type Versions,
} from "@deftools/grammar";
import type { Script } from "@deftools/recipe";
import { exampleOf } from "./completion/header-values.ts";
import { inlineCode } from "./markdown.ts";

/** A keyword; when an agent is named, also what that one makes of it. */
export const keywordDocumentation = (keyword: HeaderKeyword, agent?: BootstrapAgent): string =>
  page(`${keyword.name}: ${exampleOf(keyword, agent)}`, [
    keyword.doc,
    ...(agent === undefined ? [] : [useText(keyword, agent.name)]),
    enginesText(keyword.versions),
    link(agent && isOfAgents(keyword) ? agent.source : keyword.source),
  ]);

/** Whether only some agents read it, so that each agent's page tells of it. */
const isOfAgents = ({ uses }: HeaderKeyword): boolean => uses.every(({ agents }) => agents !== undefined);

export const agentDocumentation = (agent: BootstrapAgent): string =>
  page(`Bootstrap: ${agent.name}${agent.from === undefined ? "" : `\nFrom: ${agent.from}`}`, [
    agent.doc,
    keysText(agent),
    enginesText(agent.versions),
    link(agent.source),
  ]);

/** What else an agent reads in a header. */
const keysText = ({ name }: BootstrapAgent): string => {
  const told = headerKeywords
    .filter(isOfAgents)
    .map((keyword: HeaderKeyword) => ({
      key: keyword.name,
      uses: current.map((engine) => keywordUse(keyword.name, name, engine)),
    }))
    .filter(({ uses }) => uses.includes("required") || uses.includes("optional"))
    .map(({ key, uses }) => `\`${key}\`${uses.includes("required") ? " (required)" : ""}`);
  return told.length === 0 ? "" : `Reads ${told.join(", ")}.`;
};

/** A section; when it stands in a recipe as a script, also what runs it there. */
export const sectionDocumentation = (section: Section, script?: Script): string =>
  page(`%${section.name}`, [
    section.doc,
    `Takes place in: ${section.place}.`,
    ...(script === undefined ? [] : [scriptText(script)]),
    section.arguments === "none" ? "" : argumentUses[section.arguments].doc,
    enginesText(section.versions),
    link(section.source),
  ]);

const page = (heading: string, paragraphs: readonly string[]): string =>
  [`\`\`\`singularity-def\n${heading}\n\`\`\``, ...paragraphs.filter((each) => each !== "")].join("\n\n");

const link = (source: string): string => `[Documentation](${source})`;

const scriptText = ({ section, dialect, interpreter, exitsOnError }: Script): string => {
  if (section === "environment" || section === "appenv")
    return "Engines of today read it by a shell of their own, which takes most of Bash but no `trap`; it is no shell of the image.";
  const end = exitsOnError ? "and stops at the first command that fails" : "and goes on when a command fails";
  return `Here it is run by ${inlineCode(interpreter)}${dialect === "other" ? "" : `, ${end}`}.`;
};

/** What an agent makes of a keyword, by the newest engine of each line that still has releases. */
const useText = (keyword: HeaderKeyword, agent: string): string => {
  const uses = current.map((engine) => ({ engine, use: keywordUse(keyword.name, agent, engine) }));
  const words = [...new Set(uses.map(({ use }) => use))];
  const told = words.length === 1 ? words : uses.map(({ engine, use }) => `${use} by ${engine.title}`);
  return `With \`${agent}\`: ${told.join(", ")}.`;
};

const newest = (family: EngineFamily): Engine | undefined =>
  engines.find((engine) => engine.family === family);
const current = (["apptainer", "singularity-ce"] as const).flatMap((family) => newest(family) ?? []);

/** Which engines know a word: a line of engines by name when all of it do, else its oldest and newest that do. */
const enginesText = (versions: Versions): string => {
  if (engines.every((engine) => known(versions, engine))) return "Known to every engine.";
  const families = [...new Set(engines.map(({ family }) => family))];
  const told = families.flatMap((family) => familyText(family, versions));
  return told.length === 0 ? "Known to no engine." : `Known to ${told.join(", ")}.`;
};

const familyText = (family: EngineFamily, versions: Versions): readonly string[] => {
  const all = engines.filter((engine) => engine.family === family);
  const knowing = all.filter((engine) => known(versions, engine));
  const [last, first] = [knowing.at(0), knowing.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (knowing.length === all.length) return [first.title.replace(/ [\d.]+$/, "")];
  if (last === all[0]) return [`${first.title}${first === last ? "" : " and later"}`];
  return [first === last ? first.title : `${first.title} to ${last.title}`];
};
