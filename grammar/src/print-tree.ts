/** A tree as an indented outline that a person can review: one node per line, with its span and its words. */

import type { Span } from "@deftools/text";
import type { DefinitionFile, FilesLine, Pair, SectionContent, SectionNode, StageNode, Word } from "./ast.ts";

/** The outline of a file. */
export const printTree = (file: DefinitionFile): string => {
  const out: string[] = [];
  const print = (depth: number, span: Span, ...words: readonly string[]): void => {
    out.push(
      `${"  ".repeat(depth)}${words.filter((word) => word !== "").join(" ")} [${span.start}, ${span.end})`,
    );
  };
  print(0, file.span, "file");
  for (const stage of file.stages) printStage(stage, print);
  for (const { span, name } of file.placeholders) print(1, span, "placeholder", quote(name));
  for (const { span, code } of file.problems) print(1, span, "problem", code);
  return out.join("\n") + "\n";
};

type Print = (depth: number, span: Span, ...words: readonly string[]) => void;

const printStage = (stage: StageNode, print: Print): void => {
  print(1, stage.span, "stage");
  print(2, stage.header.span, "header");
  for (const { span, key, colon, value, comment } of stage.header.entries) {
    print(3, span, "entry", quote(key), colon ? ":" : "(no colon)", value ? quote(value) : "");
    if (comment) print(4, comment, "comment");
  }
  for (const comment of stage.header.comments) print(3, comment, "comment");
  for (const section of stage.sections) printSection(section, print);
};

const printSection = (section: SectionNode, print: Print): void => {
  const { span, name, type, argument, app, body, content } = section;
  print(2, span, "section", quote(name), type ? `= ${type}` : "(unknown)", app ? `of app ${quote(app)}` : "");
  if (argument) print(3, argument.span, "argument", quote(argument));
  print(3, body, "body", content.kind);
  for (const line of linesOf(content)) print(4, line.span, ...wordsOf(line));
};

const linesOf = (content: SectionContent): readonly (FilesLine | Pair)[] => {
  if (content.kind === "files") return content.lines;
  return content.kind === "labels" || content.kind === "arguments" ? content.pairs : [];
};

const wordsOf = (line: FilesLine | Pair): readonly string[] => {
  if (line.kind === "pair") return ["pair", quote(line.key), line.value ? quote(line.value) : ""];
  const destination = line.destination ? `→ ${quote(line.destination)}` : "";
  const ignored = line.ignored.length === 0 ? "" : `ignored ${line.ignored.map(quote).join(" ")}`;
  return ["copy", quote(line.source), destination, ignored];
};

/** A word as JSON, so that every blank and control character shows. */
const quote = ({ text }: Word): string => JSON.stringify(text);
