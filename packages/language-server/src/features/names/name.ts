/** Things with a name of their own, and how their mentions are gathered. */

import { type Span, textAt } from "@deftools/text";

export type NameKind = "stage" | "argument" | "app" | "variable" | "function";

/** One thing, and every place that names it. */
export interface Name {
  readonly kind: NameKind;
  readonly text: string;
  /** In file order; at least one. */
  readonly mentions: readonly Mention[];
}

/** One place: exactly the letters of the name. */
export interface Mention {
  readonly span: Span;
  /** A variable may be defined many times, and a placeholder never. */
  readonly role: "definition" | "use";
}

/** Tells of one mention. Equal `scope` and `text` are one thing. */
export type Report = (scope: string, text: string, span: Span, role: Mention["role"]) => void;

/**
 * The names that `tell` reports, in order of their first mention. What is written otherwise than it is read (a continued value,
 * a placeholder) cannot be renamed and is no mention.
 */
export const gatherNames = (
  text: string,
  kind: NameKind,
  tell: (report: Report) => void,
): readonly Name[] => {
  const found = new Map<string, { readonly text: string; readonly mentions: Map<number, Mention> }>();
  tell((scope, name, span, role) => {
    if (name === "" || textAt(text, span) !== name) return;
    const key = `${scope}\n${name}`;
    const known = found.get(key) ?? { text: name, mentions: new Map<number, Mention>() };
    found.set(key, known);
    if (known.mentions.get(span.start)?.role !== "definition") known.mentions.set(span.start, { span, role });
  });
  return [...found.values()].map((each) => ({
    kind,
    text: each.text,
    mentions: [...each.mentions.values()].sort((a, b) => a.span.start - b.span.start),
  }));
};
