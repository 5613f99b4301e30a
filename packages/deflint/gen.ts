/** Writes the JSON schema of configuration files, for editors. A test proves it fresh. */

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { configurationSchema, ruleSettingSchema } from "@deftools/configuration";
import type { AnyRule } from "@deftools/lint";
import { toJsonSchema } from "@valibot/to-json-schema";

const PATH = "packages/deflint/schema/deflint.schema.json";

/** Writes the schema; returns its path, relative to the repository. */
export const generate = (): readonly string[] => {
  const path = resolve(import.meta.dirname, "../..", PATH);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, configurationJsonSchema());
  return [PATH];
};

/** The schema as text: that of the program, with the rules of this house by name. */
export const configurationJsonSchema = (): string => {
  const schema = toJsonSchema(configurationSchema, { target: "draft-07" });
  const setting = toJsonSchema(ruleSettingSchema, { target: "draft-07" });
  delete setting.$schema;
  const known = Object.fromEntries(
    loadRules().flatMap(({ code, name, summary }) => [
      [code, { $ref: "#/definitions/rule", description: `${name}: ${summary}` }],
      [name, { $ref: "#/definitions/rule", description: `${code}: ${summary}` }],
    ]),
  );
  const text = JSON.stringify(
    {
      title: "Configuration of deflint",
      ...schema,
      definitions: {
        rule: setting,
        rules: { type: "object", properties: known, additionalProperties: { $ref: "#/definitions/rule" } },
      },
    },
    (key, value) =>
      key === "rules" && "description" in value
        ? { description: value.description, allOf: [{ $ref: "#/definitions/rules" }] }
        : value,
    2,
  );
  return `${text}\n`;
};

/** The rules as their index, perhaps just written, names them: an import at the top would see the index of before. */
const loadRules = (): readonly AnyRule[] => createRequire(import.meta.url)("@deftools/lint/rules").rules;

if (import.meta.main) for (const path of generate()) console.log(path);
