/** The syntax tree of a script: our own types, so that no room depends on the parser behind them. All spans are file offsets. */

import type { Span } from "@deftools/text";

/** What a script may contain: `sh` is POSIX as dash reads it. */
export type Dialect = "sh" | "bash";

/** One script body. `commands` are its top-level statements; errors never hide what could be read around them. */
export interface ShellScript {
  readonly span: Span;
  readonly statements: readonly Statement[];
  readonly comments: readonly Span[];
  readonly errors: readonly { readonly message: string; readonly span: Span }[];
}

/** A command with what ends it: `&` puts it in the background. */
export interface Statement {
  readonly kind: "statement";
  readonly span: Span;
  readonly command: ShellNode;
  readonly background: boolean;
}

/** A command of any kind. */
export type ShellNode =
  | SimpleCommand
  | {
      readonly kind: "pipeline";
      readonly span: Span;
      readonly negated: boolean;
      /** `time` stands in front. */
      readonly timed: boolean;
      readonly commands: readonly ShellNode[];
      /** `operators[i]` stands between `commands[i]` and `commands[i + 1]`. */
      readonly operators: readonly ("|" | "|&")[];
    }
  /** `a && b || c`: `operators[i]` stands between `commands[i]` and `commands[i + 1]`. */
  | {
      readonly kind: "and-or";
      readonly span: Span;
      readonly commands: readonly ShellNode[];
      readonly operators: readonly ("&&" | "||")[];
    }
  | {
      readonly kind: "if";
      readonly span: Span;
      readonly condition: readonly Statement[];
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: "loop";
      readonly span: Span;
      readonly word: "while" | "until" | "for" | "select";
      readonly variable?: string;
      readonly variableSpan?: Span;
      /** The `((…))` of a C-style loop, which only bash has. */
      readonly arithmetic?: Arithmetic;
      readonly items: readonly ShellWord[];
      readonly condition: readonly Statement[];
      readonly body: readonly Statement[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: "case";
      readonly span: Span;
      readonly subject: ShellWord;
      readonly branches: readonly {
        readonly patterns: readonly ShellWord[];
        readonly body: readonly Statement[];
        /** `;;`, or bash's `;&` and `;;&`; absent when the last branch ends without. */
        readonly terminator?: string;
      }[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: "group";
      readonly span: Span;
      readonly subshell: boolean;
      readonly body: readonly Statement[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: "function";
      readonly span: Span;
      readonly name: string;
      readonly nameSpan: Span;
      /** Written with the word `function`, which only bash has. */
      readonly keyword: boolean;
      readonly body: ShellNode;
    }
  /** `[[ … ]]`, `(( … ))`, coprocesses: what only bash has, kept whole, with the words inside. */
  | {
      readonly kind: "bash-only";
      readonly span: Span;
      readonly construct: "test" | "arithmetic" | "coproc";
      readonly words: readonly ShellWord[];
      /** What a `(( … ))` refers to. */
      readonly arithmetic?: Arithmetic;
      /** What a coprocess runs. */
      readonly body?: ShellNode;
      readonly redirects: readonly Redirect[];
    };

/** `A=1 name arg >file`. `name` is absent for bare assignments and redirects. */
export interface SimpleCommand {
  readonly kind: "command";
  readonly span: Span;
  readonly assignments: readonly Assignment[];
  readonly name?: ShellWord;
  readonly arguments: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
}

/** `A=1`, `A+=1`, `A[1]=x`, `A=(x y)`. */
export interface Assignment {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly append: boolean;
  readonly value?: ShellWord;
  /** `1` in `A[1]=x`, which only bash has. */
  readonly subscript?: ShellWord;
  /** The words of `A=(x y)`, which only bash has; then there is no `value`. */
  readonly elements?: readonly ShellWord[];
}

/** `text` is as written. `value` is after quote removal, and absent when an expansion decides it. */
export interface ShellWord {
  readonly span: Span;
  readonly text: string;
  readonly value?: string;
  readonly parts: readonly WordPart[];
}

/** Spans of literals are without their quotes. */
export type WordPart =
  | {
      readonly kind: "literal";
      readonly span: Span;
      readonly value: string;
      readonly quoted: boolean;
      /** Of `$'…'` and `$"…"`, which only bash has. */
      readonly dollar?: true;
    }
  /** `$NAME`, `${NAME}`, `${NAME:-word}`, `${#NAME}` …; and a bare `NAME` in arithmetic. */
  | {
      readonly kind: "parameter";
      readonly span: Span;
      readonly name: string;
      readonly quoted: boolean;
      /** `${!NAME}` and `${#NAME}`. */
      readonly prefix?: "!" | "#";
      readonly subscript?: ShellWord;
      readonly operator?: string;
      readonly operand?: ShellWord;
      /** The replacement in `${a/b/c}`, the length in `${a:1:2}`. */
      readonly further?: ShellWord;
    }
  /** `$(…)`, backticks, `<(…)`. */
  | {
      readonly kind: "substitution";
      readonly span: Span;
      readonly quoted: boolean;
      readonly form: "dollar" | "backtick" | "process";
      readonly statements: readonly Statement[];
    }
  /** `$((…))`. */
  | (Arithmetic & { readonly kind: "arithmetic"; readonly quoted: boolean })
  /** `*`, `?`, `[…]`, `{a,b}`, extended globs, unquoted; `parts` are the expansions inside. */
  | {
      readonly kind: "pattern";
      readonly span: Span;
      readonly value: string;
      readonly form: "glob" | "brace" | "extended";
      readonly parts: readonly WordPart[];
    }
  /** An unquoted `~` or `~user` that the shell expands. */
  | { readonly kind: "tilde"; readonly span: Span; readonly user: string }
  /** A masked span: something that is replaced before any shell sees it. */
  | { readonly kind: "placeholder"; readonly span: Span; readonly text: string; readonly quoted: boolean };

/** An arithmetic expression: its parameters and substitutions, in file order. */
export interface Arithmetic {
  readonly span: Span;
  readonly parts: readonly WordPart[];
}

/** `>file`, `2>&1`, `<<END`. */
export interface Redirect {
  readonly span: Span;
  readonly operator: string;
  /** The number before the operator, or bash's `{name}`. */
  readonly descriptor?: string;
  readonly target?: ShellWord;
  /** The lines of a here-document, without the closing word. */
  readonly hereDocument?: {
    readonly body: Span;
    readonly delimiter: string;
    readonly quoted: boolean;
    readonly closed: boolean;
    /** What the shell expands in it; empty when the delimiter is quoted. */
    readonly parts: readonly WordPart[];
  };
}
