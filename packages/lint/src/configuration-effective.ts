/** What holds for one file when all who have a say have spoken, and where each value came from. */

import type { EngineId } from "@deftools/grammar";
import {
  type Configuration,
  type ConfigurationLayer,
  type Level,
  type Profile,
  type RuleSetting,
  rulesNamed,
} from "./configuration.ts";
import type { AnyRule, OptionValue, RuleOptions } from "./define-rule.ts";
import type { Severity } from "./finding.ts";
import type { LintSettings } from "./lint.ts";
import { defaultSite } from "./site.ts";

/** A value and who set it. */
export interface Settled<Value> {
  readonly value: Value;
  readonly source: string;
}

export interface Effective {
  /** The rules that run. */
  readonly rules: readonly AnyRule[];
  readonly settings: LintSettings;
  /** Levels of ShellCheck's codes that somebody set. */
  readonly foreignLevels: ReadonlyMap<string, Level>;
  /** Everything above once more, with its sources: what `deflint config` prints. */
  readonly origins: {
    readonly profile: Settled<Profile>;
    readonly engine: Settled<EngineId>;
    readonly allowedRegistries: Settled<readonly string[] | undefined>;
    readonly sitePaths: Settled<readonly string[]>;
    readonly buildArgs: Settled<Readonly<Record<string, string>>>;
    /** By code. */
    readonly levels: ReadonlyMap<string, Settled<Level>>;
    /** By code and name. */
    readonly options: ReadonlyMap<string, ReadonlyMap<string, Settled<OptionValue>>>;
  };
}

const DEFAULT = "default";

/** Later layers win over earlier ones; within a layer a rule by itself wins over its family. Unknown keys do nothing. */
export const resolveConfiguration = (
  layers: readonly ConfigurationLayer[],
  catalogue: readonly AnyRule[],
): Effective => {
  const origins = {
    profile: lastOf(layers, "profile", "recommended"),
    engine: lastOf(layers, "engine", defaultSite.engine),
    allowedRegistries: lastOf<"allowedRegistries", readonly string[] | undefined>(
      layers,
      "allowedRegistries",
      undefined,
    ),
    sitePaths: lastOf(layers, "sitePaths", defaultSite.sitePaths),
    buildArgs: lastOf(layers, "buildArgs", defaultSite.buildArguments),
    levels: new Map<string, Settled<Level>>(),
    options: new Map<string, ReadonlyMap<string, Settled<OptionValue>>>(),
  };
  for (const rule of catalogue) {
    origins.levels.set(rule.code, levelOf(rule, origins.profile));
    if (rule.options) origins.options.set(rule.code, defaultsOf(rule.options));
  }
  const foreignLevels = new Map<string, Level>();
  for (const { source, configuration } of layers) {
    for (const [key, setting] of familiesFirst(configuration)) {
      const level = typeof setting === "string" ? setting : setting.severity;
      if (/^SC\d{4}$/i.test(key) && level !== undefined) foreignLevels.set(key.toUpperCase(), level);
      for (const rule of rulesNamed(key, catalogue)) {
        if (level !== undefined) origins.levels.set(rule.code, { value: level, source });
        if (typeof setting !== "string" && setting.options)
          origins.options.set(
            rule.code,
            new Map([...(origins.options.get(rule.code) ?? []), ...settled(setting.options, source)]),
          );
      }
    }
  }
  return {
    rules: catalogue.filter(({ code }) => origins.levels.get(code)?.value !== "off"),
    settings: {
      catalogue,
      severities: new Map([...origins.levels].flatMap(([code, { value }]) => severity(code, value))),
      options: new Map(
        [...origins.options].map(([code, options]) => [
          code,
          Object.fromEntries([...options].map(([name, { value }]) => [name, value])),
        ]),
      ),
      site: {
        engine: origins.engine.value,
        sitePaths: origins.sitePaths.value,
        buildArguments: origins.buildArgs.value,
        ...(origins.allowedRegistries.value ? { allowedRegistries: origins.allowedRegistries.value } : {}),
      },
    },
    foreignLevels,
    origins,
  };
};

const lastOf = <Key extends keyof Configuration, Value extends Configuration[Key]>(
  layers: readonly ConfigurationLayer[],
  key: Key,
  otherwise: Value,
): Settled<NonNullable<Configuration[Key]> | Value> => {
  for (const { source, configuration } of [...layers].reverse()) {
    const value = configuration[key];
    if (value !== undefined) return { value, source };
  }
  return { value: otherwise, source: DEFAULT };
};

const levelOf = ({ off, severity }: AnyRule, profile: Settled<Profile>): Settled<Level> => {
  if (!off) return { value: severity, source: DEFAULT };
  const on = profile.value === "all" || profile.value === off;
  return on ? { value: severity, source: `profile ${profile.value}` } : { value: "off", source: DEFAULT };
};

const defaultsOf = (table: NonNullable<AnyRule["options"]>): ReadonlyMap<string, Settled<OptionValue>> =>
  new Map(Object.entries(table).map(([name, option]) => [name, { value: option.default, source: DEFAULT }]));

const settled = (
  options: RuleOptions,
  source: string,
): readonly (readonly [string, Settled<OptionValue>])[] =>
  Object.entries(options).map(([name, value]) => [name, { value, source }]);

const familiesFirst = ({ rules = {} }: Configuration): readonly (readonly [string, RuleSetting])[] => {
  const entries = Object.entries(rules);
  const isFamily = ([key]: readonly [string, RuleSetting]) => /xx$/i.test(key);
  return [...entries.filter(isFamily), ...entries.filter((entry) => !isFamily(entry))];
};

const severity = (code: string, level: Level): readonly (readonly [string, Severity])[] =>
  level === "off" ? [] : [[code, level]];
