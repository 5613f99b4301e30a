/**
 * Bases that are installed by programs of this machine: what the agents of distributions have in common. Each plans a script; it runs in
 * a sandbox that shows the programs of this machine read-only, with the root to be at `/target` (`opening/installed-base.ts`).
 */

import type { Stage } from "@deftools/recipe";
import type { InstalledBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { checkKeywords } from "./keywords.ts";

/** What an agent makes of its header. */
interface InstallAgent {
  readonly agent: InstalledBase["agent"];
  /** The keywords it reads, in lower case. */
  readonly keywords: readonly string[];
  /** Those it cannot do without, as people write them, with an example. */
  readonly required: Readonly<Record<string, string>>;
  readonly plan: (header: Header) => Omit<InstalledBase, "agent">;
}

/** The value of a keyword; empty where there is none. */
export type Header = (keyword: string) => string;

/** A planner for an agent. */
export const installAgent =
  ({ agent, keywords, required, plan }: InstallAgent) =>
  (stage: Stage, report: Report): InstalledBase | undefined => {
    checkKeywords(stage, keywords, report);
    const header: Header = (keyword) => stage.header.get(keyword)?.value?.text ?? "";
    const missing = Object.keys(required).filter((keyword) => header(keyword.toLowerCase()) === "");
    for (const keyword of missing)
      report({
        code: "build/no-keyword",
        severity: "error",
        message: `"${keyword}" is missing, which the agent "${agent}" cannot do without`,
        span: stage.bootstrap?.agent.span ?? stage.node.span,
        hint: `add a line such as "${keyword}: ${required[keyword]}"`,
      });
    return missing.length > 0 ? undefined : { agent, ...plan(header) };
  };

/** The names in `Include`, which blanks part. */
export const includedNames = (header: Header): readonly string[] =>
  header("include").split(/\s+/).filter(Boolean);

/** A URL of a mirror, with the version in its place. */
export const versioned = (url: string, version: string): string => url.replace(/%\{OSVERSION\}/gi, version);

/** A command as a line of sh, whatever is in its words. */
export const shellLine = (...words: readonly string[]): string =>
  words
    .map((word) => (/^[\w/.:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(" ");

/** Lines of sh that write a file of lines. */
export const shellFile = (path: string, lines: readonly string[]): string =>
  `${shellLine("printf", String.raw`%s\n`, ...lines)} >${path}`;
