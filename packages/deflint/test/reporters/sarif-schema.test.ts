/** SARIF by its own schema, which `test/real/install.sh` brings; where it is missing, the test is skipped by name. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@deftools/grammar";
import { lint } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { LineIndex } from "@deftools/text";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { reportText } from "../../src/reports.ts";

const schema = join(process.env.DEFTOOLS_REAL ?? "/opt/deftools-real", "schemas/sarif-2.1.0-rtm.5.json");
const skipped = !existsSync(schema) && process.env.REQUIRE_REAL !== "1";

/** Every bad example there is, in one run. */
const files = rules.flatMap(({ code, bad }) =>
  bad.map((example, index) => {
    const text = (typeof example === "string" ? example : example.before).replace(/[«»]/g, "");
    const findings = lint(understand(parse(text)), rules);
    return { name: `${code}/é 😀 %20 ${index}.def`, lines: new LineIndex(text), findings };
  }),
);

it.skipIf(skipped)(
  `sarif is valid by its schema, with every rule and every fix${skipped ? " (skipped: no schema on this machine)" : ""}`,
  () => {
    const context = { version: "1.2.3", rules, paint: (_style: unknown, text: string) => text };
    // one pattern of the schema is none for the flag `u`; what it says of itself is of a draft that reads the same
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
    const { $schema, id, ...rest } = JSON.parse(readFileSync(schema, "utf8"));
    expect([$schema, id].join()).toContain("2.1.0");
    const isValid = ajv.compile(rest);
    const log = JSON.parse(reportText("sarif", files, context));
    expect(log.runs[0].results.length).toBeGreaterThan(rules.length);
    expect(isValid(log) ? "" : ajv.errorsText(isValid.errors)).toBe("");
    // and it can be invalid
    expect(isValid({ ...log, version: "2.0" })).toBe(false);
  },
);
