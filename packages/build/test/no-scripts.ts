/** Ports for builds in which no script runs. */

import { thisMachine } from "@deftools/sandbox";
import type { ScriptPorts } from "../src/scripts/script-ports.ts";
import { usualSettings } from "../src/scripts/script-settings.ts";

/** Asked for a way to run, they fail. */
export const noScripts = (folder: string): ScriptPorts => ({
  sandbox: thisMachine({}),
  treeFolder: folder,
  workFolder: folder,
  settings: usualSettings,
  recipe: "",
  host: { cwd: folder, env: {} },
  secrets: [],
  secretFolder: folder,
  cacheMounts: [],
  mountFolder: folder,
  findRung: () => Promise.reject(new Error("no script should run")),
  notes: { read: async () => undefined, write: async () => undefined },
  openLog: () => Promise.reject(new Error("no script should run")),
});
