/**
 * What a user can set: the one table behind the server, the extension's settings and their documentation. A client sends it as
 * `initializationOptions`, by `workspace/didChangeConfiguration`, or answers `workspace/configuration` for the section `deftools`.
 */

import { type EngineId, engines } from "@deftools/grammar";
import { type Profile, profiles } from "@deftools/lint";

/** One setting. What a folder that nobody trusts must not set is `trusted`. */
export type Setting =
  | { readonly default: boolean; readonly description: string; readonly trusted?: true }
  | {
      readonly default: string;
      readonly values?: readonly string[];
      readonly description: string;
      readonly trusted?: true;
    };

/** By name below `deftools`. An empty text means that nothing is set. */
export const settingTable = {
  profile: {
    default: "",
    values: ["", ...profiles],
    description:
      "Which rules run where no configuration file says: `recommended` (also when empty), `strict`, `hpc`, or `all`.",
  },
  engine: {
    default: "",
    values: ["", ...engines.map(({ id }) => id)],
    description: "The engine that builds the recipes, where no configuration file says.",
  },
  "configuration.file": {
    default: "",
    description:
      "Absolute path of the one configuration file to obey. Empty: the `.deflint.yaml`, `.deflint.yml`, `.deflint.json`, `.deflint.jsonc` or `package.json` nearest to the recipe.",
    trusted: true,
  },
  "plugins.enabled": {
    default: false,
    description:
      "Run the rules of plugins that configuration files name. They are programs: turn this on for folders you trust.",
    trusted: true,
  },
  "shellcheck.enabled": {
    default: true,
    description: "Also show what ShellCheck finds in scripts, where it is installed.",
  },
  "shellcheck.path": {
    default: "",
    description: "Absolute path of ShellCheck. Empty: the one on `PATH`.",
    trusted: true,
  },
  "shellcheck.workspace": {
    default: false,
    description:
      "Also show what ShellCheck finds in recipes of the workspace that are not open, where the editor asks for the findings of a workspace: one script after the other at low priority, in 200 recipes at most.",
  },
  "bashLanguageServer.enabled": {
    default: true,
    description:
      "Also propose and explain the commands of this machine in scripts, where `bash-language-server` is installed. It is started when it is first needed.",
  },
  "bashLanguageServer.path": {
    default: "",
    description: "Absolute path of `bash-language-server`. Empty: the one on `PATH`.",
    trusted: true,
  },
  "formatting.scripts": {
    default: false,
    description:
      "Format scripts, too, as `deffmt --shell` does: with a document, or with a selection that has all of a script that changes.",
  },
  "inlayHints.digest": {
    default: true,
    description:
      "Show the digest behind the tag of an image that a hover or a menu of fixes has looked up. Nothing is asked for it.",
  },
  "registries.enabled": {
    default: true,
    description:
      "Ask registries for the names, tags and digests of images that recipes name, without any login. Off: nothing is ever sent anywhere.",
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** The values that hold. */
export interface Settings {
  readonly profile: Profile | undefined;
  readonly engine: EngineId | undefined;
  readonly configurationFile: string | undefined;
  readonly plugins: boolean;
  readonly shellCheck: boolean;
  readonly shellCheckPath: string | undefined;
  readonly shellCheckWorkspace: boolean;
  readonly shellServer: boolean;
  readonly shellServerPath: string | undefined;
  readonly formatsScripts: boolean;
  readonly digestHints: boolean;
  readonly registries: boolean;
}

/** Settings as a client sends them, nested or by dotted name; what has the wrong type or value counts as not set. */
export const readSettings = (given: unknown): Settings => {
  const flag = (name: keyof typeof settingTable): boolean => {
    const value = valueAt(given, name);
    return typeof value === "boolean" ? value : settingTable[name].default === true;
  };
  const text = (name: keyof typeof settingTable): string | undefined => {
    const value = valueAt(given, name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    profile: profiles.find((one) => one === text("profile")),
    engine: engines.find(({ id }) => id === text("engine"))?.id,
    configurationFile: text("configuration.file"),
    plugins: flag("plugins.enabled"),
    shellCheck: flag("shellcheck.enabled"),
    shellCheckPath: text("shellcheck.path"),
    shellCheckWorkspace: flag("shellcheck.workspace"),
    shellServer: flag("bashLanguageServer.enabled"),
    shellServerPath: text("bashLanguageServer.path"),
    formatsScripts: flag("formatting.scripts"),
    digestHints: flag("inlayHints.digest"),
    registries: flag("registries.enabled"),
  };
};

const valueAt = (given: unknown, name: string): unknown =>
  property(given, name) ?? name.split(".").reduce(property, given);

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
