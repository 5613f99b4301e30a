/** A diagnosis for people: the verdict first, then what it rests on, and for all that is missing the way to it. */

import { ladderText } from "@deftools/sandbox";
import { sizeText } from "../progress/size.ts";
import { visible } from "../visible.ts";
import type { AgentState, Diagnosis } from "./diagnosis.ts";
import type { FolderState } from "./folder-state.ts";

/** Some twenty lines. */
export const diagnosisText = (diagnosis: Diagnosis): string => {
  const { rungs, cache, temporary, agents } = diagnosis;
  return [
    ...verdict(diagnosis),
    "",
    "Ways to run scripts, the best first (> is the one that is taken):",
    ladderText(rungs).trimEnd(),
    "",
    "Folders:",
    ...folder("cache", cache, `${cache.files} files, ${sizeText(cache.used)}; `),
    ...folder("temporary", temporary, ""),
    "",
    "Agents that install a distribution by programs of this machine:",
    ...agents.flatMap(agentLines),
  ]
    .map((line) => `${line}\n`)
    .join("");
};

const verdict = ({ runsScripts, user, rungs }: Diagnosis): readonly string[] => {
  const chosen = rungs.find(({ works }) => works);
  if (!runsScripts || chosen === undefined)
    return [
      `Recipes whose sections run (%post, %test, ...) cannot be built here by ${user}.`,
      "The others can, and images can be pulled and converted. One of the remedies below changes it.",
    ];
  return [
    `Recipes whose sections run (%post, %test, ...) can be built here by ${user}, by this way: ${chosen.title}.`,
    ...(chosen.keeps.owners
      ? []
      : ["All files of such images belong to root; a range of ids, or root, keeps their owners."]),
  ];
};

const folder = (name: string, state: FolderState, more: string): readonly string[] => {
  const { path, free, filesystem, problem, remedy, note } = state;
  const start = `  ${name.padEnd(NAME_WIDTH)}  `;
  const margin = " ".repeat(start.length);
  const kind = filesystem === undefined ? "" : ` (${filesystem})`;
  return [
    `${start}${visible(path)}${kind}`,
    `${margin}${problem === undefined ? `yes: ${more}${sizeText(free)} free` : `no: ${problem}`}`,
    ...(remedy === undefined ? [] : [`${margin}remedy: ${remedy}`]),
    ...(note === undefined ? [] : [`${margin}note: ${note}`]),
  ];
};

const agentLines = ({ agents, found, missing }: AgentState): readonly string[] => {
  const start = `  ${agents.join(", ").padEnd(NAME_WIDTH)}  `;
  const margin = " ".repeat(start.length);
  if (missing.length === 0) return [`${start}yes: ${found.join(", ")}`];
  return [
    `${start}no: ${missing.map(({ anyOf }) => anyOf.join(" or ")).join(", ")} not on this machine`,
    ...missing.map(({ install }) => `${margin}remedy: ${install}`),
  ];
};

const NAME_WIDTH = 11;
