/** Section lines that no engine reads as the section that was meant, each told apart by what is wrong with it. */

import { appSectionTypes, type SectionNode, section, sectionTypes } from "@deftools/grammar";
import type { Recipe } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { nearest } from "../nearest.ts";

/** A section line that means nothing to the engine. */
export interface MisreadSection {
  /**
   * `indented`: blanks in front of a good name. `blank-name`: blanks behind the `%`. `hidden-blank`: a tab or another blank that is no space
   * belongs to the name. `glued-comment`: a `#` belongs to the name. `text`: a line of a body that happens to begin with `%`.
   * `unknown`: the rest.
   */
  readonly kind: "indented" | "blank-name" | "hidden-blank" | "glued-comment" | "text" | "unknown";
  readonly section: SectionNode;
  /** From the `%` to the end of the name. */
  readonly span: Span;
  /** The section that was meant, as far as one can tell. */
  readonly meant?: string;
}

/** All of a file, in file order. */
export const misreadSections = (recipe: Recipe): readonly MisreadSection[] => {
  const known = remembered.get(recipe) ?? found(recipe);
  remembered.set(recipe, known);
  return known;
};

/** One rule for each kind asks. */
const remembered = new WeakMap<Recipe, readonly MisreadSection[]>();

const found = ({ file }: Recipe): readonly MisreadSection[] => {
  const places = new Set(
    file.problems.filter(({ code }) => SECTION_PROBLEMS.has(code)).map(({ span }) => span.end),
  );
  return file.stages.flatMap(({ sections }) =>
    sections.flatMap((node, index): readonly MisreadSection[] => {
      const percent = file.text.indexOf("%", node.line.start);
      if (!places.has(node.name.span.end) && !places.has(percent)) return [];
      const judged = judge(file.text, node, percent, sections[index - 1]);
      return [{ ...judged, section: node, span: { start: percent, end: node.name.span.end } }];
    }),
  );
};

const SECTION_PROBLEMS: ReadonlySet<string> = new Set([
  "unknown-section",
  "indented-section",
  "section-name-blank",
]);

const judge = (
  text: string,
  node: SectionNode,
  percent: number,
  before: SectionNode | undefined,
): Pick<MisreadSection, "kind" | "meant"> => {
  const name = node.name.text;
  if (node.line.start < percent && section(name)) return { kind: "indented", meant: name };
  if (name === "") {
    const meant = /^\s*%+\s+(\S+)/.exec(text.slice(node.line.start, node.line.end))?.[1];
    return meant && section(meant) ? { kind: "blank-name", meant } : { kind: before ? "text" : "unknown" };
  }
  const front = /^[A-Za-z]+/.exec(name)?.[0] ?? "";
  if (section(front) && /^[\t\v\f\u00A0\u2000-\u200B\u202F\u3000\uFEFF]/.test(name.slice(front.length)))
    return { kind: "hidden-blank", meant: front };
  if (section(front) && name[front.length] === "#") return { kind: "glued-comment", meant: front };
  const rest = text.slice(node.name.span.end, node.line.end).trim();
  const meant =
    nearest(name, [...sectionTypes, ...appSectionTypes]) ?? (rest === "" ? longForm(name) : undefined);
  if (meant !== undefined) return { kind: "unknown", meant };
  return { kind: isBody(before) ? "text" : "unknown" };
};

/** The section of which a name is the beginning: `%env`. A name that something follows is more likely a line of another language. */
const longForm = (name: string): string | undefined => {
  const all = sectionTypes.filter((type) => 3 <= name.length && type.startsWith(name.toLowerCase()));
  return all.length === 1 ? all[0] : undefined;
};

/** Bodies that hold lines of other languages. */
const isBody = (before: SectionNode | undefined): boolean =>
  before?.content.kind === "script" || before?.content.kind === "text";
