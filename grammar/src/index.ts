/** The door of the room: parse a definition file, walk its tree, look its words up. */

export type {
  DefinitionFile,
  FilesLine,
  FilesWord,
  HeaderEntry,
  HeaderNode,
  Pair,
  Placeholder,
  Problem,
  SectionContent,
  SectionNode,
  StageNode,
  Word,
} from "./ast.ts";
export { emacsMode } from "./emacs-mode.ts";
export { kateSyntax } from "./kate-syntax.ts";
export { nanoSyntax } from "./nano-syntax.ts";
export { parse } from "./parse.ts";
export { printTree } from "./print-tree.ts";
export { syntaxDiagramPage } from "./syntax-page.ts";
export type { TextmateGrammar, TextmateRule } from "./textmate.ts";
export { textmateGrammar } from "./textmate.ts";
export type { Token } from "./tokenize.ts";
export { tokenize } from "./tokenize.ts";
export { vimSyntax } from "./vim-syntax.ts";
export type { AgentName, BootstrapAgent } from "./vocabulary/agents.ts";
export { bootstrapAgent, bootstrapAgents } from "./vocabulary/agents.ts";
export type { Engine, EngineFamily, EngineId, Interval, Versions } from "./vocabulary/engines.ts";
export { engine, engines, known } from "./vocabulary/engines.ts";
export type { HeaderKeyword, Use, ValueKind } from "./vocabulary/keywords.ts";
export { headerKeywords } from "./vocabulary/keywords.ts";
export type {
  AppSectionType,
  ArgumentUse,
  ContentKind,
  Place,
  Section,
  SectionType,
} from "./vocabulary/sections.ts";
export { appSections, argumentUses, sections } from "./vocabulary/sections.ts";
export type { KeywordUse } from "./vocabulary.ts";
export {
  acceptsKeyword,
  appSectionTypes,
  foldCase,
  headerKeyword,
  isAppSection,
  keywordUse,
  section,
  sectionTypes,
} from "./vocabulary.ts";
export { vocabularyPage } from "./vocabulary-page.ts";
export type { Node } from "./walk.ts";
export { children, nodeAt, walk } from "./walk.ts";
