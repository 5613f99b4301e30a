/** Builds as tasks of the editor: what goes wrong is found by a problem matcher, and how far it is shows in the terminal. */

import { homedir } from "node:os";
import { dirname } from "node:path";
import {
  commands,
  Disposable,
  env,
  ProcessExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  TaskRevealKind,
  TaskScope,
  tasks,
  Uri,
  workspace,
} from "vscode";
import { buildArguments, testArguments } from "./build-arguments.ts";
import { type BuildProgram, findBuildProgram, setArguments, wantBuildProgram } from "./build-program.ts";
import { recipesOfWorkspace, savedRecipe } from "./recipes.ts";

const TYPE = "deftools";

/** In `tasks.json`. */
interface Definition extends TaskDefinition {
  /** A path, relative to the folder that the task is of. */
  readonly recipe: string;
  /** For the program that builds, after those of the settings. */
  readonly arguments?: readonly string[];
}

/** The task provider, and the commands that code lenses and menus name. */
export const registerBuildTasks = (): Disposable =>
  Disposable.from(
    tasks.registerTaskProvider(TYPE, {
      provideTasks: async () => {
        const program = findBuildProgram();
        return program ? (await recipesOfWorkspace()).map((recipe) => buildTask(program, recipe)) : [];
      },
      resolveTask: (task) => {
        const definition = task.definition as Definition; // VS Code checked it against the schema in package.json
        const program = findBuildProgram();
        const folder = typeof task.scope === "object" ? task.scope : workspace.workspaceFolders?.[0];
        return (
          program && folder && buildTask(program, Uri.joinPath(folder.uri, definition.recipe), definition)
        );
      },
    }),
    commands.registerCommand("deftools.build", async (given?: unknown) => {
      await build(given);
    }),
    commands.registerCommand("deftools.test", async (given?: unknown) => {
      const built = await build(given);
      if (built) await ended(testTask(built.program, built.recipe));
    }),
  );

/** Builds what a command is for; absent when that did not come to a good end. */
const build = async (
  given: unknown,
): Promise<{ readonly program: BuildProgram; readonly recipe: Uri } | undefined> => {
  const program = await wantBuildProgram();
  const recipe = program && (await savedRecipe(given));
  if (!recipe || (await ended(buildTask(program, recipe))) !== 0) return undefined;
  return { program, recipe };
};

const buildTask = (program: BuildProgram, recipe: Uri, definition?: Definition): Task => {
  const own = definition?.arguments ?? [];
  const args = buildArguments(program, recipe.fsPath, [...setArguments(recipe), ...own]);
  // several tasks may build one recipe, each with its own arguments
  const name = ["build", workspace.asRelativePath(recipe), ...own].join(" ");
  const task = taskOf(program, args, recipe, name, definition);
  task.group = TaskGroup.Build;
  return task;
};

const testTask = (program: BuildProgram, recipe: Uri): Task =>
  taskOf(program, testArguments(recipe.fsPath), recipe, `test ${workspace.asRelativePath(recipe)}`);

const taskOf = (
  program: BuildProgram,
  args: string[],
  recipe: Uri,
  name: string,
  definition: Definition = { type: TYPE, recipe: workspace.asRelativePath(recipe, false) },
): Task => {
  const run = processIn(dirname(recipe.fsPath), program.path, args);
  const scope = workspace.getWorkspaceFolder(recipe) ?? TaskScope.Workspace;
  const task = new Task(definition, scope, name, TYPE, run, "$deftools");
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true };
  return task;
};

/** Where no folder is open, VS Code refuses processes on remote machines that begin outside of the home folder; they go there by themselves. */
const processIn = (folder: string, program: string, args: string[]): ProcessExecution =>
  workspace.workspaceFolders || env.remoteName === undefined
    ? new ProcessExecution(program, args, { cwd: folder })
    : new ProcessExecution("/bin/sh", ["-c", 'cd "$0" && exec "$@"', folder, program, ...args], {
        cwd: homedir(),
      });

/** Runs a task to its end; its exit code, absent when it was stopped or could not begin. */
const ended = async (task: Task): Promise<number | undefined> => {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const listening = Disposable.from(
    tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name === task.name) resolve(exitCode);
    }),
    // comes after the other, and alone where no process was
    tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name === task.name) resolve(undefined);
    }),
  );
  try {
    await tasks.executeTask(task);
    return await promise;
  } finally {
    listening.dispose();
  }
};
