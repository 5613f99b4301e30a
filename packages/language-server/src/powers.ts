/** What the server can do beyond looking at texts: nothing in a browser, files and programs in Node. A test brings its own. */

import type { FoundConfiguration, RuleNames } from "@deftools/configuration";
import type { Recipe } from "@deftools/recipe";
import type { ShellCheck } from "@deftools/shellcheck";
import type { TextEdit } from "@deftools/text";
import type { FillableEdit } from "./features/code-action.ts";
import type { HostEntry } from "./features/completion/host-files.ts";
import type { RecipeFiles } from "./recipe-files.ts";
import type { RegistryImages } from "./registry-images.ts";
import type { ShellServerProgram } from "./shell-server-program.ts";

/** The world as the server sees it. Documents that are no files of this machine have nothing around them. */
export interface Powers {
  /**
   * The configuration files that have a say about a document, as they are now; asking again reads nothing twice.
   * `only` is the one file to obey; plugins run only where they are wanted. @throws Failure for a file that is wrong
   */
  readonly configuration: (options: {
    readonly only: string | undefined;
    readonly plugins: boolean;
  }) => (uri: string) => Promise<FoundConfiguration | undefined>;
  /**
   * The configuration file where a rule is turned off for a document, and the edit that does it, with a place for the reason: `only`,
   * or the nearest one; `fresh` if there is none yet: it is made in the one of `folders` that the document is in, else beside it. Absent
   * where nothing can be written, and for a file that is wrong.
   */
  readonly ruleOff: (
    uri: string,
    rule: RuleNames,
    where: { readonly only: string | undefined; readonly folders: readonly string[] },
  ) => Promise<ConfigurationEdit | undefined>;
  /** ShellCheck at a path, or on PATH; absent when there is none. The quiet one reads one script at a time, when nobody needs the processor. */
  readonly shellCheck: (path: string | undefined, pace: "quick" | "quiet") => Promise<ShellCheck | undefined>;
  /** `bash-language-server` at a path, or on PATH; absent when there is none. */
  readonly shellServer: (path: string | undefined) => Promise<ShellServerProgram | undefined>;
  /** The files in a folder beside a document, or in an absolute one; absent where there is no such folder. */
  readonly filesIn: (uri: string, folder: string) => Promise<readonly HostEntry[] | undefined>;
  /** The edits that format the scripts of a recipe; none where nobody can. */
  readonly formatScripts: (recipe: Recipe) => Promise<readonly TextEdit[]>;
  /** Whether an address is that of a file. */
  readonly isFile: (uri: string) => Promise<boolean>;
  readonly images: RegistryImages;
  readonly recipes: RecipeFiles;
}

/** What becomes of a configuration file. */
export interface ConfigurationEdit {
  readonly uri: string;
  readonly name: string;
  readonly before: string;
  readonly edit: FillableEdit;
  /** The file is not there yet. */
  readonly fresh: boolean;
}

/** A server that knows texts alone. */
export const noPowers: Powers = {
  configuration: () => async () => undefined,
  ruleOff: async () => undefined,
  shellCheck: async () => undefined,
  shellServer: async () => undefined,
  filesIn: async () => undefined,
  formatScripts: async () => [],
  isFile: async () => false,
  images: {
    tags: async () => undefined,
    facts: async () => undefined,
    known: () => undefined,
    repositories: async () => undefined,
  },
  recipes: { in: async () => [], read: async () => undefined },
};
