/** Things with a name of their own, and how their mentions are gathered. */

import { type Span, textAt } from "@deftools/text";

export type NameKind = "stage" | "argument" | "app" | "variable" | "function" | "label";

/** One thing, and every place that names it. */
export interface Name {
  readonly kind: NameKind;
  readonly text: string;
  readonly region: Scope["region"];
  /** In file order; at least one. */
  readonly mentions: readonly Mention[];
}

/** One place: exactly the letters of the name. */
export interface Mention {
  readonly span: Span;
  /** A variable may be defined many times, and a placeholder never. */
  readonly role: "definition" | "use";
}

/** How far a name reaches. */
export interface Scope {
  /** Names of equal text and equal scope are one thing. */
  readonly id: string;
  /** Where the same text would mean this thing. */
  readonly region: readonly Span[];
}

/** Tells of one mention. */
export type Report = (scope: Scope, text: string, span: Span, role: Mention["role"]) => void;

/**
 * The names that `tell` reports, in order of their first mention. What is written otherwise than it is read (a continued value,
 * a placeholder) cannot be renamed and is no mention.
 */
export const gatherNames = (
  text: string,
  kind: NameKind,
  tell: (report: Report) => void,
): readonly Name[] => {
  const found = new Map<
    string,
    Pick<Name, "text" | "region"> & { readonly mentions: Map<number, Mention> }
  >();
  tell(({ id, region }, name, span, role) => {
    if (name === "" || textAt(text, span) !== name) return;
    const key = `${id}\n${name}`;
    const known = found.get(key) ?? { text: name, region, mentions: new Map<number, Mention>() };
    found.set(key, known);
    if (known.mentions.get(span.start)?.role !== "definition") known.mentions.set(span.start, { span, role });
  });
  return [...found.values()].map((each) => ({
    kind,
    text: each.text,
    region: each.region,
    mentions: [...each.mentions.values()].sort((a, b) => a.span.start - b.span.start),
  }));
};
