/**
 * The tree of one definition file: what its author wrote, every node with its place.
 * Meaning is `recipe`'s work; what a named engine makes of the file is its verdict.
 */

import type { Span } from "@deftools/text";
import type { AppSectionType, SectionType } from "./vocabulary/sections.ts";

/** A piece of text as the reader takes it, and the place it was written at (which may be longer: quotes, continuations). */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A whole file. The stages, at least one, cover it without gaps; joining the tokens gives the text. */
export interface DefinitionFile {
  readonly kind: "file";
  readonly text: string;
  readonly span: Span;
  readonly stages: readonly StageNode[];
  /** Every `{{ name }}` of the file, wherever it stands, in file order. */
  readonly placeholders: readonly Placeholder[];
  readonly problems: readonly Problem[];
}

/** One stage: from a `Bootstrap:` in column 1 (or the start of the file) up to the next. */
export interface StageNode {
  readonly kind: "stage";
  readonly span: Span;
  readonly header: HeaderNode;
  readonly sections: readonly SectionNode[];
}

/** The lines of a stage before its first section; its span may be empty. */
export interface HeaderNode {
  readonly kind: "header";
  readonly span: Span;
  readonly entries: readonly HeaderEntry[];
  /** Each from its `#` to its line's end; those behind a value that goes on in the next line, too. */
  readonly comments: readonly Span[];
}

/** `Key: value`, with its continuation lines. A line without a colon is an entry without `colon` and `value`. */
export interface HeaderEntry {
  readonly kind: "header-entry";
  /** From the first character of the key to the end of the value or its comment. */
  readonly span: Span;
  /** The key as written. */
  readonly key: Word;
  readonly colon?: Span;
  /** Trimmed, comment cut off, continuation lines joined as the engine joins them. Absent when nothing is there. */
  readonly value?: Word;
  /** From `#` to the line's end. */
  readonly comment?: Span;
}

/** `%name arguments` and the lines that follow up to the next section or stage. */
export interface SectionNode {
  readonly kind: "section";
  readonly span: Span;
  /** The section line, without its line end. */
  readonly line: Span;
  /** The name as written, without `%`; empty when nothing stands there. */
  readonly name: Word;
  /** The section it is, case folded as the engine does; absent when no engine knows the name. */
  readonly type?: SectionType | AppSectionType;
  /** All after the first space, verbatim; absent when empty. For app sections the app name is its first word. */
  readonly argument?: Word;
  /** The app an `%app…` section belongs to; its name is empty between two spaces. */
  readonly app?: Word;
  /** Everything after the section line's end, verbatim. */
  readonly body: Span;
  readonly content: SectionContent;
}

export type SectionContent =
  | { readonly kind: "script" }
  | { readonly kind: "text" }
  | { readonly kind: "files"; readonly lines: readonly FilesLine[] }
  | { readonly kind: "labels"; readonly pairs: readonly Pair[] }
  | { readonly kind: "arguments"; readonly pairs: readonly Pair[] }
  | { readonly kind: "unknown" };

/** A line of `%files` or `%appfiles`: source, destination, and words that every engine ignores. */
export interface FilesLine {
  readonly kind: "files-line";
  readonly span: Span;
  readonly source: FilesWord;
  readonly destination?: FilesWord;
  readonly ignored: readonly FilesWord[];
}

/** `text` is without the double quotes that the span includes. */
export interface FilesWord extends Word {
  readonly quoted: boolean;
}

/** `key value` of `%labels` and `%applabels`, `key=value` of `%arguments`. */
export interface Pair {
  readonly kind: "pair";
  readonly span: Span;
  readonly key: Word;
  readonly value?: Word;
}

/** `{{ name }}`. */
export interface Placeholder {
  readonly kind: "placeholder";
  readonly span: Span;
  readonly name: Word;
}

/** Something in the text that the grammar could not place. Rules give it words; here it has only a kind and a place. */
export interface Problem {
  readonly code:
    | "unknown-section"
    | "indented-section"
    | "section-name-blank"
    | "missing-app-name"
    | "header-line-without-colon"
    | "dangling-continuation"
    | "lone-quote"
    /** A line of `%arguments` without `=`. */
    | "pair-without-separator"
    | "byte-order-mark";
  readonly span: Span;
}
