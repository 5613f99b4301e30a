/** Whatever a configuration looks like, turning a rule off turns it off, and leaves all else. */

import { applyEdits } from "@deftools/text";
import fc from "fast-check";
import { test } from "vitest";
import { parse, stringify } from "yaml";
import { ruleOff } from "../src/index.ts";

const level = fc.constantFrom("off", "info", "error");
const setting = fc.oneof(
  level,
  fc.record({ severity: level }),
  fc.constant({ options: { most: 3 } }),
  fc.record({ severity: level, options: fc.constant({ names: ["a", "b # c"] }) }),
);
const rules = fc.dictionary(fc.constantFrom("DEF201", "untagged-image", "DEF2xx", "DEF101"), setting);
const override = fc.record(
  { files: fc.constantFrom("*.def", ["a.def", "b"], "other/**"), rules },
  { requiredKeys: ["files"] },
);
const configuration = fc.record(
  {
    profile: fc.constant("strict"),
    rules,
    sitePaths: fc.constant(["/a b", "/c: d"]),
    overrides: fc.array(override, { maxLength: 3 }),
    engine: fc.constant("apptainer-1.4"),
  },
  { requiredKeys: [] },
);

/** The same in other styles, with a comment behind each line that takes one. */
const style = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom("any", "flow"),
  defaultStringType: fc.constantFrom("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE"),
} as const);

const rule = { code: "DEF201", name: "untagged-image" };

test("in YAML of every style, and once is enough", async () => {
  await fc.assert(
    fc.asyncProperty(configuration, style, fc.boolean(), async (value, how, isCommented) => {
      const plain = stringify(value, { ...how, lineWidth: 0 });
      const text = isCommented ? plain.replace(/(?<=^[^"'\n]*)$/gm, " # ours") : plain;
      const file = { path: "/w/.deflint.yaml", text };
      const found = await ruleOff(file, rule, "/w/a.def");
      const after = found ? applyEdits(text, [found.edit]) : text;
      const read: unknown = parse(after);
      if (found && (await ruleOff({ ...file, text: after }, rule, "/w/a.def"))) throw new Error(after);
      if (JSON.stringify(without(read)) !== JSON.stringify(without(value))) throw new Error(after);
      if (after.split("# ours").length !== text.split("# ours").length) throw new Error(after);
    }),
  );
});

/** Everything but what is said about the rule. */
const without = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? {}, (key, inner: unknown) => {
      if (key === "DEF201" || key === "untagged-image") return undefined;
      return key === "rules" && Object.keys(Object(inner)).every((each) => /201|untagged/.test(each))
        ? undefined
        : inner;
    }),
  );
