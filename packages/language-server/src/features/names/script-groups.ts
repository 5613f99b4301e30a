/**
 * Which scripts share their variables and functions: bodies of one section type are one script for the engine, `%appinstall` is read
 * by the shell of `%post`, and what `%environment` (`%appenv`) exports is there when the image (the app) runs.
 */

import type { Recipe, Script, ScriptSection, Stage } from "@deftools/recipe";
import { assignmentsIn } from "@deftools/shell";

/** Scripts that the engine reads as one. */
export interface ScriptGroup {
  /** No two groups of a recipe have the same. */
  readonly id: string;
  readonly stage: Stage;
  readonly section: ScriptSection;
  readonly scripts: readonly Script[];
  /** The groups whose exported variables are there, nearest first. */
  readonly environments: readonly ScriptGroup[];
}

/** The groups of all stages, environments before those who read them. */
export const scriptGroups = (recipe: Recipe): readonly ScriptGroup[] => recipe.stages.flatMap(groupsOfStage);

const environmentsFirst = (section: ScriptSection): number =>
  ["environment", "appenv"].indexOf(section) >>> 0;

const groupsOfStage = (stage: Stage): readonly ScriptGroup[] => {
  const byId = new Map<string, [Script, ...Script[]]>();
  for (const script of stage.scripts) {
    const id =
      script.section === "appinstall" ? idOf(stage, "post") : idOf(stage, script.section, script.app?.text);
    const known = byId.get(id);
    if (known) known.push(script);
    else byId.set(id, [script]);
  }
  const groups = new Map<string, ScriptGroup>();
  const ordered = [...byId].sort(
    ([, [a]], [, [b]]) => environmentsFirst(a.section) - environmentsFirst(b.section),
  );
  for (const [id, scripts] of ordered) {
    const { section, app } = scripts[0];
    const environments = environmentsOf(section).flatMap((each) => {
      const environment = groups.get(idOf(stage, each, each === "appenv" ? app?.text : undefined));
      return environment ? [environment] : [];
    });
    groups.set(id, { id, stage, section, scripts, environments });
  }
  return [...groups.values()];
};

/** The group of `%environment`, be there one or not. */
export const environmentId = (stage: Stage): string => idOf(stage, "environment");

/** Whether a group finds what `%environment` exports. */
export const readsEnvironment = ({ section }: ScriptGroup): boolean => 0 < environmentsOf(section).length;

const idOf = (stage: Stage, section: ScriptSection, app = ""): string =>
  [stage.index, section, app].join(" ");

const environmentsOf = (section: ScriptSection): readonly ScriptSection[] => {
  switch (section) {
    case "runscript":
    case "startscript":
    case "test":
      return ["environment"];
    case "appenv":
      return ["environment"];
    case "apprun":
    case "appstart":
    case "apptest":
      return ["appenv", "environment"];
    case "pre":
    case "setup":
    case "post":
    case "environment":
    case "appinstall":
      return [];
  }
};

/** The variables that a group leaves to programs started after it. */
export const exportedBy = ({ scripts }: ScriptGroup): ReadonlySet<string> =>
  new Set(
    scripts.flatMap(({ tree }) =>
      assignmentsIn(tree).flatMap(({ assignment, exported, scope }) =>
        exported && scope !== "command" ? [assignment.name] : [],
      ),
    ),
  );
