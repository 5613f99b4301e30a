/**
 * Turning a rule off in a configuration file, with all else in it as its author wrote it: comments, order and quotes. Overrides that
 * turn it on again for a recipe are told, too.
 */

import { dirname } from "node:path";
import { rulesNamed } from "@deftools/lint";
import { sameEnds, type TextEdit } from "@deftools/text";
import { type DocumentPath, readDocument } from "./document.ts";
import { globMatcher, type MatchesGlobs } from "./globs.ts";
import { jsonOff } from "./json-off.ts";
import type { ConfigurationText } from "./nearest-file.ts";
import { yamlOff } from "./yaml-off.ts";

/** How configuration files name a rule: by its code or by its name. */
export interface RuleNames {
  readonly code: string;
  readonly name: string;
}

/** What turns it off. */
export interface RuleOff {
  readonly edit: TextEdit;
  /** Where in the text of the edit the reason belongs: behind the mark of a comment. Absent where no comment can stand. */
  readonly reason?: number;
}

/** For a file and the recipe that it is read for; absent for a file that cannot be read, or that has the rule off. */
export const ruleOff = async (
  { path, text }: ConfigurationText,
  rule: RuleNames,
  recipe: string,
): Promise<RuleOff | undefined> => {
  const { value, problem } = readDocument(path, text);
  if (problem || text.includes(REASON)) return undefined;
  const settings = settingsToChange(path, value, rule, await globMatcher(recipe)) ?? [];
  if (settings.length === 0) return undefined;
  const isJson = /\.jsonc?$/.test(path);
  const after = isJson ? jsonOff(path, text, settings, REASON) : yamlOff(text, settings, REASON);
  if (after === undefined) return undefined;
  const { span, text: written } = difference(text, after);
  const reason = written.indexOf(REASON);
  const edit = { span, text: written.replace(REASON, "") };
  return { edit, ...(reason !== -1 && { reason }) };
};

/** Stands where the reason belongs, until all is written. Of the private use area: nobody else means anything by it. */
const REASON = "\u{e000}";

/** The settings that are not off yet: that of the file, and those of overrides that say more about the recipe. Absent for a wrong file. */
const settingsToChange = (
  path: string,
  value: unknown,
  rule: RuleNames,
  matches: MatchesGlobs,
): readonly DocumentPath[] | undefined => {
  const isManifest = path.endsWith("package.json");
  const root: DocumentPath = isManifest ? ["deflint"] : [];
  const own = (isManifest ? property(value, "deflint") : value) ?? {};
  const overrides = property(own, "overrides") ?? [];
  if (!isObject(value) || !isObject(own) || !isObject(property(own, "rules") ?? {})) return undefined;
  const settings = [{ at: root, ...settingIn(own, rule) }];
  if (Array.isArray(overrides))
    for (const [index, override] of overrides.entries()) {
      const setting = settingIn(override, rule);
      if (setting.level !== undefined && matches(globsOf(override), dirname(path)))
        settings.push({ at: [...root, "overrides", index], ...setting });
    }
  return settings.flatMap(({ at, key, level, hasOptions }) =>
    level === "off" ? [] : [[...at, "rules", key, ...(hasOptions ? ["severity"] : [])]],
  );
};

/** What one place says about a rule, be it about its whole family, and the key to say it by. */
const settingIn = (place: unknown, rule: RuleNames) => {
  const rules = property(place, "rules");
  const keys = isObject(rules) ? Object.keys(rules).filter((key) => 0 < rulesNamed(key, [rule]).length) : [];
  const isFamily = (key: string) => /xx$/i.test(key);
  const key = keys.find((each) => !isFamily(each)) ?? rule.code;
  const family = keys.find(isFamily);
  const setting = property(rules, key);
  const levelOf = (given: unknown): unknown => (isObject(given) ? property(given, "severity") : given);
  const level = levelOf(setting) ?? (family === undefined ? undefined : levelOf(property(rules, family)));
  return { key, level, hasOptions: isObject(setting) };
};

const globsOf = (override: unknown): string | readonly string[] => {
  const files = property(override, "files");
  if (Array.isArray(files)) return files.filter((each) => typeof each === "string");
  return typeof files === "string" ? files : [];
};

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const property = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** One edit between what is equal at the start and at the end. */
const difference = (before: string, after: string): TextEdit => {
  const { front, back } = sameEnds(before, after);
  return { span: { start: front, end: before.length - back }, text: after.slice(front, after.length - back) };
};
