/** Which program builds images: the one that is set, or the first that is installed; and what it is called with. */

import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { commands, env, type Uri, window, workspace } from "vscode";

/** What can build, in this order. */
const programs = ["defbuild", "apptainer", "singularity"] as const;

export interface BuildProgram {
  readonly path: string;
  readonly kind: (typeof programs)[number];
}

/** Absent when what is set is no program, or nothing is set and nothing is installed. */
export const findBuildProgram = (): BuildProgram | undefined => {
  const set = setProgram();
  if (set !== "") {
    const kind = programs.find((name) => basename(set).startsWith(name)) ?? "apptainer";
    return isProgram(set) ? { path: set, kind } : undefined;
  }
  for (const kind of programs)
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, kind);
      if (folder !== "" && isProgram(path)) return { path, kind };
    }
  return undefined;
};

/** The same for a command of the user, who is told what is missing. Nothing runs in a folder that nobody trusts. */
export const wantBuildProgram = async (): Promise<BuildProgram | undefined> => {
  if (!workspace.isTrusted) {
    await complain("Builds run programs, which they do in trusted workspaces only.", {
      "Manage Workspace Trust": () => commands.executeCommand("workbench.trust.manage"),
    });
    return undefined;
  }
  const program = findBuildProgram();
  if (program) return program;
  const set = setProgram();
  const missing =
    set === ""
      ? "Nothing on PATH builds images: install defbuild or Apptainer, or set deftools.build.program."
      : `There is no program "${set}", which deftools.build.program names.`;
  await complain(missing, { Settings: showProgramSetting });
  return undefined;
};

/** What the user has it called with, beside the recipe and its image. */
export const setArguments = (recipe: Uri): readonly string[] =>
  workspace.getConfiguration("deftools", recipe).get("build.arguments", []);

/** Each machine has its own programs, so on a remote one the setting is among its settings. */
export const showProgramSetting = (): Thenable<unknown> =>
  commands.executeCommand(
    env.remoteName === undefined ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings",
    { query: "deftools.build.program" },
  );

/** Says what is wrong, with ways out. */
export const complain = async (
  what: string,
  waysOut: Readonly<Record<string, () => Thenable<unknown>>>,
): Promise<void> => {
  const chosen = await window.showErrorMessage(what, ...Object.keys(waysOut));
  if (chosen !== undefined) await waysOut[chosen]?.();
};

const setProgram = (): string => workspace.getConfiguration("deftools").get("build.program", "");

/** Without the ports that every program of a machine has: a path says it all. */
const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // most folders of PATH do not have it
    return false;
  }
};
