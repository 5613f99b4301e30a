/** The page with the syntax diagrams, made from the rules that the parser runs. */

import {
  Alternation,
  Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  Terminal,
  tokenLabel,
} from "chevrotain";
import { productions } from "./parser.ts";
import { choice, type Drawing, optional, reference, repetition, sequence, terminal } from "./railroad.ts";

/** The page, in Markdown. */
export const syntaxDiagramPage = (): string => {
  const rules = Object.entries(productions()).map(
    ([name, { definition }]) => `## ${spaced(name)}\n\n\`\`\`text\n${draw(definition)}\n\`\`\`\n`,
  );
  return `${introduction}\n${rules.join("\n")}`;
};

const introduction = `<!-- Generated from grammar/src/parser.ts by \`npm run gen\`; edit that, not this. -->

# Syntax of a definition file

The grammar reads lines. Every line is part of some rule, so every text is a file; what is odd about it becomes a
problem beside the tree. Brackets hold a line (or several), parentheses the name of another diagram.

Only a line's own beginning decides what it is: a section or a stage begins even inside a here-document of a script.
\`[ any other line ]\` of *continuations* is taken only while the line before ends in a backslash.
`;

const draw = (definition: readonly IProduction[]): string => {
  const { lines, track } = sequence(definition.map(drawingOf));
  return lines.map((line, row) => (row === track ? `├─${line}─┤` : `  ${line}`.trimEnd())).join("\n");
};

const drawingOf = (production: IProduction): Drawing => {
  if (production instanceof Terminal) return terminal(tokenLabel(production.terminalType));
  if (production instanceof NonTerminal) return reference(spaced(production.nonTerminalName));
  if (production instanceof Alternation) return choice(production.definition.map(drawingOf));
  if (production instanceof Alternative) return sequence(production.definition.map(drawingOf));
  if (production instanceof Option) return optional(sequence(production.definition.map(drawingOf)));
  if (production instanceof Repetition) return repetition(sequence(production.definition.map(drawingOf)));
  throw new TypeError("a production that the diagrams do not know");
};

/** `laterStage` as words. */
const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
