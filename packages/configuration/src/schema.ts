/** The shape of a configuration file: checked at the door, and the source of the JSON schema. */

import { engines } from "@deftools/grammar";
import { levels, profiles } from "@deftools/lint";
import * as v from "valibot";

const described = <Schema extends v.GenericSchema>(schema: Schema, text: string) =>
  v.optional(v.pipe(schema, v.description(text)));

export const levelSchema = v.picklist(levels);

const optionSchema = v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]);

export const ruleSettingSchema = v.union([
  levelSchema,
  v.strictObject({
    severity: described(levelSchema, "How loud the rule is."),
    options: described(v.record(v.string(), optionSchema), "The options of the rule; its page lists them."),
  }),
]);

const settings = {
  profile: described(
    v.picklist(profiles),
    "Which rules run: recommended (the default), strict, hpc, or all of them.",
  ),
  rules: described(
    v.record(v.string(), ruleSettingSchema),
    "Levels and options of rules, by code (DEF201, SC2086), name (untagged-image) or family (DEF2xx).",
  ),
  engine: described(v.picklist(engines.map(({ id }) => id)), "The engine that builds the recipes."),
  allowedRegistries: described(v.array(v.string()), "Hosts that images may come from."),
  sitePaths: described(
    v.array(v.pipe(v.string(), v.regex(/^\//, "must begin with /"))),
    "Folders of the host that are mounted over those of the image.",
  ),
  buildArgs: described(
    v.record(v.string(), v.string()),
    "Values that every build is given with --build-arg.",
  ),
};

const oneOrMore = v.union([v.string(), v.array(v.string())]);

export const configurationSchema = v.strictObject({
  $schema: v.optional(v.string()),
  extends: described(oneOrMore, "Configuration files that this one builds on, relative to it."),
  plugins: described(
    v.array(v.string()),
    "Modules with rules of your own, relative to this file or by package name.",
  ),
  ...settings,
  overrides: described(
    v.array(
      v.strictObject({
        files: v.pipe(oneOrMore, v.description("Globs, relative to this file.")),
        ...settings,
      }),
    ),
    "What else holds for some files; later entries win.",
  ),
});

/** A checked configuration file. */
export type ConfigurationFile = v.InferOutput<typeof configurationSchema>;

/** The keys that may stand at the top, in an override, or in the setting of a rule. */
export const knownKeys = (depth: "top" | "override" | "rule"): readonly string[] => {
  if (depth === "top") return Object.keys(configurationSchema.entries);
  return depth === "rule" ? ["severity", "options"] : ["files", ...Object.keys(settings)];
};
