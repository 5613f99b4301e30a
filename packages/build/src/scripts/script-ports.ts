/** What scripts need of the world. */

import type { RunRequest, Sandbox, UsableRung } from "@deftools/sandbox";
import type { Tell } from "../build-event.ts";
import type { PackFolder } from "../packs/pack-folder.ts";
import type { TreePorts } from "./base-folder.ts";
import type { CacheMount } from "./cache-mounts.ts";
import type { ScriptSettings } from "./script-settings.ts";
import type { Secret } from "./secrets.ts";

export interface ScriptPorts extends TreePorts {
  /** Where sandboxes keep what is changed, with room for it. */
  readonly workFolder: string;
  /** The best way to run a command here, found out when it is first asked for. */
  findRung(): Promise<UsableRung>;
  readonly settings: ScriptSettings;
  /** Which recipe it is, on this machine. */
  readonly recipe: string;
  /** Told in place of running a script, and why it would run. Must throw. */
  readonly instead?: (step: string, why: string) => never;
  /** What scripts on this machine get of it. */
  readonly host: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
  readonly secrets: readonly Secret[];
  /** Where secrets lie while they are lent; in memory, best. */
  readonly secretFolder: string;
  readonly cacheMounts: readonly CacheMount[];
  readonly mountFolder: string;
  /** Lets somebody look around where a script failed. */
  readonly debugShell?: (
    sandbox: Sandbox,
    request: Pick<RunRequest, "env" | "binds" | "network">,
  ) => Promise<void>;
  /** What is known of results. */
  readonly notes: ScriptNotes;
  /** A file for what a script says. */
  openLog(name: string): Promise<ScriptLog>;
}

/** A file that takes lines. */
export interface ScriptLog {
  readonly path: string;
  write(line: string): Promise<void>;
  /** One that `passed` need not be kept. */
  close(outcome: "passed" | "failed"): Promise<void>;
}

/** Small facts that are kept between builds, by name. */
export interface ScriptNotes {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

/** The powers of a stage that scripts use. */
export interface StageScriptPorts {
  readonly scripts: ScriptPorts;
  readonly packs: PackFolder;
  readonly tell: Tell;
}
