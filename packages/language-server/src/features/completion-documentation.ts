/** What a proposal means, worked out when the user looks at it. */

import { argumentUses, bootstrapAgent, headerKeyword, section } from "@deftools/grammar";
import { never } from "@deftools/trouble";
import type { CompletionKind } from "./completion/completion.ts";
import { environmentVariable } from "./environment-variables.ts";
import { labelKey } from "./label-keys.ts";
import { ruleDocumentation, verbDocumentation } from "./suppression-documentation.ts";
import { agentDocumentation, keywordDocumentation, sectionDocumentation } from "./word-documentation.ts";

/** The Markdown for a proposal by its label; absent for names of the recipe's own. */
export const completionDocumentation = (kind: CompletionKind, label: string): string | undefined => {
  switch (kind) {
    case "keyword": {
      const keyword = headerKeyword(label);
      return keyword && keywordDocumentation(keyword);
    }
    case "agent": {
      const agent = bootstrapAgent(label);
      return agent && agentDocumentation(agent);
    }
    case "section": {
      const known = section(label.slice(1));
      return known && sectionDocumentation(known);
    }
    case "label":
      return labelKey(label)?.doc;
    case "variable":
      return environmentVariable(label)?.doc;
    case "rule":
      return ruleDocumentation(label);
    case "option":
      return optionDocumentation(label);
    case "value":
    case "stage":
    case "argument":
    case "app":
    case "image":
    case "tag":
    case "file":
    case "folder":
      return undefined;
    default:
      return never(kind);
  }
};

/** A verb to the linter, or something for the shell of a section. */
const optionDocumentation = (label: string): string =>
  Object.entries(verbDocumentation).find(([verb]) => verb === label)?.[1] ??
  argumentUses["shell-options"].doc;
