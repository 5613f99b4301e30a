/** The header keywords of a stage, as far as its agent does not read them. */

import type { HeaderEntry } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import type { Report } from "../build-problem.ts";
import { imageAgents, includeCmdKeyword, includesCmd } from "./include-cmd.ts";
import { loginAgents, loginKeywords } from "./recipe-login.ts";

/** Reports every keyword that has no effect, that nobody knows, or that holds a secret. `own` are the agent's. */
export const checkKeywords = (stage: Stage, own: readonly string[], report: Report): void => {
  const agent = stage.bootstrap?.agent.text ?? "";
  for (const [key, entry] of stage.header)
    if (!everywhere.has(key) && !own.includes(key)) checkKeyword(agent, key, entry, report);
};

const checkKeyword = (
  agent: string,
  key: string,
  { key: word, value }: HeaderEntry,
  report: Report,
): void => {
  const message = `"${word.text}" has no effect with the agent "${agent}"`;
  if (loginKeywords.has(key))
    report({
      code: "build/credentials-in-recipe",
      severity: "warning",
      message: loginAgents.has(agent) ? `"${word.text}" holds a part of a login: engines refuse it` : message,
      span: word.span,
      hint: "it is used for this build alone, and not stored; better set APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD, or use --authfile",
    });
  else if (key === includeCmdKeyword)
    report({
      code: "build/ignored-keyword",
      severity: "warning",
      message:
        imageAgents.has(agent) && includesCmd([{ key, value: value?.text ?? "" }])
          ? `"${word.text}" is read here alone: the image runs its CMD, and not its ENTRYPOINT`
          : message,
      span: word.span,
      hint: "no engine since 3.0 reads it: there, ENTRYPOINT and CMD are combined; write a %runscript",
    });
  else if (ignored.has(key) || /^otherurl\d+$/.test(key))
    report({ code: "build/ignored-keyword", severity: "warning", message, span: word.span });
  else
    report({
      code: "build/unknown-keyword",
      severity: "error",
      message: `"${word.text}" is no header keyword`,
      span: word.span,
      hint: "engines refuse it; take the line out or mend its spelling",
    });
};

/** What every agent has. */
const everywhere = new Set(["bootstrap", "stage"]);

/** What the engines accept with any agent, and read with others only (apptainer 1.5, pkg/build/types/parser). */
const ignored = new Set(
  (
    "from registry namespace library mirrorurl updateurl osversion include product user regcode productpgp registerurl " +
    "modules setopt confurl fingerprints target frontend filename buildargs"
  ).split(" "),
);
