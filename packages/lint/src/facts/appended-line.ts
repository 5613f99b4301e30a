/** The edit that adds a command at the end of a build. */

import type { Script, Stage } from "@deftools/recipe";
import { covers, type Span, type TextEdit, textAt } from "@deftools/text";

/** A line of its own behind the last `%post`, unless what stands there could swallow or never reach it. `after` is what it cleans up behind. */
export const appendedLine = (
  text: string,
  { scripts }: Stage,
  { after, line }: { readonly after: Span; readonly line: string },
): readonly TextEdit[] | undefined => {
  // %appinstall runs after %post, so that a line there would come too early
  if (scripts.some(({ section, body }) => section === "appinstall" && covers(body, after))) return undefined;
  const post = scripts.findLast(({ section }) => section === "post");
  const last = post?.tree.statements.at(-1);
  if (!post || !last || 0 < post.tree.errors.length || isUnclear(text, post)) return undefined;
  const body = textAt(text, post.body);
  const end = post.body.start + body.trimEnd().length;
  const lineStart = text.lastIndexOf("\n", last.span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, last.span.start))?.[0] ?? "";
  const lineEnd = body.includes("\r\n") ? "\r\n" : "\n";
  return [{ span: { start: end, end }, text: `${lineEnd}${indent}${line}` }];
};

const isUnclear = (text: string, { body, tree }: Script): boolean => {
  const last = tree.statements.at(-1);
  const name = last?.command.kind === "command" ? last.command.name?.value : undefined;
  return /\\\s*$/.test(textAt(text, body)) || name === "exit" || name === "exec";
};
