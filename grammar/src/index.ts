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
export { parse } from "./parse.ts";
export type { Token } from "./tokenize.ts";
export { tokenize } from "./tokenize.ts";
export type { AppSectionType, SectionType } from "./vocabulary.ts";
export { appSectionTypes, sectionTypes } from "./vocabulary.ts";
