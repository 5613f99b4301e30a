/** The page of all words of the language, made from the tables. */

import { bootstrapAgents } from "./vocabulary/agents.ts";
import { engines, known, type Versions } from "./vocabulary/engines.ts";
import { type HeaderKeyword, headerKeywords, type Use } from "./vocabulary/keywords.ts";
import { appSections, argumentUses, type Section, sections } from "./vocabulary/sections.ts";

/** The page, in Markdown. */
export const vocabularyPage = (): string =>
  [
    "<!-- Generated from grammar/src/vocabulary/ by `npm run gen`; edit that, not this. -->",
    "# Words of a definition file",
    "What may stand in a recipe, and which engine knows it. Where nothing is said, all do.",
    `Engines: ${engines.map(({ title }) => title).join(", ")}.`,
    "## Sections",
    ...sections.map(sectionEntry),
    "## Sections of apps",
    "Their names must be in lower case.",
    ...appSections.map(sectionEntry),
    "## Section arguments",
    ...Object.entries(argumentUses).map(([use, { doc }]) => `**${spaced(use)}**: ${doc}`),
    "## Bootstrap agents",
    "Their names must be in lower case.",
    ...bootstrapAgents.map(({ name, doc, versions, source }) =>
      entry(`\`${name}\``, source, doc, knownTo(versions)),
    ),
    "## Header keywords",
    "Their case does not matter. An agent that is not named accepts the keyword and ignores it.",
    ...headerKeywords.map(keywordEntry),
    "",
  ].join("\n\n");

const entry = (title: string, source: string, ...sentences: readonly string[]): string =>
  `### ${title}\n\n${sentences.filter((sentence) => sentence !== "").join(" ")} ([source](${source}))`;

const sectionEntry = ({ name, doc, place, arguments: use, versions, source }: Section): string =>
  entry(
    `\`%${name}\``,
    source,
    doc,
    `Takes place: ${place}.`,
    `Arguments: ${spaced(use)}.`,
    knownTo(versions),
  );

const keywordEntry = ({ name, doc, uses, versions, example, source }: HeaderKeyword): string =>
  entry(`\`${name}\``, source, doc, ...uses.map(useSentence), knownTo(versions), `Example: \`${example}\`.`);

const useSentence = ({ agents, need, versions }: Use): string => {
  const whom = agents?.map((agent) => `\`${agent}\``).join(", ") ?? "all agents";
  const where = versions === undefined ? "" : ` (${enginesOf(versions)})`;
  return `${need === "required" ? "Required by" : "Read by"} ${whom}${where}.`;
};

const knownTo = (versions: Versions): string => {
  if (engines.every((engine) => known(versions, engine))) return "";
  const names = enginesOf(versions);
  return names === "" ? "Known to no engine." : `Known to ${names}.`;
};

/** The engines of some versions, those of one family together; the table is from new to old. */
const enginesOf = (versions: Versions): string =>
  [...Map.groupBy(engines, ({ family }) => family).values()]
    .flatMap((family) => {
      const knowing = family.filter((engine) => known(versions, engine));
      const [newest] = knowing;
      const oldest = knowing.at(-1);
      if (newest === undefined || oldest === undefined) return [];
      if (newest === oldest) return [newest.title];
      return [newest === family[0] ? `${oldest.title} and later` : `${oldest.title} to ${newest.version}`];
    })
    .join(", ");

const spaced = (use: string): string => use.replaceAll("-", " ");
