/** DEF831: a label written as `KEY=VALUE` or `KEY: VALUE`. */

import type { Pair } from "@deftools/grammar";
import { defineRule } from "@deftools/lint";
import type { Span } from "@deftools/text";

export default defineRule<{ readonly sign: string; readonly part: "name" | "value"; readonly text: string }>({
  code: "DEF831",
  name: "label-equals",
  severity: "error",
  summary: "A label is written with `=` or `:`, which becomes part of it.",
  why: `
The name of a label ends at the first space, and all behind it is the value. \`Version=1.2\` is a label called \`Version=1.2\` without a
value, \`Author: Joe\` one called \`Author:\`, and \`Version = 1.2\` has the value \`= 1.2\`.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#labels"],
  message: ({ sign, part, text }) => `the "${sign}" becomes part of the label's ${part}, "${text}"`,
  fix: { title: "put a space between key and value", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    «Version=1.2»
    «Summary="maps»  reads"
    «Author:» Joe
    License «= MIT»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Version 1.2
    Summary "maps  reads"
    Author Joe
    License MIT
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    Version 1.2
    Formula a = b
    org.example.empty
    Unfilled:
    https://example.org/?page=1 homepage
`,
  ],

  check(recipe, report) {
    for (const label of recipe.stages.flatMap(({ labels }) => labels)) {
      const misplaced = misplacedSign(label);
      if (misplaced === undefined || label.key.text.includes("{{")) continue;
      const { part, sign, edited, replacement } = misplaced;
      const { text, span } = part === "name" ? label.key : (label.value ?? label.key);
      report(span, { sign, part, text }, [{ span: edited, text: replacement }]);
    }
  },
});

interface MisplacedSign {
  readonly sign: string;
  readonly part: "name" | "value";
  /** What makes way for the replacement. */
  readonly edited: Span;
  readonly replacement: string;
}

/** A name may have no `=` in it, unless it is an address; one without a value may be unfilled on purpose. */
const misplacedSign = ({ key, value }: Pair): MisplacedSign | undefined => {
  const before = /^[^=:]+(?==)/.exec(key.text)?.[0];
  const isLast = before?.length === key.text.length - 1;
  if (before !== undefined && (value !== undefined || !isLast)) {
    const start = key.span.start + before.length;
    return { sign: "=", part: "name", edited: { start, end: start + 1 }, replacement: isLast ? "" : " " };
  }
  const colons = /(?<=[^:]):+$/.exec(key.text)?.[0];
  if (colons !== undefined && value !== undefined) {
    const { end } = key.span;
    return { sign: colons, part: "name", edited: { start: end - colons.length, end }, replacement: "" };
  }
  const sign = /^[=:](?=\s*[^\s=])\s*/.exec(value?.text ?? "")?.[0];
  if (sign === undefined || value === undefined) return undefined;
  const { start } = value.span;
  return {
    sign: sign.trim(),
    part: "value",
    edited: { start, end: start + sign.length },
    replacement: "",
  };
};
