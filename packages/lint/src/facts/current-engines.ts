/** The engines people build with today: a word that any of them knows is no mistake as long as nobody names one engine. */

import {
  acceptsKeyword,
  bootstrapAgents,
  type Engine,
  engine,
  headerKeyword,
  headerKeywords,
  keywordUse,
  known,
  type Versions,
} from "@deftools/grammar";
import type { Site } from "../site.ts";

const currentEngines: readonly Engine[] = ["apptainer-1.5", "apptainer-1.4", "singularity-ce-4.5"]
  .map(engine)
  .filter((found) => found !== undefined);

const isCurrent = ({ versions }: { readonly versions: Versions }): boolean =>
  currentEngines.some((each) => known(versions, each));

/** The header keys, as documentation spells them. */
export const currentKeywords: readonly string[] = headerKeywords.filter(isCurrent).map(({ name }) => name);

/** Whether a header key, as written, is known. */
export const isCurrentKeyword = (key: string): boolean => {
  const keyword = headerKeyword(key);
  return keyword !== undefined && currentKeywords.includes(keyword.name);
};

/** The bootstrap agents. */
export const currentAgents: readonly string[] = bootstrapAgents.filter(isCurrent).map(({ name }) => name);

/** The keys that an agent cannot do without, in all of these engines. */
export const requiredKeywords = (agent: string): readonly string[] =>
  required.get(agent) ?? requiredBy(agent);

const requiredBy = (agent: string): readonly string[] =>
  currentKeywords.filter((key) =>
    currentEngines.every((each) => keywordUse(key, agent, each) === "required"),
  );

/** Of the agents there are; whatever else a recipe names is looked up when it comes. */
const required: ReadonlyMap<string, readonly string[]> = new Map(
  currentAgents.map((agent) => [agent, requiredBy(agent)]),
);

/** Whether an agent, as written, is known. */
export const isCurrentAgent = (agent: string): boolean => currentAgents.includes(agent);

/** The engines that know a word when others do not, by their titles; absent when all or none do. */
const onlySome = (knows: (each: Engine) => boolean): readonly string[] | undefined => {
  const knowing = currentEngines.filter(knows);
  if (knowing.length === 0 || knowing.length === currentEngines.length) return undefined;
  return knowing.map(({ title }) => title);
};

/** The engine that builds, by its title, where it does not know a word which others know. */
export const builderWithout = (
  knows: (each: Engine) => boolean,
  { engine: id }: Site,
): string | undefined => {
  const builder = engine(id);
  return builder && !knows(builder) ? builder.title : undefined;
};

/** The engines that know a header key which others refuse. */
export const enginesWithKeyword = (key: string): readonly string[] | undefined =>
  onlySome((each) => acceptsKeyword(key, each));

/** The engines that know an agent which others refuse. */
export const enginesWithAgent = (name: string): readonly string[] | undefined => {
  const agent = bootstrapAgents.find((each) => each.name === name);
  return agent && onlySome((each) => known(agent.versions, each));
};
