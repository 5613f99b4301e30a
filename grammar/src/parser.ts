/**
 * The grammar of a definition file, over lines. It is total: every sequence of tokens that the lexer makes is a file,
 * so Chevrotain's error recovery, which drops tokens, stays off. The tree is built while parsing.
 */

import type { Span } from "@deftools/text";
import { EmbeddedActionsParser, EOF, type IToken, type Rule } from "chevrotain";
import type {
  FilesLine,
  HeaderEntry,
  HeaderNode,
  Problem,
  SectionContent,
  SectionNode,
  StageNode,
} from "./ast.ts";
import { readFilesLine } from "./files-line.ts";
import { continues, opensContinuation, readEntry } from "./header-line.ts";
import {
  BlankLine,
  Body,
  ByteOrderMark,
  CommentLine,
  Line,
  lex,
  SectionLine,
  StageOpening,
  tokenTypes,
} from "./lexer.ts";
import { content, skipBlanks } from "./line.ts";
import { readArgument, readLabel } from "./pair-line.ts";
import { readSectionLine } from "./section-line.ts";
import { section } from "./vocabulary.ts";

/** The stages of a text, and what could not be placed. */
export const parseStages = (
  text: string,
): { readonly stages: readonly StageNode[]; readonly problems: readonly Problem[] } => {
  const parser = theParser();
  parser.text = text;
  parser.problems = [];
  parser.input = lex(text);
  const stages = parser.file();
  const { problems } = parser;
  parser.text = "";
  parser.input = [];
  return { stages, problems };
};

/** The rules of the grammar, by name. */
export const productions = (): Readonly<Record<string, Rule>> => theParser().getGAstProductions();

/** What is gathered of a header while its lines are read. */
interface HeaderDraft {
  readonly entries: HeaderEntry[];
  readonly comments: Span[];
}

class DefinitionParser extends EmbeddedActionsParser {
  text = "";
  problems: Problem[] = [];

  constructor() {
    super([...tokenTypes], { recoveryEnabled: false, maxLookahead: 1, skipValidations: true });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE("file", (): StageNode[] => {
    const stages: StageNode[] = [];
    this.OPTION(() => {
      const mark = this.CONSUME(ByteOrderMark);
      this.ACTION(() => this.report({ code: "byte-order-mark", span: spanOf(mark) }));
    });
    stages.push(this.SUBRULE(this.firstStage));
    this.MANY(() => {
      stages.push(this.SUBRULE(this.laterStage));
    });
    return stages;
  });

  /** Blanks and comments above the first `Bootstrap:` are its own; keys or sections there are a stage without it. */
  readonly firstStage = this.RULE("firstStage", (): StageNode => {
    const draft: HeaderDraft = { entries: [], comments: [] };
    this.MANY(() => this.SUBRULE(this.trivia, { ARGS: [draft] }));
    this.OPTION(() => this.SUBRULE(this.opening, { ARGS: [draft] }));
    return this.SUBRULE(this.stage, { ARGS: [draft, 0] });
  });

  readonly laterStage = this.RULE("laterStage", (): StageNode => {
    const start = this.here();
    const draft: HeaderDraft = { entries: [], comments: [] };
    this.SUBRULE(this.opening, { ARGS: [draft] });
    return this.SUBRULE(this.stage, { ARGS: [draft, start] });
  });

  /** The rest of a header, then sections. */
  readonly stage = this.RULE("stage", (draft: HeaderDraft, start: number): StageNode => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.trivia, { ARGS: [draft] }) },
        { ALT: () => this.SUBRULE(this.entry, { ARGS: [draft] }) },
      ]);
    });
    const header: HeaderNode = { kind: "header", span: { start, end: this.here() }, ...draft };
    const sections: SectionNode[] = [];
    this.MANY2(() => {
      sections.push(this.SUBRULE(this.section));
    });
    return { kind: "stage", span: { start, end: this.here() }, header, sections };
  });

  readonly trivia = this.RULE("trivia", (draft: HeaderDraft): void => {
    this.OR([
      { ALT: () => this.CONSUME(BlankLine) },
      {
        ALT: () => {
          const comment = this.CONSUME(CommentLine);
          this.ACTION(() => draft.comments.push(commentOf(this.text, spanOf(comment))));
        },
      },
    ]);
  });

  readonly opening = this.RULE("opening", (draft: HeaderDraft): void => {
    const first = this.CONSUME(StageOpening);
    this.SUBRULE(this.continuations, { ARGS: [first, draft] });
  });

  readonly entry = this.RULE("entry", (draft: HeaderDraft): void => {
    const first = this.CONSUME(Line);
    this.SUBRULE(this.continuations, { ARGS: [first, draft] });
  });

  /** The lines that belong to an entry because the line before ends in a backslash. */
  readonly continuations = this.RULE("continuations", (first: IToken, draft: HeaderDraft): void => {
    const more: Span[] = [];
    let open = this.ACTION(() => opensContinuation(this.text, spanOf(first)));
    this.MANY({
      GATE: () => open,
      DEF: () => {
        const line = this.CONSUME(Line);
        this.ACTION(() => {
          more.push(spanOf(line));
          open = continues(this.text, spanOf(line));
        });
      },
    });
    this.ACTION(() => {
      const { entry, comments } = readEntry(this.text, spanOf(first), more, this.report);
      draft.entries.push(entry);
      draft.comments.push(...comments);
    });
  });

  readonly section = this.RULE("section", (): SectionNode => {
    const opening = this.CONSUME(SectionLine);
    const start = opening.startOffset;
    const line = this.ACTION(() =>
      readSectionLine(this.text, spanOf(opening), { opensFile: start === 0 }, this.report),
    );
    const bodyStart = this.here();
    const lines: Span[] = [];
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(BlankLine) },
        { ALT: () => this.CONSUME(CommentLine) },
        { ALT: () => this.CONSUME(Body) },
        {
          ALT: () => {
            const next = this.CONSUME(Line);
            this.ACTION(() => lines.push(spanOf(next)));
          },
        },
      ]);
    });
    return this.ACTION(() => {
      const end = this.here();
      const body = { start: bodyStart, end };
      return { kind: "section", span: { start, end }, ...line, body, content: this.read(line.type, lines) };
    });
  });

  /** The lines of a body by the kind of their section. */
  private read(type: SectionNode["type"], lines: readonly Span[]): SectionContent {
    const kind = type === undefined ? "unknown" : (section(type)?.content ?? "unknown");
    switch (kind) {
      case "files":
        return {
          kind,
          lines: lines.map((line) => readFilesLine(this.text, line, this.report)).filter(isPresent),
        };
      case "labels":
        return { kind, pairs: lines.map((line) => readLabel(this.text, line)) };
      case "arguments":
        return { kind, pairs: lines.map((line) => readArgument(this.text, line, this.report)) };
      default:
        return { kind };
    }
  }

  /** The offset where the next token starts. */
  private here(): number {
    const next = this.LA(1);
    return next.tokenType === EOF ? this.text.length : next.startOffset;
  }

  private readonly report = (problem: Problem): void => {
    this.problems.push(problem);
  };
}

const spanOf = ({ startOffset, image }: IToken): Span => ({
  start: startOffset,
  end: startOffset + image.length,
});

/** A comment line from its `#` to its end. */
const commentOf = (text: string, line: Span): Span => {
  const { start, end } = content(text, line);
  return { start: skipBlanks(text, start, end), end };
};

const isPresent = (line: FilesLine | undefined): line is FilesLine => line !== undefined;

let known: DefinitionParser | undefined;

/** Made when first needed: it looks its own grammar over, which a program that only prints its help should not wait for. */
const theParser = (): DefinitionParser => {
  known ??= new DefinitionParser();
  return known;
};
