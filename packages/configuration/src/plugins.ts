/** Rules of users: a module of theirs that exports `rules`. */

import type { AnyRule } from "@deftools/lint";
import { Failure } from "@deftools/trouble";
import type { ConfigurationPorts } from "./ports.ts";

/**
 * The rules of a module, named by a path relative to `folder` or by a package's name.
 * @throws Failure "configuration/bad-plugin"
 */
export const loadPlugin = async (
  importModule: NonNullable<ConfigurationPorts["importModule"]>,
  folder: string,
  name: string,
): Promise<readonly AnyRule[]> => {
  const module = await importModule(folder, name).catch((error: unknown) => {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Failure("configuration/bad-plugin", `the plugin "${name}" cannot be loaded: ${why}`, {
      cause: error,
    });
  });
  const rules: unknown = Reflect.get(module, "rules");
  if (!Array.isArray(rules))
    throw new Failure("configuration/bad-plugin", `the plugin "${name}" exports no list "rules"`, {
      hint: "export const rules = [defineRule({ … })]",
    });
  for (const rule of rules) {
    const missing = misshapen(rule);
    if (missing !== undefined)
      throw new Failure("configuration/bad-plugin", `a rule of the plugin "${name}" ${missing}`);
  }
  return rules;
};

/** What keeps a value from being a rule; modules of users come unchecked by any compiler. */
const misshapen = (rule: unknown): string | undefined => {
  if (typeof rule !== "object" || rule === null) return "is no object";
  const words: Readonly<Record<string, unknown>> = { ...rule };
  if (typeof words.code !== "string" || !/^X[A-Z]*[0-9]{3}$/.test(words.code))
    return `has the code ${JSON.stringify(words.code)}; it must be X, more capitals if you like, and three digits`;
  for (const key of ["name", "severity", "summary"] as const)
    if (typeof words[key] !== "string") return `${words.code} has no ${key}`;
  if (typeof words.message !== "function") return `${words.code} has no function "message"`;
  if (typeof words.check !== "function" && typeof words.judge !== "function")
    return `${words.code} has no function "check"`;
  if (!Array.isArray(words.sources) || words.sources.length === 0) return `${words.code} has no sources`;
  return undefined;
};
