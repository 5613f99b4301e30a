/** Builds as tasks of the editor: what goes wrong is found by a problem matcher, and how far it is shows in the terminal. */

import { dirname } from "node:path";
import {
  commands,
  type ExtensionContext,
  ProcessExecution,
  ProgressLocation,
  Task,
  TaskGroup,
  TaskRevealKind,
  TaskScope,
  tasks,
  Uri,
  window,
  workspace,
} from "vscode";
import { argumentsFor, type BuildProgram, buildProgram, imageOf } from "./build-program.ts";

const TYPE = "deftools";

/** In `tasks.json`. */
interface Definition {
  readonly type: string;
  /** A path, relative to the folder that is open. */
  readonly recipe: string;
}

/** The task provider, and the commands that code lenses name. */
export const registerBuildTasks = (context: ExtensionContext): void => {
  context.subscriptions.push(
    tasks.registerTaskProvider(TYPE, {
      provideTasks: async () => {
        const found = await workspace.findFiles(
          "**/{*.def,Singularity,Singularity.*}",
          "**/node_modules/**",
          MOST,
        );
        return found.flatMap((uri) => buildTask(uri.fsPath, workspace.asRelativePath(uri)) ?? []);
      },
      resolveTask: (task) => {
        const { recipe } = task.definition as unknown as Definition; // VS Code checked it against the schema in package.json
        const [folder] = workspace.workspaceFolders ?? [];
        return folder && buildTask(Uri.joinPath(folder.uri, recipe).fsPath, recipe);
      },
    }),
    commands.registerCommand("deftools.build", async (address?: string) => {
      const recipe = await savedRecipe(address);
      if (recipe !== undefined) await build(recipe);
    }),
    commands.registerCommand("deftools.test", async (address?: string) => {
      const recipe = await savedRecipe(address);
      if (recipe !== undefined && (await build(recipe)) === 0) await test(recipe);
    }),
  );
};

/** How many recipes of a folder are offered as tasks. */
const MOST = 50;

/** What is built is what is on the disk, so the document is saved first. */
const savedRecipe = async (address: string | undefined): Promise<string | undefined> => {
  const uri = address === undefined ? window.activeTextEditor?.document.uri : Uri.parse(address);
  if (uri?.scheme !== "file") {
    void window.showErrorMessage("Only a definition file on disk can be built: open or save one first.");
    return undefined;
  }
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open?.isDirty && !(await open.save()) ? undefined : uri.fsPath;
};

const build = async (recipe: string): Promise<number | undefined> => {
  const task = buildTask(recipe, workspace.asRelativePath(recipe));
  if (task) return ended(task);
  void window.showErrorMessage(
    "No program that builds images is on PATH: install defbuild or Apptainer, or set deftools.build.program.",
  );
  return undefined;
};

const test = async (recipe: string): Promise<void> => {
  const program = buildProgram();
  if (!program) return;
  const { test: args } = argumentsFor(program, recipe, imageOf(recipe));
  await ended(taskOf(program, args, recipe, `test ${workspace.asRelativePath(imageOf(recipe))}`));
};

const buildTask = (recipe: string, shown: string): Task | undefined => {
  const program = buildProgram();
  if (!program) return undefined;
  const { build: args } = argumentsFor(program, recipe, imageOf(recipe));
  const task = taskOf(program, args, recipe, `build ${shown}`);
  task.group = TaskGroup.Build;
  return task;
};

const taskOf = ({ path }: BuildProgram, args: string[], recipe: string, name: string): Task => {
  const definition: Definition = { type: TYPE, recipe: workspace.asRelativePath(recipe) };
  const run = new ProcessExecution(path, args, { cwd: dirname(recipe) });
  const task = new Task(definition, TaskScope.Workspace, name, TYPE, run, "$deftools");
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true };
  return task;
};

/** Runs a task to its end, with a sign of progress; its exit code, absent when it was stopped. */
const ended = async (task: Task): Promise<number | undefined> => {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const listening = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
    if (execution.task.name === task.name) resolve(exitCode);
  });
  try {
    await tasks.executeTask(task);
    return await window.withProgress({ location: ProgressLocation.Window, title: task.name }, () => promise);
  } finally {
    listening.dispose();
  }
};
