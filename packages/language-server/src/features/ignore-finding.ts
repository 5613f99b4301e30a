/**
 * Hiding findings with a comment: for its line, its section, its stage or the file. Each offer is tried first: a comment can take away
 * what a rule finds (an empty section) and then hides nothing, which is a finding again.
 */

import { parse } from "@deftools/grammar";
import { type Finding, lint } from "@deftools/lint";
import { type Recipe, type Script, type Stage, sectionAt, stageAt, understand } from "@deftools/recipe";
import { commandsIn } from "@deftools/shell";
import { applyEdits, type TextEdit, touches } from "@deftools/text";
import type { Judging } from "../judging.ts";
import type { CodeAction, FillableEdit } from "./code-action.ts";
import { lineEndOf } from "./line-end.ts";

/** The offers for each finding, the narrowest first; only those where a comment can stand and does what it says, and each once. */
export const ignoreFindings = (
  recipe: Recipe,
  findings: readonly Finding[],
  { rules, settings }: Judging,
): readonly CodeAction[] => {
  const findingsIn = (all: Recipe, code: string, foreign: readonly Finding[]): number => {
    const concerned = rules.filter((rule) => rule.code === code || rule.judge);
    return lint(all, concerned, { ...settings, ...(0 < foreign.length && { foreign }) }).length;
  };
  const before = new Map<string, number>();
  const offered = new Set<string>();
  return findings.flatMap((finding) => {
    const { code } = finding;
    // nobody looks again at what others found
    const foreign = findings.filter((each) => each.code === code && isForeign(each));
    return offersFor(recipe, finding).filter(({ title, edits }) => {
      // of findings below each other all but the first have some that are there already
      const key = `${title} ${edits[0]?.span.start}`;
      if (offered.has(key)) return false;
      offered.add(key);
      const count = before.get(code) ?? findingsIn(recipe, code, foreign);
      before.set(code, count);
      const tried = withReason(edits);
      const after = understand(parse(applyEdits(recipe.file.text, tried)));
      return findingsIn(after, code, tried.reduce(movedBy, foreign)) < count;
    });
  });
};

/** Of ShellCheck. */
const isForeign = ({ code }: Finding): boolean => code.startsWith("SC");

/** Where findings are once a comment stands in the text. */
const movedBy = (findings: readonly Finding[], { span: { start: at }, text }: TextEdit): readonly Finding[] =>
  findings.map((finding) => {
    const { start, end } = finding.span;
    return start < at
      ? finding
      : { ...finding, span: { start: start + text.length, end: end + text.length } };
  });

const offersFor = (recipe: Recipe, finding: Finding): readonly CodeAction[] => {
  const stage = stageAt(recipe, finding.span.start);
  if (!stage) return [];
  const isInHeader = sectionAt(recipe, finding.span.start) === undefined;
  const wheres = [
    { title: "on this line", verb: "disable-next-line", line: lineAbove(recipe, stage, finding) },
    {
      title: isInHeader ? "in this header" : "in this section",
      verb: "disable-section",
      line: lineInPart(recipe, stage, finding),
    },
    ...(recipe.stages.length < 2
      ? []
      : [{ title: "in this stage", verb: "disable-stage", line: lineInHeader(recipe, stage) }]),
    { title: "in this file", verb: "disable-file", line: 0 },
  ];
  return wheres.flatMap(({ title, verb, line }): readonly CodeAction[] => {
    if (line === undefined) return [];
    const edits = [commentAt(recipe, line, `# deflint ${verb}=${finding.code} -- `)];
    return [{ kind: "quick-fix", title: `ignore ${finding.code} ${title}`, finding, edits }];
  });
};

/** Tried as if its reason were given: where one must be, its lack would count as a finding. */
const withReason = (edits: readonly FillableEdit[]): readonly FillableEdit[] =>
  edits.map(({ span, text }) => ({ span, text: text.replace(" -- ", " -- reason") }));

/** A comment as a line of its own before a line, as far in as that one, with a place for the reason behind it. */
const commentAt = ({ file: { text }, lines }: Recipe, line: number, comment: string): FillableEdit => {
  const lineEnd = lineEndOf(text);
  if (lines.lineCount <= line) return fillable(text.length, lineEnd, comment, "");
  // a byte order mark stays first
  const start = lines.line(line).start + Number(line === 0 && text.startsWith("\u{feff}"));
  const indent = line === 0 ? "" : (/^[ \t]*/.exec(text.slice(start))?.[0] ?? "");
  return fillable(start, indent, comment, lineEnd);
};

/** Nothing in front of or in such a comment means anything in a snippet. */
const fillable = (start: number, before: string, comment: string, after: string): FillableEdit => ({
  span: { start, end: start },
  text: `${before}${comment}${after}`,
  snippet: `${before}${comment}\${1:reason}${after}`,
});

/**
 * The first line of what the finding is about: a comment above it is read, and breaks nothing. None above what is a comment itself,
 * which is passed over, above a `#!`, which must stay first, and above a byte order mark.
 */
const lineAbove = (recipe: Recipe, stage: Stage, { span: { start } }: Finding): number | undefined => {
  const line = firstLineOf(recipe, stage, start);
  if (line === undefined) return undefined;
  const beginning = recipe.file.text.slice(recipe.lines.line(line).start);
  return /^(?:\s*#|\u{feff})/u.test(beginning) ? undefined : line;
};

const firstLineOf = (recipe: Recipe, stage: Stage, start: number): number | undefined => {
  const { lines } = recipe;
  const at = lines.position(start).line;
  const section = sectionAt(recipe, start);
  if (!section) {
    const entry = stage.node.header.entries.find(({ span }) => touches(span, start));
    // above the first key of a stage, the stage before goes on
    if (stage.index !== 0 && entry === stage.node.header.entries[0]) return undefined;
    return entry ? lines.position(entry.span.start).line : at;
  }
  if (start < section.body.start || !takesComments(section.content.kind)) return undefined;
  const script = stage.scripts.find(({ node }) => node === section);
  return script ? firstLine(recipe, script, at) : at;
};

const takesComments = (kind: string): boolean => ["script", "files", "labels", "arguments"].includes(kind);

/** Up over continuations, and to the start of the command, word or here-document that the line is in the middle of. */
const firstLine = ({ lines, file }: Recipe, { tree }: Script, from: number): number => {
  const commands = commandsIn(tree).map(({ command }) => ({
    start: command.span.start,
    end: Math.max(
      command.span.end,
      ...command.redirects.map(({ hereDocument }) => hereDocument?.body.end ?? 0),
    ),
  }));
  let line = from;
  for (let moved = true; moved; ) {
    const { start } = lines.line(line);
    const around = commands.find((command) => command.start < start && start < command.end);
    const above = 0 < line && /\\\r?$/.test(file.text.slice(lines.line(line - 1).start, start - 1));
    const next = around ? lines.position(around.start).line : line - Number(above);
    moved = next < line;
    line = next;
  }
  return line;
};

/** The first line of a section's body, or the one below a `#!` there; in a header, below its first key. */
const lineInPart = (recipe: Recipe, stage: Stage, { span: { start } }: Finding): number | undefined => {
  const section = sectionAt(recipe, start);
  if (!section) return lineInHeader(recipe, stage);
  if (!takesComments(section.content.kind)) return undefined;
  const below = recipe.lines.position(section.line.end).line + 1;
  return below + Number(/^\s*#!/.test(recipe.file.text.slice(section.body.start, section.body.end)));
};

const lineInHeader = ({ lines }: Recipe, { node: { header } }: Stage): number | undefined => {
  const [first] = header.entries;
  return first && lines.position(first.span.end).line + 1;
};
