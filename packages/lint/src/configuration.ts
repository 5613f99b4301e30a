/** What a configuration can say, in any of its files or on the command line. */

import type { EngineId } from "@deftools/grammar";
import type { RuleOptions } from "./define-rule.ts";
import type { Severity } from "./finding.ts";

/** How loud a rule is. */
export type Level = Severity | "off";

export const levels = ["off", "style", "info", "warning", "error"] as const satisfies readonly Level[];

/**
 * Which rules run at all: `recommended` those that are on by default, `strict` and `hpc` some more each, `all` every one.
 */
export const profiles = ["recommended", "strict", "hpc", "all"] as const;

export type Profile = (typeof profiles)[number];

/** A level, or a level with options. */
export type RuleSetting = Level | { readonly severity?: Level; readonly options?: RuleOptions };

/** One place's word; everything absent is left as it was. */
export interface Configuration {
  readonly profile?: Profile;
  /** By code (`DEF201`, `SC2086`), name (`untagged-image`) or family (`DEF2xx`). */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly engine?: EngineId;
  readonly allowedRegistries?: readonly string[];
  readonly sitePaths?: readonly string[];
  readonly buildArgs?: Readonly<Record<string, string>>;
}

/** A configuration and who says so: a path, or an option. */
export interface ConfigurationLayer {
  readonly source: string;
  readonly configuration: Configuration;
}

/** The rules that a key of `rules` means: one by code or name, all of a family, or none. */
export const rulesNamed = <Named extends { readonly code: string; readonly name: string }>(
  key: string,
  catalogue: readonly Named[],
): readonly Named[] => {
  const family = /^(.+[0-9])xx$/i.exec(key)?.[1]?.toUpperCase();
  if (family !== undefined)
    return catalogue.filter(({ code }) => code.length === family.length + 2 && code.startsWith(family));
  return catalogue.filter(({ code, name }) => code === key.toUpperCase() || name === key.toLowerCase());
};
