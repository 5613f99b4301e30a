/** Under which name the result of a script is kept: a hash of everything that went into it, apart from times and from secrets. */

import { createHash } from "node:crypto";
import type { Directory } from "@deftools/rootfs";
import type { Kept } from "@deftools/sandbox";
import type { PlacedFile } from "@deftools/squashfs";
import { treeHash } from "../tree-hash.ts";
import { type CacheMount, variablesOf } from "./cache-mounts.ts";
import type { ScriptSettings } from "./script-settings.ts";
import type { Secret } from "./secrets.ts";

/** What goes in, each under a name that people are told when it changed. */
export interface ScriptInputs {
  readonly "what it starts from": string;
  readonly "its text": string;
  readonly "its interpreter": readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Of this machine, and cache mounts by their names. */
  readonly binds: readonly string[];
  /** By their names alone. */
  readonly secrets: readonly string[];
  readonly network: string;
  readonly platform: string;
  /** Newest time that its files can have. */
  readonly time: number;
}

interface ScriptFacts {
  /** The tree it starts from; its times do not count, since a copy made anew is still the same file. */
  readonly root: Directory<PlacedFile>;
  readonly text: string;
  readonly argv: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: ScriptSettings;
  readonly cacheMounts: readonly CacheMount[];
  readonly secrets: readonly Secret[];
  readonly platform: string;
  readonly time: number;
}

export const scriptInputs = ({
  root,
  text,
  argv,
  variables,
  settings,
  cacheMounts,
  secrets,
  platform,
  time,
}: ScriptFacts): ScriptInputs => ({
  "what it starts from": treeHash(root, [], { times: false }).toString("hex"),
  "its text": text,
  "its interpreter": argv,
  variables: { ...variables, ...variablesOf(cacheMounts), ...settings.variables },
  binds: [
    ...settings.binds.map(({ source, target, readOnly }) => `${source}:${target}:${readOnly ? "ro" : "rw"}`),
    ...cacheMounts.map(({ id }) => id),
  ].toSorted(),
  secrets: secrets.map(({ id }) => id).toSorted(),
  network: settings.network,
  platform,
  time,
});

/** The key. Results of a way to run that keeps less are other results. */
export const scriptKey = (inputs: ScriptInputs, { owners, devices }: Kept): string =>
  createHash("sha256")
    .update(JSON.stringify([SCRIPT_VERSION, inputs, owners, devices]))
    .digest("hex");

/** Goes up when the same script would be run, or its result read, otherwise. */
const SCRIPT_VERSION = 1;
