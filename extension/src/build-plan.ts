/** What a build would do, without doing it: `defbuild --plan`, as a document beside the recipe. */

import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { buildArguments } from "./build-arguments.ts";
import { complain, setArguments, showProgramSetting, wantBuildProgram } from "./build-program.ts";
import { savedRecipe } from "./recipes.ts";
import { showView } from "./views.ts";

/** Shows the plan of the recipe that a command is for. */
export const showBuildPlan = async (given?: unknown): Promise<void> => {
  const program = await wantBuildProgram();
  if (!program) return;
  if (program.kind !== "defbuild") {
    await complain("Only defbuild tells what it would do: install it, or set deftools.build.program.", {
      Settings: showProgramSetting,
    });
    return;
  }
  const recipe = await savedRecipe(given);
  if (!recipe) return;
  const path = recipe.fsPath;
  const args = ["--plan", ...buildArguments(program, path, setArguments(recipe))];
  const said = await promisify(execFile)(program.path, args, { cwd: dirname(path) }).then(
    ({ stdout }) => stdout,
    // what stands against a build is an answer, too
    (error: unknown) => (error instanceof Error && "stderr" in error ? String(error.stderr) : String(error)),
  );
  await showView("build plan", recipe.toString(), said, "plaintext");
};
