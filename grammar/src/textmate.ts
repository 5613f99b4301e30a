/**
 * The TextMate grammar, made from the vocabulary: colors for editors and web pages that run no language server.
 * Section bodies use `while`, so that an open quote in a script cannot swallow the next section.
 * Source: https://macromates.com/manual/en/language_grammars
 */

import { bootstrapAgents } from "./vocabulary/agents.ts";
import { headerKeywords } from "./vocabulary/keywords.ts";
import { appSections, type ContentKind, type Section, sections } from "./vocabulary/sections.ts";

/** A rule of a TextMate grammar, as far as we use them. */
export interface TextmateRule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly captures?: Readonly<Record<string, TextmateRule>>;
  readonly beginCaptures?: Readonly<Record<string, TextmateRule>>;
  readonly patterns?: readonly TextmateRule[];
  readonly include?: string;
}

/** A whole TextMate grammar. */
export interface TextmateGrammar {
  readonly comment: string;
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly TextmateRule[];
  readonly repository: Readonly<Record<string, TextmateRule>>;
}

/** The grammar, as `grammar/textmate/singularity-def.tmLanguage.json` holds it. */
export const textmateGrammar = (): TextmateGrammar => ({
  comment: "Generated from grammar/src/vocabulary/ by `npm run gen`; edit that, not this.",
  name: "Singularity/Apptainer definition file",
  scopeName: "source.singularity-def",
  patterns: [
    ...bodies.map(sectionRule),
    unknownSection,
    include("comment"),
    bootstrap,
    keyword,
    unknownKeyword,
  ],
  repository: {
    comment: {
      match: "^\\s*(#).*$",
      name: "comment.line.number-sign.singularity-def",
      captures: { 1: { name: "punctuation.definition.comment.singularity-def" } },
    },
    placeholder: {
      match: "(\\{\\{)\\s*([0-9A-Za-z_]+)\\s*(\\}\\})",
      name: "meta.template.singularity-def",
      captures: {
        1: { name: "punctuation.definition.template.begin.singularity-def" },
        2: { name: "variable.other.placeholder.singularity-def" },
        3: { name: "punctuation.definition.template.end.singularity-def" },
      },
    },
    files: {
      patterns: [
        include("comment"),
        include("placeholder"),
        { match: '"[^"]*"', name: "string.quoted.double.singularity-def" },
        { match: '[^\\s"{]+|\\{', name: "string.unquoted.path.singularity-def" },
      ],
    },
    labels: { patterns: [include("comment"), pair("^\\s*([^ ]+)( )?(.*)$")] },
    arguments: { patterns: [include("comment"), pair("^\\s*([^=]+?)\\s*(=)(.*)$")] },
    script: { patterns: [include("placeholder"), { include: "source.shell" }] },
    text: { patterns: [include("placeholder")] },
    unknown: { patterns: [] },
  },
});

const include = (rule: string): TextmateRule => ({ include: `#${rule}` });

const pair = (match: string): TextmateRule => ({
  match,
  captures: {
    1: { name: "variable.other.key.singularity-def" },
    2: { name: "punctuation.separator.key-value.singularity-def" },
    3: { name: "string.unquoted.singularity-def", patterns: [include("placeholder")] },
  },
});

const oneOf = (words: readonly string[]): string => words.join("|");

/** The sections of one kind of body and one spelling of names: those of apps take no other case. */
interface Bodies {
  readonly content: ContentKind;
  readonly names: string;
}

const bodiesOf = (rows: readonly Section[], wrap: (names: string) => string): readonly Bodies[] =>
  [...Map.groupBy(rows, ({ content }) => content)].map(([content, group]) => ({
    content,
    names: wrap(oneOf(group.map(({ name }) => name))),
  }));

const bodies = [
  ...bodiesOf(sections, (names) => `(?i:${names})`),
  ...bodiesOf(appSections, (names) => `(?:${names})`),
];

const bodyScopes: Readonly<Record<ContentKind, string>> = {
  script: "meta.embedded.block.shell source.shell",
  text: "string.unquoted.help.singularity-def",
  files: "meta.files.singularity-def",
  labels: "meta.labels.singularity-def",
  arguments: "meta.arguments.singularity-def",
  unknown: "meta.unknown.singularity-def",
};

const sectionRule = ({ content, names }: Bodies): TextmateRule => ({
  name: "meta.section.singularity-def",
  contentName: bodyScopes[content],
  begin: `^(%+)(${names})(?: (.*))?$`,
  while: "^(?!\\s*%|(?i:bootstrap):)",
  beginCaptures: {
    1: { name: "punctuation.definition.section.singularity-def" },
    2: { name: "keyword.control.section.singularity-def" },
    3: { name: "entity.name.function.argument.singularity-def", patterns: [include("placeholder")] },
  },
  patterns: [include(content)],
});

const unknownSection: TextmateRule = { match: "^\\s*%.*$", name: "invalid.illegal.section.singularity-def" };

const values: readonly TextmateRule[] = [
  include("placeholder"),
  { match: "#.*$", name: "comment.line.number-sign.singularity-def" },
  { match: "\\\\$", name: "constant.character.escape.line-continuation.singularity-def" },
  { match: "[^\\s#{\\\\]+|[{\\\\]", name: "string.unquoted.value.singularity-def" },
];

const keyRule = (key: string, scope: string, patterns: readonly TextmateRule[]): TextmateRule => ({
  begin: `^\\s*(${key})\\s*(:)`,
  end: "(?<!\\\\)$",
  beginCaptures: {
    1: { name: scope },
    2: { name: "punctuation.separator.key-value.singularity-def" },
  },
  patterns,
});

const agent: TextmateRule = {
  match: `(?:${oneOf(bootstrapAgents.map(({ name }) => name))})(?=\\s*(?:#|$))`,
  name: "support.constant.agent.singularity-def",
};

/** The number at the end of a keyword's name stands for any. */
const keys = oneOf(headerKeywords.map(({ name }) => name.replace(/\d+$/, "\\d+")));

const keyScope = "keyword.other.header.singularity-def";
const bootstrap = keyRule("(?i:bootstrap)", keyScope, [agent, ...values]);
const keyword = keyRule(`(?i:${keys})`, keyScope, values);
const unknownKeyword = keyRule("[^%#:\\s][^:#]*?", "entity.other.attribute-name.singularity-def", values);
