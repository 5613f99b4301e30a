/** What the linter found, as an editor underlines it. */

import type { Finding, Severity } from "@deftools/lint";
import type { Recipe } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { relatedPlaces } from "./related-places.ts";

/** Shown faded: nothing would change without it. Shown struck out: there is something newer. */
export type DiagnosticTag = "unnecessary" | "deprecated";

/** One underlined place. */
export interface Diagnostic {
  readonly code: string;
  /** The page that explains the code. */
  readonly page: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly tag?: DiagnosticTag;
  /** Other places of the file that it is about. */
  readonly related: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** One diagnostic per finding, in file order. */
export const diagnostics = (recipe: Recipe, findings: readonly Finding[]): readonly Diagnostic[] =>
  findings.map((finding) => diagnostic(recipe, finding));

/** How one finding is shown. */
export const diagnostic = (recipe: Recipe, finding: Finding): Diagnostic => {
  const { code, name, url, severity, message, span } = finding;
  const tag = tags.get(name) ?? tags.get(code);
  return {
    code,
    page: url,
    severity,
    message,
    span: tight(recipe.file.text, span),
    ...(tag && { tag }),
    related: relatedPlaces(recipe, finding),
  };
};

/** Without the blanks and line continuations at its end, unless there is nothing else. */
const tight = (text: string, { start, end }: Span): Span => {
  let kept = text.slice(start, end).trimEnd();
  while (kept.endsWith("\\") && start + kept.length < end) kept = kept.slice(0, -1).trimEnd();
  return { start, end: kept === "" ? end : start + kept.length };
};

/** By the names of rules, or ShellCheck's codes. A test proves that they are there. */
export const tags: ReadonlyMap<string, DiagnosticTag> = new Map([
  ["duplicate-header-key", "unnecessary"],
  ["duplicate-label", "unnecessary"],
  ["fingerprints-ineffective", "unnecessary"],
  ["includecmd", "unnecessary"],
  ["key-unused-by-agent", "unnecessary"],
  ["unreachable-after-exec", "unnecessary"],
  ["unused-argument", "unnecessary"],
  ["unused-stage", "unnecessary"],
  ["unused-suppression", "unnecessary"],
  ["SC2034", "unnecessary"],
  ["SC2317", "unnecessary"],
  ["apt-key-deprecated", "deprecated"],
  ["ended-release", "deprecated"],
  ["legacy-variable", "deprecated"],
  ["singularity-hub", "deprecated"],
]);
