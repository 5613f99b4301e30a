/** The settings of the extension alone; those of the server are in `settingTable` of `packages/language-server`. */

import type { Setting } from "@deftools/language-server";

/** The server has no use for lists. */
export type ExtensionSetting =
  | Setting
  | { readonly default: readonly string[]; readonly description: string; readonly trusted?: true };

export const extensionSettings = {
  "server.path": {
    default: "",
    description:
      "Absolute path of a `def-language-server` program to start instead of the one that comes with the extension. Empty: the one that comes with it.",
    trusted: true,
  },
  "build.program": {
    default: "",
    description:
      "Absolute path of the program that builds images. Empty: the first of `defbuild`, `apptainer` and `singularity` on `PATH`.",
    trusted: true,
  },
  "build.arguments": {
    default: [],
    description:
      'What else the program that builds is called with, for example `["--build-arg", "VERSION=2"]`.',
    trusted: true,
  },
  "trace.server": {
    default: "messages",
    values: ["messages", "verbose"],
    description:
      "What of the conversation with the language server is logged while the level of its log is *Trace* (*Developer: Set Log Level…*).",
  },
} as const satisfies Readonly<Record<string, ExtensionSetting>>;
