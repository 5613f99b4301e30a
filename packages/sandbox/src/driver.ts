/** What each rung has to give, so that the ladder can be climbed without knowing them. */

import type { SandboxPorts } from "./ports.ts";
import type { Bind, RunRequest } from "./request.ts";
import type { ChangeKeeping, Kept, RungName } from "./rung.ts";
import type { Persuasion } from "./seccomp/believers.ts";

export interface Driver {
  readonly name: RungName;
  readonly title: string;
  readonly keeps: Kept;
  /** Ways to keep changes that are worth trying, the best first. */
  readonly keepings: readonly ChangeKeeping[];
  /** Files that are seen in the tree while a command runs. */
  readonly persuasions?: readonly Persuasion[];
  /** What is plainly missing, before anything is tried. */
  obstacle(ports: SandboxPorts): Promise<Obstacle | undefined>;
  /** What to do when it was tried and did not work. */
  remedy(ports: SandboxPorts): string;
  /** The start of a command that runs a program of the host as the root of this rung's ids: to copy, read and remove trees. */
  world(ports: SandboxPorts): Promise<readonly string[]>;
  /** The script, for sh in the sandbox's own folder, that starts what was asked for. */
  script(ports: SandboxPorts, setup: Setup): Promise<Script>;
}

export interface Obstacle {
  readonly why: string;
  readonly remedy: string;
}

/** What a script is made from. */
export interface Setup {
  /** The sandbox's own folder, an absolute path of the host. */
  readonly folder: string;
  /** The base, an absolute path of the host. */
  readonly base: string;
  readonly keeping: ChangeKeeping;
  readonly request: RunRequest;
  /** Our own and those asked for, in their order. */
  readonly mounts: readonly Mount[];
}

/** A bind, with what is known of its source. */
export interface Mount extends Bind {
  readonly kind: "file" | "folder" | "device";
}

export interface Script {
  readonly text: string;
  /** The command that runs it, where `inside.sh` in the current folder is the text. */
  readonly argv: readonly string[];
  /** For the file `filter` in the sandbox's own folder. */
  readonly filter?: Uint8Array;
  /** As of `ProgramOptions`. */
  readonly endBy?: "QUIT";
}

/** The names of files and folders in a sandbox's own folder, which scripts work in. */
export const OWN = {
  script: "inside.sh",
  filter: "filter",
  /** The tree that the command sees: a mount point, or the copy. */
  root: "root",
  base: "base",
  /** Above the base: what the sandbox had from the start. */
  seed: "seed",
  /** Below the base: places for what is mounted, which an image may not have. */
  skeleton: "skeleton",
  upper: "upper",
  work: "work",
  temporary: "tmp",
  variableTemporary: "var-tmp",
  shared: "shm",
  /** Paths in the tree that were made for a mount, each ended by NUL. */
  made: "made",
} as const;

/** What a script says on file descriptor 4 right before the command. */
export const STARTED = "@started";
