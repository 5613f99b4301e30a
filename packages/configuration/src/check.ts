/** Whether a configuration file says what a configuration can say; if not, a failure with line and column. */

import { type AnyRule, nearest, rulesNamed } from "@deftools/lint";
import { LineIndex } from "@deftools/text";
import { Failure } from "@deftools/trouble";
import * as v from "valibot";
import type { ConfigurationDocument, DocumentPath } from "./document.ts";
import { type ConfigurationFile, configurationSchema, knownKeys } from "./schema.ts";

/** A text that was read, and how to complain about it. */
export interface CheckedText {
  readonly path: string;
  readonly text: string;
  readonly document: ConfigurationDocument;
  /** The configuration's place in the document: `deflint` in a package.json, else the whole. */
  readonly root: DocumentPath;
}

/** @throws Failure "configuration/wrong" at the first thing that is wrong, in file order */
export const checkConfiguration = (given: CheckedText): ConfigurationFile => {
  const { document, root } = given;
  if (document.problem) throw complaint(given, document.problem.offset, document.problem.message);
  const value = root.reduce<unknown>((inside, key) => property(inside, key), document.value);
  const result = v.safeParse(configurationSchema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => problemOf(given, issue));
  const [first] = problems.toSorted((a, b) => a.offset - b.offset);
  throw complaint(given, first?.offset ?? 0, first?.message ?? "is no configuration", first?.hint);
};

/**
 * The second look, when the rules of plugins are known: keys of `rules` and their options.
 * @throws Failure "configuration/wrong"
 */
export const checkRules = (
  given: CheckedText,
  file: ConfigurationFile,
  catalogue: readonly AnyRule[],
): void => {
  const parts: readonly (readonly [DocumentPath, ConfigurationFile["rules"]])[] = [
    [["rules"], file.rules],
    ...(file.overrides ?? []).map(({ rules }, index) => [["overrides", index, "rules"], rules] as const),
  ];
  for (const [path, rules = {}] of parts) {
    for (const [key, setting] of Object.entries(rules)) {
      if (/^SC(?:\d{4})$/i.test(key)) continue;
      const meant = rulesNamed(key, catalogue);
      if (meant.length === 0) {
        const near = nearest(
          key,
          catalogue.flatMap(({ code, name }) => [name, code]),
        );
        throw complaint(
          given,
          given.document.offsetOf([...given.root, ...path, key], "key"),
          `there is no rule "${key}"`,
          near === undefined ? "deflint rules lists them all" : `did you mean ${near}?`,
        );
      }
      if (typeof setting === "string") continue;
      for (const [name, value] of Object.entries(setting.options ?? {}))
        checkOption(given, [...path, key, "options", name], meant, name, value);
    }
  }
};

const checkOption = (
  given: CheckedText,
  path: DocumentPath,
  rules: readonly AnyRule[],
  name: string,
  value: unknown,
): void => {
  const offset = (part: "key" | "value") => given.document.offsetOf([...given.root, ...path], part);
  for (const { code, options = {} } of rules) {
    const option = options[name];
    if (!option) {
      const near = nearest(name, Object.keys(options));
      const known = Object.keys(options).join(", ");
      const hint =
        near === undefined ? (known === "" ? "it has none" : `it has ${known}`) : `did you mean ${near}?`;
      throw complaint(given, offset("key"), `${code} has no option "${name}"`, hint);
    }
    if (kindOf(option.default) !== kindOf(value))
      throw complaint(
        given,
        offset("value"),
        `option "${name}" of ${code} is ${kindOf(option.default)}, not ${kindOf(value)}`,
      );
  }
};

const kindOf = (value: unknown): string => (Array.isArray(value) ? "a list" : `a ${typeof value}`);

interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

const problemOf = (given: CheckedText, outer: v.BaseIssue<unknown>): Problem => {
  // of a union the issue that got furthest says most
  const nested = outer.type === "union" ? (outer.issues ?? []) : [];
  const deepest = [...nested].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  const inside = (deepest?.path?.length ?? 0) > 0 ? deepest : undefined;
  const path = [...keysOf(outer), ...(inside ? keysOf(inside) : [])];
  const issue = inside ?? outer;
  const at = (part: "key" | "value") => given.document.offsetOf([...given.root, ...path], part);
  const key = String(path.at(-1) ?? "");
  if (issue.type === "strict_object" && issue.expected === "never") {
    const near = nearest(key, knownKeys(depthOf(path)));
    return {
      offset: at("key"),
      message: `unknown key "${key}"`,
      hint: near === undefined ? `known are ${knownKeys(depthOf(path)).join(", ")}` : `did you mean ${near}?`,
    };
  }
  if (issue.type === "strict_object" && issue.received === "undefined")
    return { offset: at("value"), message: `"${key}" is missing` };
  const expected = issue.type === "regex" ? issue.message : `expected ${issue.expected ?? "something else"}`;
  const where = key === "" ? "" : `"${key}": `;
  return { offset: at("value"), message: `${where}${expected}, found ${issue.received}` };
};

const keysOf = ({ path }: v.BaseIssue<unknown>): DocumentPath =>
  (path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));

const depthOf = (path: DocumentPath): "top" | "override" | "rule" => {
  if (path.length === 1) return "top";
  return path[0] === "overrides" && path.length === 3 ? "override" : "rule";
};

const property = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

/** In the words of compilers: `path:line:column: what`. */
export const complaint = (
  { path, text }: Pick<CheckedText, "path" | "text">,
  offset: number,
  message: string,
  hint?: string,
): Failure => {
  const { line, column } = new LineIndex(text).position(offset);
  return new Failure(
    "configuration/wrong",
    `${path}:${line + 1}:${column + 1}: ${message}`,
    hint === undefined ? {} : { hint },
  );
};
