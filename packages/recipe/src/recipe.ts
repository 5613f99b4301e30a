/** What a definition file means. Every fact keeps the place it comes from. */

import type {
  DefinitionFile,
  FilesLine,
  FilesWord,
  HeaderEntry,
  Pair,
  SectionNode,
  StageNode,
  Word,
} from "@deftools/grammar";
import type { ImageReference, ReferenceProblem } from "@deftools/reference";
import type { Dialect, ShellScript } from "@deftools/shell";
import type { LineIndex, Span } from "@deftools/text";

/** A whole file, understood. The last stage is the one that becomes the image. */
export interface Recipe {
  readonly file: DefinitionFile;
  readonly lines: LineIndex;
  readonly stages: readonly Stage[];
}

/** One stage: everything from a `Bootstrap:` up to the next. */
export interface Stage {
  readonly index: number;
  readonly last: boolean;
  readonly node: StageNode;
  /** `Stage: name`. */
  readonly name?: Word;
  readonly bootstrap?: Bootstrap;
  /** Header entries by lower-case key; of doubled keys the last, as the engine reads it. */
  readonly header: ReadonlyMap<string, HeaderEntry>;
  /** Known sections in file order, app sections included. */
  readonly sections: readonly SectionNode[];
  readonly scripts: readonly Script[];
  readonly copies: readonly Copy[];
  readonly labels: readonly Pair[];
  readonly apps: readonly App[];
  /** `%arguments` of this stage. */
  readonly arguments: readonly Pair[];
  /** The spans of `%help` bodies. */
  readonly help: readonly Span[];
}

/** Where the stage's root file system comes from. */
export interface Bootstrap {
  /** The value of `Bootstrap:`, as written. */
  readonly agent: Word;
  readonly from?: Word;
  /** For the five OCI agents: `[Registry/][Namespace/]From` joined as the engine joins it. */
  readonly image?: {
    readonly text: string;
    /** Of `From`'s value. */
    readonly span: Span;
    /** Present for agent `docker` when the joined text reads as a reference. */
    readonly reference?: ImageReference;
    readonly problem?: ReferenceProblem;
  };
}

/** The sections that are scripts. */
export type ScriptSection =
  | "pre"
  | "setup"
  | "post"
  | "runscript"
  | "startscript"
  | "test"
  | "environment"
  | "appinstall"
  | "appenv"
  | "apprun"
  | "appstart"
  | "apptest";

/** A section that a shell reads. */
export interface Script {
  readonly section: ScriptSection;
  readonly app?: Word;
  readonly node: SectionNode;
  readonly body: Span;
  /** The shell that runs it: of `-c`, a shebang, or the engine's `/bin/sh`; `other` when it is no Bourne shell. */
  readonly dialect: Dialect | "other";
  readonly interpreter: string;
  /** Whether the engine runs it so that a failing command stops it. */
  readonly exitsOnError: boolean;
  /** Parsed when first asked for. Empty for dialect `other`. */
  readonly tree: ShellScript;
}

/** One line of `%files` or `%appfiles`, from the host or from another stage. */
export interface Copy {
  readonly line: FilesLine;
  readonly source: FilesWord;
  /** Absent: the same path as the source. */
  readonly destination?: FilesWord;
  readonly section: SectionNode;
  /** The stage named by `%files from NAME`. */
  readonly from?: Word;
  /** The engine passes over the whole section without a word, since its argument is neither empty nor two words. */
  readonly skipped?: true;
  readonly app?: Word;
}

/** A SCIF app: all sections that name it. */
export interface App {
  readonly name: string;
  /** Each mention, in file order. */
  readonly sections: readonly SectionNode[];
}
