/**
 * The TextMate grammar, made from the vocabulary: colors for editors and web pages that run no language server.
 * Section bodies use `while`, so that an open quote in a script cannot swallow the next section.
 * Source: https://macromates.com/manual/en/language_grammars
 */

import { agents, type Bodies, bodies, keysWith } from "./highlighted-words.ts";
import type { ContentKind } from "./vocabulary/sections.ts";

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
  /** By selector, what is looked for first wherever that holds. */
  readonly injections: Readonly<Record<string, TextmateRule>>;
  readonly repository: Readonly<Record<string, TextmateRule>>;
}

/** The grammar, as `grammar/textmate/singularity-def.tmLanguage.json` holds it. */
export const textmateGrammar = (): TextmateGrammar => ({
  comment: "Generated from grammar/src/vocabulary/ by `npm run gen`; edit that, not this.",
  name: "Singularity/Apptainer definition file",
  scopeName: "source.singularity-def",
  patterns: [
    ...bodies.filter(({ content }) => content === "script").map(pythonSection),
    ...bodies.map(sectionRule),
    unknownSection,
    include("comment"),
    bootstrap,
    keyword,
    unknownKeyword,
    trailingComment,
  ],
  injections: {
    // engines replace placeholders in the strings of a script, too
    [`L:${EMBEDDED} - comment`]: { patterns: [include("placeholder")] },
    // `while` has every line begin anew, and the grammar of the shell takes a continued one for the name of a command
    [`L:${EMBEDDED} meta.statement.command.shell - (meta.argument | meta.statement.command.name | string | comment)`]:
      {
        patterns: [
          { match: "^[ \\t]+(?=[;|&)}`])" },
          { include: "source.shell#option" },
          { include: "source.shell#argument" },
        ],
      },
  },
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
    script: { patterns: [pythonBelowShebang, { include: "source.shell" }] },
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

/** What bodies in other languages are called, with the language's name behind it. */
const EMBEDDED = "meta.embedded.block";
const PYTHON = `${EMBEDDED}.python source.python`;

const bodyScopes: Readonly<Record<ContentKind, string>> = {
  script: `${EMBEDDED}.shell source.shell`,
  text: "string.unquoted.help.singularity-def",
  files: "meta.files.singularity-def",
  labels: "meta.labels.singularity-def",
  arguments: "meta.arguments.singularity-def",
  unknown: "meta.unknown.singularity-def",
};

/** Every line up to the next section or stage. */
const IN_BODY = "^(?!\\s*%|(?i:bootstrap):)";

const sectionLine = ({ names, anyCase }: Bodies, argument: string): string =>
  `^(%+)((?${anyCase ? "i" : ""}:${oneOf(names)}))${argument}$`;

const sectionRule = (section: Bodies): TextmateRule => ({
  name: "meta.section.singularity-def",
  contentName: bodyScopes[section.content],
  begin: sectionLine(section, "(?: (.*))?"),
  while: IN_BODY,
  beginCaptures: {
    1: { name: "punctuation.definition.section.singularity-def" },
    2: { name: "keyword.control.section.singularity-def" },
    3: {
      name: "entity.name.function.argument.singularity-def",
      patterns: [trailingComment, include("placeholder")],
    },
  },
  patterns: [include(section.content)],
});

/** `%post -c /usr/bin/python3` */
const pythonSection = (section: Bodies): TextmateRule => ({
  ...sectionRule(section),
  contentName: PYTHON,
  begin: sectionLine(section, " (.*-c +[^ #]*python[0-9.]*(?: .*)?)"),
  patterns: [{ include: "source.python" }],
});

/** Any other `#!` stays with the shell. */
const pythonBelowShebang: TextmateRule = {
  contentName: PYTHON,
  begin: "^\\s*(#!.*\\bpython[0-9.]*(?: .*)?)$",
  while: IN_BODY,
  beginCaptures: { 1: { name: "comment.line.shebang.singularity-def" } },
  patterns: [{ include: "source.python" }],
};

const trailingComment: TextmateRule = {
  match: "#.*$",
  name: "comment.line.number-sign.singularity-def",
};

const unknownSection: TextmateRule = { match: "^\\s*%.*$", name: "invalid.illegal.section.singularity-def" };

const values: readonly TextmateRule[] = [
  include("placeholder"),
  { match: "\\\\$", name: "constant.character.escape.line-continuation.singularity-def" },
  { match: "[^\\s#{\\\\]+|[{\\\\]", name: "string.unquoted.value.singularity-def" },
];

const keyRule = (key: string, scope: string, patterns: readonly TextmateRule[]): TextmateRule => ({
  begin: `^\\s*(${key})\\s*(:)`,
  // a backslash in a comment continues nothing, and none reaches into a section or stage
  end: "(?<!\\\\)(?=\\n)|(?=#)|^(?=\\s*%|(?i:bootstrap):)",
  beginCaptures: {
    1: { name: scope },
    2: { name: "punctuation.separator.key-value.singularity-def" },
  },
  patterns,
});

const agent: TextmateRule = {
  match: `(?:${oneOf(agents)})(?=\\s*(?:#|$))`,
  name: "support.constant.agent.singularity-def",
};

const keyScope = "keyword.other.header.singularity-def";
const bootstrap = keyRule("(?i:bootstrap)", keyScope, [agent, ...values]);
const keyword = keyRule(`(?i:${oneOf(keysWith("\\d+"))})`, keyScope, values);
const unknownKeyword = keyRule("[^%#:\\s][^:#]*?", "entity.other.attribute-name.singularity-def", values);
