/** The sections a shell reads, each with its interpreter and a tree that is made when someone asks for it. */

import type { DefinitionFile, SectionNode } from "@deftools/grammar";
import type { Dialect, parseScript, ShellScript } from "@deftools/shell";
import { dialectOf, type Interpreter, interpreterOf } from "./interpreter.ts";
import { placeholdersIn } from "./placeholders.ts";
import type { Script, ScriptSection } from "./recipe.ts";

const scriptSections: ReadonlySet<string> = new Set<ScriptSection>([
  "pre",
  "setup",
  "post",
  "runscript",
  "startscript",
  "test",
  "environment",
  "appinstall",
  "appenv",
  "apprun",
  "appstart",
  "apptest",
]);

const isScript = (type: SectionNode["type"]): type is ScriptSection =>
  type !== undefined && scriptSections.has(type);

/** How a script becomes a tree: `parseScript`, or something that gives the same and remembers. */
export type ScriptReader = typeof parseScript;

/** The scripts among the sections of one stage, in file order. */
export const scriptsOf = (
  file: DefinitionFile,
  sections: readonly SectionNode[],
  readScript: ScriptReader,
): readonly Script[] => {
  const interpreters = new Map<ScriptSection, Interpreter>();
  return sections.flatMap((node) => {
    if (!isScript(node.type)) return [];
    const interpreter = interpreters.get(node.type) ?? interpreterOf(file.text, node.type, sections);
    interpreters.set(node.type, interpreter);
    return [scriptOf(file, node, node.type, interpreter, readScript)];
  });
};

const scriptOf = (
  file: DefinitionFile,
  node: SectionNode,
  section: ScriptSection,
  { command, exitsOnError }: Interpreter,
  readScript: ScriptReader,
): Script => {
  const dialect = dialectOf(command);
  let tree: ShellScript | undefined;
  return {
    section,
    ...(node.app === undefined ? {} : { app: node.app }),
    node,
    body: node.body,
    dialect,
    interpreter: command,
    exitsOnError,
    get tree() {
      tree ??= treeOf(file, node, dialect, readScript);
      return tree;
    },
  };
};

const treeOf = (
  file: DefinitionFile,
  { body }: SectionNode,
  dialect: Dialect | "other",
  readScript: ScriptReader,
): ShellScript =>
  dialect === "other"
    ? { span: body, statements: [], comments: [], errors: [] }
    : readScript(file.text, body, { masked: placeholdersIn(file, body).map(({ span }) => span) });
