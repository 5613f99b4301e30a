/** The powers of the server as a program: files and programs of this machine. */

import { readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigurationFinder, RuleOff } from "@deftools/configuration";
import { rules } from "@deftools/lint/rules";
import type { AnswerCache } from "@deftools/shellcheck";
import { isFailure } from "@deftools/trouble";
import type { FillableEdit } from "./features/code-action.ts";
import type { HostEntry } from "./features/completion/host-files.ts";
import { orNothing } from "./or-nothing.ts";
import { pathOf } from "./path-of.ts";
import type { Powers } from "./powers.ts";
import { recipeFiles } from "./recipe-files.ts";
import { registryImages } from "./registry-images.ts";

/** The powers of this process. */
export const nodePowers = (userAgent: string): Powers => ({
  configuration: ({ only, plugins }) => {
    let finder: Promise<ConfigurationFinder> | undefined;
    return async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      finder ??= makeFinder(only, plugins);
      return (await finder)(path);
    };
  },
  ruleOff: async (uri, rule, { only, folders }) => {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const { nearestConfiguration, nodeConfigurationPorts, ruleOff } = await import("@deftools/configuration");
    const ports = nodeConfigurationPorts(process.cwd());
    try {
      const found =
        only === undefined
          ? await nearestConfiguration(ports, dirname(path))
          : { path: only, text: new TextDecoder().decode(await ports.readFile(only, MOST_BYTES)) };
      const file = found ?? { path: join(homeOf(path, folders), ".deflint.yaml"), text: "" };
      const off = await ruleOff(file, rule, path);
      const name = basename(file.path);
      return (
        off && {
          uri: pathToFileURL(file.path).href,
          name,
          before: file.text,
          edit: withReason(off),
          fresh: !found,
        }
      );
    } catch (error) {
      // a file that is gone or not to be read is told where it is obeyed
      if (isFailure(error) || (error instanceof Error && "code" in error)) return undefined;
      throw error;
    }
  },
  shellCheck: async (path, pace) => {
    const { findShellCheck, runProgram, runProgramQuietly } = await import("@deftools/shellcheck");
    const quick = { runProgram, processors: availableParallelism() };
    const ports = pace === "quick" ? quick : { runProgram: runProgramQuietly, processors: 1 };
    try {
      return await findShellCheck(ports, path, answersInMemory());
    } catch (error) {
      if (isFailure(error, "shellcheck/not-found")) return undefined;
      throw error;
    }
  },
  shellServer: async (path) => (await import("./shell-server-program.ts")).findShellServer(path),
  filesIn: async (uri, folder) => {
    const path = pathOf(uri);
    return path === undefined ? undefined : entriesOf(resolve(dirname(path), folder));
  },
  // large, and off unless somebody turns it on
  formatScripts: async (recipe) => (await import("@deftools/shell-format")).formatScripts(recipe),
  isFile: async (uri) => {
    const path = pathOf(uri);
    const facts = path === undefined ? undefined : await orNothing(stat(path));
    return facts?.isFile() === true;
  },
  images: registryImages(userAgent),
  recipes: recipeFiles,
});

/** The innermost folder of the client that a document is in, else the document's own. */
const homeOf = (path: string, folders: readonly string[]): string => {
  const around = folders
    .flatMap((folder) => pathOf(folder) ?? [])
    .map((folder) => resolve(folder))
    .filter((folder) => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`));
  return around.sort((a, b) => b.length - a.length)[0] ?? dirname(path);
};

/** An edit with a place to fill in, where there is room for a reason. */
const withReason = ({ edit, reason }: RuleOff): FillableEdit => {
  if (reason === undefined) return edit;
  const literal = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
  const [before, after] = [edit.text.slice(0, reason), edit.text.slice(reason)];
  return { ...edit, snippet: `${literal(before)}\${1:reason}${literal(after)}` };
};

/** The readers of configuration cost more than all else at start, so they come with the first document. */
const makeFinder = async (only: string | undefined, plugins: boolean): Promise<ConfigurationFinder> => {
  const { configurationFinder, nodeConfigurationPorts } = await import("@deftools/configuration");
  const { importModule, ...files } = nodeConfigurationPorts(process.cwd());
  return configurationFinder(plugins ? { ...files, importModule } : files, only, rules);
};

/** A folder that is not there, or not to be read, has nothing to offer. */
const entriesOf = async (folder: string): Promise<readonly HostEntry[] | undefined> => {
  const entries = await orNothing(readdir(folder, { withFileTypes: true }));
  return entries?.slice(0, MOST_ENTRIES).map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
};

const MOST_ENTRIES = 1000;
const MOST_BYTES = 1024 * 1024;

/** The answers given last: while one script is typed in, those about the others hold. */
const answersInMemory = (): AnswerCache => {
  const known = new Map<string, string>();
  return {
    get: async (parts) => known.get(parts.join("\0")),
    put: async (parts, answer) => {
      known.set(parts.join("\0"), answer);
      const [oldest] = known.keys();
      if (MOST_ANSWERS < known.size && oldest !== undefined) known.delete(oldest);
    },
  };
};

const MOST_ANSWERS = 200;
