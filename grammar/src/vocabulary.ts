/** Looking words up in the tables below `vocabulary/`, and nothing else: no word of the language is written here. */

import { type Engine, known } from "./vocabulary/engines.ts";
import { type HeaderKeyword, headerKeywords } from "./vocabulary/keywords.ts";
import {
  type AppSectionType,
  appSections,
  type Section,
  type SectionType,
  sections,
} from "./vocabulary/sections.ts";

/** The names of all sections, in lower case. */
export const sectionTypes: readonly SectionType[] = sections.map(({ name }) => name);

/** The names of all sections of apps, as they must be written. */
export const appSectionTypes: readonly AppSectionType[] = appSections.map(({ name }) => name);

const sectionsByName: ReadonlyMap<string, Section> = new Map(
  [...sections, ...appSections].map((each) => [each.name, each]),
);
const appNames: ReadonlySet<string> = new Set(appSectionTypes);

/** Lower case as Go has it, for the words of our tables: a dotted capital I becomes one character. */
export const foldCase = (name: string): string => name.replaceAll("\u0130", "i").toLowerCase();

/** The section that a name as written (without `%`) stands for; the case of app sections counts. */
export const section = (name: string): Section | undefined => {
  const exact = sectionsByName.get(name);
  if (exact !== undefined) return exact;
  const folded = foldCase(name);
  return appNames.has(folded) ? undefined : sectionsByName.get(folded);
};

/** Whether a section belongs to an app. */
export const isAppSection = (type: SectionType | AppSectionType): type is AppSectionType =>
  appNames.has(type);

const keywordsByKey: ReadonlyMap<string, HeaderKeyword> = new Map(
  headerKeywords.map((each) => [withoutNumber(foldCase(each.name)), each]),
);

/** The keyword that a key as written stands for. */
export const headerKeyword = (key: string): HeaderKeyword | undefined =>
  keywordsByKey.get(withoutNumber(foldCase(key)));

/** A trailing number becomes one sign: it stands for any, but it must be there, and only where the table has one. */
function withoutNumber(key: string): string {
  let end = key.length;
  while (0 < end && "0123456789".includes(key.charAt(end - 1))) end--;
  return end === key.length ? key : key.slice(0, end) + "#";
}

/** Whether an engine takes a key without complaint, whoever reads it then. */
export const acceptsKeyword = (key: string, engine: Engine): boolean => {
  const keyword = headerKeyword(key);
  return engine.anyKeyword === true || (keyword !== undefined && known(keyword.versions, engine));
};

/** What becomes of a key: who must write it, who may, who need not, and who must not. */
export type KeywordUse = "required" | "optional" | "ignored" | "rejected";

/** What an agent of an engine makes of a key. */
export const keywordUse = (key: string, agent: string, engine: Engine): KeywordUse => {
  if (!acceptsKeyword(key, engine)) return "rejected";
  const keyword = headerKeyword(key);
  if (keyword === undefined || !known(keyword.versions, engine)) return "ignored";
  const use = keyword.uses.find(
    ({ agents, versions }) =>
      (agents === undefined || agents.some((each) => each === agent)) &&
      (versions === undefined || known(versions, engine)),
  );
  return use?.need ?? "ignored";
};
