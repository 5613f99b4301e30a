/** What a build would do, without doing it: `defbuild --plan`, as a document beside the recipe. */

import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { window } from "vscode";
import { buildProgram } from "./build-program.ts";
import { showView } from "./views.ts";

/** Shows the plan of the recipe in the active editor. */
export const showBuildPlan = async (): Promise<void> => {
  const document = window.activeTextEditor?.document;
  const program = buildProgram();
  if (document?.uri.scheme !== "file") {
    void window.showErrorMessage("Open a definition file on disk first.");
  } else if (program?.kind !== "defbuild") {
    void window.showErrorMessage(
      "Only defbuild tells what it would do: install it, or set deftools.build.program.",
    );
  } else {
    await document.save();
    const path = document.uri.fsPath;
    const said = await promisify(execFile)(program.path, ["--plan", path], { cwd: dirname(path) }).then(
      ({ stdout }) => stdout,
      // what stands against a build is an answer, too
      (error: unknown) =>
        error instanceof Error && "stderr" in error ? String(error.stderr) : String(error),
    );
    await showView("build plan", document.uri.toString(), said, "plaintext");
  }
};
