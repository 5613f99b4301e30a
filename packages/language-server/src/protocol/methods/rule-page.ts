/** `deftools/rulePage`, a request of our own: the page of a rule as Markdown, by its code, or without one the table of all rules. */

import { ruleIndexPage, rulePage } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { RequestType } from "vscode-languageserver";
import { defineMethod } from "../method.ts";

/** Nothing is answered for a code that nobody knows. */
const rulePageRequest = new RequestType<{ readonly code?: string }, string | null, void>("deftools/rulePage");

export const rulePageMethod = defineMethod(
  rulePageRequest,
  () => ({}),
  (_, { code }) => {
    if (code === undefined) return ruleIndexPage(rules);
    const rule = rules.find((each) => each.code === code);
    return rule ? rulePage(rule) : null;
  },
);
