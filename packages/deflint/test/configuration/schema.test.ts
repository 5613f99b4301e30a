/** The JSON schema is fresh, and editors that use it accept what the program accepts. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { configurationJsonSchema } from "../../gen.ts";

const committed = readFileSync(resolve(import.meta.dirname, "../../schema/deflint.schema.json"), "utf8");

const validate = new Ajv({ strict: false }).compile(JSON.parse(committed));

it("is fresh: run `npm run gen`", () => {
  expect(committed).toBe(configurationJsonSchema());
});

it.each([
  [
    true,
    {
      profile: "strict",
      rules: { DEF201: "error", "untagged-image": { severity: "off", options: { a: ["b"] } } },
    },
  ],
  [
    true,
    { overrides: [{ files: "*.def", rules: { DEF2xx: "info", SC2086: "off" } }], extends: ["./a.yaml"] },
  ],
  [true, { $schema: "x", sitePaths: ["/scratch"], buildArgs: { A: "1" }, engine: "apptainer-1.4" }],
  [false, { profile: "strikt" }],
  [false, { rules: { DEF201: "fatal" } }],
  [false, { rulez: {} }],
  [false, { overrides: [{ rules: {} }] }],
  [false, { sitePaths: ["scratch"] }],
])("%s for %j", (accepted, configuration) => {
  expect(validate(configuration)).toBe(accepted);
});
