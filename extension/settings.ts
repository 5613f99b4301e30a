/** The settings of the extension alone; those of the server are in `settingTable` of `packages/language-server`. */

import type { Setting } from "@deftools/language-server";

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
  "trace.server": {
    default: "off",
    values: ["off", "messages", "verbose"],
    description: "What of the conversation with the language server is written to its output channel.",
  },
} as const satisfies Readonly<Record<string, Setting>>;
