/**
 * The syntax definition of Kate and all that KSyntaxHighlighting colors, made from the vocabulary; scripts are its own Bash.
 * Kate also finds the language of a file, and so its language server, by it. What a script leaves open swallows what follows, until it is closed:
 * only the innermost of its contexts can end.
 * Source: https://docs.kde.org/stable5/en/kate/katepart/highlight.html
 */

import { agents, type Bodies, bodies, contents, keysWith } from "./highlighted-words.ts";
import type { ContentKind } from "./vocabulary/sections.ts";

/** What the language is called there. */
const NAME = "Singularity Definition";

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")}"`,
    )
    .join("");

const rule = (kind: string, values: Readonly<Record<string, string>>): string =>
  `<${kind}${attributes(values)}/>`;

const pattern = (expression: string, values: Readonly<Record<string, string>>): string =>
  rule("RegExpr", { String: expression, ...values });

const context = (name: string, values: Readonly<Record<string, string>>, rules: readonly string[]): string =>
  [
    `<context${attributes({ name, attribute: "Text", lineEndContext: "#stay", ...values })}>`,
    ...rules.map((each) => `  ${each}`),
    "</context>",
  ].join("\n      ");

const placeholder = pattern("\\{\\{\\s*\\w+\\s*\\}\\}", { attribute: "Placeholder" });
const comment = pattern("^\\s*#.*$", { attribute: "Comment" });

/** A body lies below the context of its section line, and that below the header's. */
const leave = pattern("^\\s*%|^bootstrap:", { insensitive: "true", lookAhead: "true", context: "#pop#pop" });

const rulesOf: Readonly<Record<ContentKind, readonly string[]>> = {
  script: [placeholder, rule("IncludeRules", { context: "##Bash" })],
  text: [placeholder, pattern(".", { attribute: "Value" })],
  files: [comment, placeholder, pattern('"[^"]*"|[^\\s"{]+|\\{', { attribute: "Value" })],
  labels: [
    comment,
    placeholder,
    pattern("^\\s*\\S+", { attribute: "Name" }),
    pattern("\\S", { attribute: "Value" }),
  ],
  arguments: [
    comment,
    placeholder,
    pattern("^\\s*[^=\\s]+(?=\\s*=)", { attribute: "Name" }),
    pattern("[^\\s=]", { attribute: "Value" }),
  ],
  unknown: [],
};

const sectionLine = ({ content, names, anyCase }: Bodies): string =>
  pattern(`^%+(?:${names.join("|")})(?= |$)`, {
    attribute: "Section",
    context: `Line of ${content}`,
    ...(anyCase && { insensitive: "true" }),
  });

const values = [
  placeholder,
  pattern("#.*$", { attribute: "Comment" }),
  rule("LineContinue", { attribute: "Text" }),
];
const value = pattern("[^\\s#{:\\\\][^\\s#{\\\\]*", { attribute: "Value" });

const contexts = [
  context("Header", {}, [
    ...bodies.map(sectionLine),
    pattern("^\\s*%.*$", { attribute: "Error" }),
    comment,
    pattern("^\\s*bootstrap(?=\\s*:)", { attribute: "Key", insensitive: "true", context: "Agent" }),
    pattern(`^\\s*(?:${keysWith("\\d+").join("|")})(?=\\s*:)`, {
      attribute: "Key",
      insensitive: "true",
      context: "Values",
    }),
    pattern("^\\s*[^%#:\\s][^:#]*(?=:)", { attribute: "Name", context: "Values" }),
  ]),
  context("Agent", { lineEndContext: "#pop" }, [
    pattern(`(?:${agents.join("|")})(?=\\s*(?:#|$))`, { attribute: "Agent" }),
    ...values,
    value,
  ]),
  context("Values", { lineEndContext: "#pop" }, [...values, value]),
  ...contents.flatMap((content) => [
    context(`Line of ${content}`, { attribute: "Argument", lineEndContext: content }, [placeholder]),
    context(content, {}, [leave, ...rulesOf[content]]),
  ]),
];

const styles: Readonly<Record<string, string>> = {
  Text: "dsNormal",
  Comment: "dsComment",
  Section: "dsControlFlow",
  Argument: "dsAttribute",
  Key: "dsKeyword",
  Name: "dsVariable",
  Agent: "dsBuiltIn",
  Value: "dsString",
  Placeholder: "dsPreprocessor",
  Error: "dsError",
};

const language = {
  name: NAME,
  section: "Other",
  version: "1",
  kateversion: "5.79",
  extensions: "*.def;Singularity;Singularity.*;Apptainer;Apptainer.*",
  // Modula-2 has files of that name, too
  priority: "10",
  license: "MIT",
};

/** The definition, as `editors/kate/singularity-def.xml` holds it. */
export const kateSyntax = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE language>
<!-- Generated from grammar/src/vocabulary/ by \`npm run gen\`; edit that, not this. -->
<language${attributes(language)}>
  <highlighting>
    <contexts>
      ${contexts.join("\n      ")}
    </contexts>
    <itemDatas>
${Object.entries(styles)
  .map(([name, defStyleNum]) => `      ${rule("itemData", { name, defStyleNum })}`)
  .join("\n")}
    </itemDatas>
  </highlighting>
  <general>
    <comments>
      ${rule("comment", { name: "singleLine", start: "#" })}
    </comments>
  </general>
</language>
`;
