/** What must hold for any text whatever: the laws of reading, checked on one input. */

import { type DefinitionFile, engines, parse, tokenize } from "@deftools/grammar";
import { understand, verdict } from "@deftools/recipe";
import { covers, type Span } from "@deftools/text";

/** @throws Error naming the broken law; anything else thrown is a broken law too: nothing here may throw */
export const checkLaws = (text: string, engineIndex: number): void => {
  if (
    tokenize(text)
      .map((token) => token.text)
      .join("") !== text
  )
    throw new Error("the tokens do not join to the text");
  const file = parse(text);
  checkSpans(file);
  const recipe = understand(file);
  for (const stage of recipe.stages)
    for (const script of stage.scripts) {
      const { tree } = script;
      if (!covers({ start: 0, end: text.length }, tree.span))
        throw new Error("a script's span leaves the file");
      for (const statement of tree.statements)
        if (!covers(script.body, statement.span)) throw new Error("a statement's span leaves its script");
    }
  const engine = engines[engineIndex % engines.length];
  const judged = verdict(text, engine?.id ?? "apptainer-1.4", { beforeFetch: true });
  if (judged.verdict === "reject" && !covers({ start: 0, end: text.length }, judged.span))
    throw new Error("a refusal's span leaves the file");
};

/** Stages lie in order without gaps, and everything in them lies within. */
const checkSpans = ({ text, stages }: DefinitionFile): void => {
  let at = 0;
  for (const stage of stages) {
    if (stage.span.start !== at) throw new Error("stages leave a gap");
    at = stage.span.end;
    within(stage.span, stage.header.span, "header");
    let last = stage.header.span.end;
    for (const section of stage.sections) {
      within(stage.span, section.span, "section");
      if (section.span.start < last) throw new Error("sections overlap");
      last = section.span.end;
      within(section.span, section.line, "section line");
      within(section.span, section.body, "section body");
      within(section.line, section.name.span, "section name");
    }
    for (const entry of stage.header.entries) {
      within(stage.header.span, entry.span, "header entry");
      within(entry.span, entry.key.span, "header key");
      if (entry.value) within(entry.span, entry.value.span, "header value");
    }
  }
  if (at !== text.length) throw new Error("stages do not cover the text");
};

const within = (outer: Span, inner: Span, what: string): void => {
  if (!covers(outer, inner) || inner.end < inner.start)
    throw new Error(`the span of a ${what} leaves what it belongs to`);
};
