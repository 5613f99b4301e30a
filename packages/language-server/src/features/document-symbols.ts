/**
 * The outline of a file: stages, in them the header keys, the sections with their build arguments and functions, and the apps with
 * their sections.
 */

import type { HeaderEntry, SectionNode, Word } from "@deftools/grammar";
import { type Recipe, type Stage, wordsOf } from "@deftools/recipe";
import { compoundsIn } from "@deftools/shell";
import type { Span } from "@deftools/text";

/** One line of the outline. `selection` lies inside `span`, and so do the children. */
export interface OutlineNode {
  readonly kind: "stage" | "key" | "section" | "argument" | "app" | "function";
  /** Never empty: editors refuse nameless symbols. */
  readonly name: string;
  readonly detail?: string;
  readonly span: Span;
  /** What is selected when the user goes there. */
  readonly selection: Span;
  readonly children: readonly OutlineNode[];
}

/** One node per stage that has something in it. */
export const documentSymbols = (recipe: Recipe): readonly OutlineNode[] =>
  recipe.stages
    .filter(({ node }) => node.header.entries.length + node.sections.length > 0)
    .map((stage) => stageNode(stage));

const stageNode = (stage: Stage): OutlineNode => {
  const { node, name, bootstrap, index } = stage;
  const first = node.header.entries[0]?.span ?? node.sections[0]?.line ?? node.span;
  const base = [bootstrap?.agent.text, bootstrap?.image?.text ?? bootstrap?.from?.text]
    .filter(Boolean)
    .join(" ");
  return {
    kind: "stage",
    name: name?.text || `stage ${index + 1}`,
    ...(base && { detail: base }),
    span: node.span,
    selection: name?.span ?? first,
    children: [...node.header.entries.map(keyNode), ...sectionNodes(stage)],
  };
};

const keyNode = ({ key, value, span }: HeaderEntry): OutlineNode => ({
  kind: "key",
  name: key.text || ":",
  ...(value && { detail: value.text }),
  span,
  selection: key.span,
  children: [],
});

/** Sections in file order; neighbors that belong to one app stand below it. */
const sectionNodes = (stage: Stage): readonly OutlineNode[] => {
  const groups: [SectionNode, ...SectionNode[]][] = [];
  for (const section of stage.node.sections) {
    const last = groups.at(-1);
    if (section.app?.text && last?.[0].app?.text === section.app.text) last.push(section);
    else groups.push([section]);
  }
  return groups.map(([first, ...rest]) =>
    first.app?.text ? appNode(stage, first.app, [first, ...rest]) : sectionNode(stage, first),
  );
};

const sectionNode = (stage: Stage, section: SectionNode): OutlineNode => {
  // the name of an app stands above its sections
  const words = section.app?.text ? [] : wordsOf(section);
  return {
    kind: "section",
    name: `%${section.name.text}`,
    ...(0 < words.length && { detail: words.map(({ text }) => text).join(" ") }),
    span: section.span,
    selection: section.line,
    children: [...argumentNodes(section), ...functionNodes(stage, section)],
  };
};

const argumentNodes = ({ content }: SectionNode): readonly OutlineNode[] =>
  content.kind === "arguments"
    ? content.pairs.flatMap(({ key, value, span }) =>
        key.text === ""
          ? []
          : [
              {
                kind: "argument",
                name: key.text,
                ...(value && { detail: value.text }),
                span,
                selection: key.span,
                children: [],
              } as const,
            ],
      )
    : [];

const appNode = (
  stage: Stage,
  app: Word,
  sections: readonly [SectionNode, ...SectionNode[]],
): OutlineNode => ({
  kind: "app",
  name: app.text,
  span: { start: sections[0].span.start, end: (sections.at(-1) ?? sections[0]).span.end },
  selection: app.span,
  children: sections.map((section) => sectionNode(stage, section)),
});

const functionNodes = ({ scripts }: Stage, section: SectionNode): readonly OutlineNode[] => {
  const script = scripts.find(({ node }) => node === section);
  return (script ? compoundsIn(script.tree) : []).flatMap(({ node }) => {
    if (node.kind !== "function") return [];
    const { name, nameSpan: selection, span } = node;
    return [{ kind: "function", name: name || "()", span, selection, children: [] }];
  });
};
