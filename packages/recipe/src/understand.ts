/** From tree to meaning. */

import type { DefinitionFile, HeaderEntry, Pair, SectionNode, StageNode } from "@deftools/grammar";
import { parseScript } from "@deftools/shell";
import { LineIndex } from "@deftools/text";
import { bootstrapOf } from "./bootstrap.ts";
import { copiesOf } from "./copies.ts";
import type { App, Recipe, Stage } from "./recipe.ts";
import { type ScriptReader, scriptsOf } from "./scripts.ts";

/** What a file means. Never throws. */
export const understand = (
  file: DefinitionFile,
  { readScript = parseScript }: { readonly readScript?: ScriptReader } = {},
): Recipe => ({
  file,
  lines: new LineIndex(file.text),
  stages: file.stages.map((node, index) => understandStage(file, node, index, readScript)),
});

const understandStage = (
  file: DefinitionFile,
  node: StageNode,
  index: number,
  readScript: ScriptReader,
): Stage => {
  const sections = node.sections.filter(({ type }) => type !== undefined);
  const header = headerOf(node);
  const name = header.get("stage")?.value;
  const bootstrap = bootstrapOf(file, header);
  return {
    index,
    last: index === file.stages.length - 1,
    node,
    ...(name === undefined ? {} : { name }),
    ...(bootstrap === undefined ? {} : { bootstrap }),
    header,
    sections,
    scripts: scriptsOf(file, sections, readScript),
    copies: copiesOf(sections),
    labels: pairsOf(sections, "labels"),
    apps: appsOf(sections),
    arguments: pairsOf(sections, "arguments"),
    help: sections.filter(({ type }) => type === "help").map(({ body }) => body),
  };
};

const headerOf = ({ header }: StageNode): ReadonlyMap<string, HeaderEntry> =>
  new Map(header.entries.filter(({ colon }) => colon).map((entry) => [entry.key.text.toLowerCase(), entry]));

const pairsOf = (sections: readonly SectionNode[], type: "labels" | "arguments"): readonly Pair[] =>
  sections.flatMap((section) =>
    section.type === type && section.content.kind === type ? section.content.pairs : [],
  );

/** Apps in the order the file first names them. */
const appsOf = (sections: readonly SectionNode[]): readonly App[] => {
  const apps = new Map<string, SectionNode[]>();
  for (const section of sections) {
    if (section.app === undefined) continue;
    const known = apps.get(section.app.text);
    if (known === undefined) apps.set(section.app.text, [section]);
    else known.push(section);
  }
  return [...apps].map(([name, mentions]) => ({ name, sections: mentions }));
};
