/** DEF836: a label whose value is not of the kind its name promises. */

import { defineRule } from "@deftools/lint";

export default defineRule<
  { readonly label: string; readonly value: string; readonly kind: string },
  { readonly formats: readonly string[] }
>({
  code: "DEF836",
  name: "label-format",
  severity: "info",
  summary: "The value of a label is not what its name promises.",
  why: `
Programs read the labels of the OCI: a catalogue sorts by \`created\`, links to \`source\`, filters by \`licenses\`. Others can be added: \`NAME=KIND\`, where the kind is \`url\`, \`email\`, \`semver\`, \`rfc3339\`,
\`spdx\` or \`hash\`.`,
  sources: ["https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md"],
  message: ({ label, value, kind }) => `"${value}" is no ${kind}, which "${label}" should be`,
  options: {
    formats: {
      default: [
        "org.opencontainers.image.created=rfc3339",
        "org.opencontainers.image.url=url",
        "org.opencontainers.image.documentation=url",
        "org.opencontainers.image.source=url",
        "org.opencontainers.image.licenses=spdx",
      ],
      summary: "What labels must be, each as `NAME=KIND`.",
    },
  },

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    org.opencontainers.image.created «last Tuesday»
    org.opencontainers.image.source «the lab's server»
    org.opencontainers.image.licenses «MIT License»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%labels
    org.opencontainers.image.created 2026-11-22T07:00:00Z
    org.opencontainers.image.source https://example.org/lab/aligner
    org.opencontainers.image.licenses MIT OR Apache-2.0
    org.opencontainers.image.url {{ URL }}

%arguments
    URL=https://example.org/
`,
  ],

  check(recipe, report, { formats }) {
    const kinds = new Map(formats.map((each) => [each.split("=")[0], each.split("=")[1] ?? ""]));
    for (const { key, value } of recipe.stages.flatMap(({ labels }) => labels)) {
      const kind = kinds.get(key.text);
      const [pattern, title] = KINDS.get(kind ?? "") ?? [];
      if (!value || !pattern || !title || value.text.includes("{{") || pattern.test(unquoted(value.text)))
        continue;
      report(value.span, { label: key.text, value: value.text, kind: title });
    }
  },
});

/** Quotes are a matter of their own. */
const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

/** What values look like, and what to call it. */
const KINDS: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  ["url", [/^[a-z][a-z\d+.-]*:\/\/\S+$/i, "address (https://…)"]],
  ["email", [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "mail address"]],
  ["semver", [/^v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/, "semantic version (1.2.3)"]],
  [
    "rfc3339",
    [/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/, "date and time (RFC 3339)"],
  ],
  ["spdx", [/^\(*[\w.+-]+\)*(?:\s+(?:AND|OR|WITH)\s+\(*[\w.+-]+\)*)*$/, "SPDX license expression"]],
  ["hash", [/^(?:sha\d+:)?[\da-f]{7,128}$/i, "hash"]],
]);
