/**
 * Suppressions of a recipe: its comments that speak to the linter, and what each of them covers.
 * Comments are those of headers, of `%files`, `%labels` and `%arguments`, of section lines and of scripts; what stands in a
 * here-document or in `%help` is text.
 */

import type { HeaderNode, SectionNode } from "@deftools/grammar";
import type { Recipe, Script, Stage } from "@deftools/recipe";
import { covers, type Span, span, textAt } from "@deftools/text";
import { readSuppression, type SuppressionComment } from "./suppressions-comment.ts";
import { logicalLine } from "./suppressions-line.ts";

/** A comment and what it covers. */
export interface Suppression extends SuppressionComment {
  /** A finding that begins in here is hidden. Empty for `enable` and for verbs nobody knows. */
  readonly covers: Span;
}

/** All suppressions, in file order. */
export const suppressionsIn = (recipe: Recipe): readonly Suppression[] => {
  // most files have none, and then no script needs to be parsed for its comments
  if (!recipe.file.text.includes("deflint")) return [];
  const placed = recipe.stages.flatMap((stage) => commentsOf(recipe, stage));
  const ordered = placed.sort((a, b) => a.comment.span.start - b.comment.span.start);
  return ordered.map(({ comment, stage, part, script }, index) => ({
    ...comment,
    covers: coverage(recipe, comment, {
      stage,
      part,
      ...(script ? { script } : {}),
      later: ordered.slice(index + 1).map((each) => each.comment),
    }),
  }));
};

interface PlacedComment {
  readonly comment: SuppressionComment;
  readonly stage: Stage;
  readonly part: HeaderNode | SectionNode;
  readonly script?: Script;
}

const commentsOf = (recipe: Recipe, stage: Stage): readonly PlacedComment[] => {
  const found: PlacedComment[] = [];
  const add = (comments: readonly Span[], part: HeaderNode | SectionNode, script?: Script): void => {
    for (const each of comments) {
      const comment = readSuppression(recipe.file.text, each);
      if (comment) found.push({ comment, stage, part, ...(script ? { script } : {}) });
    }
  };
  const { header } = stage.node;
  const behindValues = header.entries.flatMap(({ comment }) => (comment ? [comment] : []));
  add([...header.comments, ...behindValues], header);
  for (const section of stage.node.sections) {
    const script = stage.scripts.find(({ node }) => node === section);
    add(commentOfLine(recipe.file.text, section), section, script);
    if (script && script.dialect !== "other") add(script.tree.comments, section, script);
    else if (["script", "files", "labels", "arguments"].includes(section.content.kind))
      add(commentLines(recipe.file.text, section.body), section);
  }
  return found;
};

const commentOfLine = (text: string, { argument }: SectionNode): readonly Span[] => {
  const found = argument && /(?:^|\s)(#.*)$/.exec(textAt(text, argument.span));
  return argument && found ? [span(argument.span.end - (found[1] ?? "").length, argument.span.end)] : [];
};

const commentLines = (text: string, body: Span): readonly Span[] =>
  Array.from(textAt(text, body).matchAll(/^[ \t]*(#.*)$/gm), ({ 0: line, 1: comment = "", index }) => {
    const end = body.start + index + line.length;
    return span(end - comment.length, end);
  });

const coverage = (
  recipe: Recipe,
  comment: SuppressionComment,
  {
    stage,
    part,
    script,
    later,
  }: {
    readonly stage: Stage;
    readonly part: HeaderNode | SectionNode;
    readonly script?: Script;
    readonly later: readonly SuppressionComment[];
  },
): Span => {
  const { text } = recipe.file;
  const nothing = span(comment.span.end, comment.span.end);
  switch (comment.known) {
    case "disable-line":
      return logicalLine(recipe, recipe.lines.position(comment.span.start).line, script);
    case "disable-next-line": {
      const line = nextLine(recipe, recipe.lines.position(comment.span.start).line + 1);
      if (line === undefined) return nothing;
      const { start } = recipe.lines.line(line);
      const owner = stage.scripts.find(({ body }) => covers(body, span(start, start)));
      return logicalLine(recipe, line, owner);
    }
    case "disable-section":
      return part.span;
    case "disable-stage":
      return stage.node.span;
    case "disable-file":
      return span(0, text.length + 1);
    case "disable": {
      const end = later.find((other) => other.known === "enable" && ends(other, comment));
      return span(comment.span.end, end?.span.start ?? text.length + 1);
    }
    default:
      return nothing;
  }
};

/** The first line from `from` on that is neither blank nor all comment, so that suppressions can be stacked. */
const nextLine = ({ lines, file }: Recipe, from: number): number | undefined => {
  for (let line = from; line < lines.lineCount; line++)
    if (!/^\s*(?:#|$)/.test(textAt(file.text, lines.line(line)))) return line;
  return undefined;
};

/** An `enable` without rules ends every `disable`; otherwise the lists must be the same rules. */
const ends = (enable: SuppressionComment, disable: SuppressionComment): boolean =>
  enable.rules.length === 0 ||
  (disable.rules.length > 0 &&
    disable.rules.every((rule) => enable.rules.some((other) => other.text === rule.text)));
