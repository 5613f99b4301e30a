/** A stage's tree for something to run in: its base on the disk, and all that came on top since in the sandbox itself. */

import { type Directory, difference } from "@deftools/rootfs";
import { openSandbox, type Sandbox, type UsableRung } from "@deftools/sandbox";
import type { PlacedFile } from "@deftools/squashfs";
import { treeHash } from "../tree-hash.ts";
import type { Workshop } from "../workshop.ts";
import { baseFolder } from "./base-folder.ts";
import type { ScriptPorts } from "./script-ports.ts";

/** A tree and what it was when it was opened; both are settled in the workshop. */
export interface StageTree {
  readonly base: Directory<PlacedFile>;
  readonly root: Directory<PlacedFile>;
}

export interface Ground {
  readonly sandbox: Sandbox;
  readonly rung: UsableRung;
  close(): Promise<void>;
}

/** Opens it. @throws Failure "sandbox/no-rung", and of the rooms below */
export const openGround = async (
  ports: ScriptPorts,
  workshop: Pick<Workshop, "read">,
  { base, root }: StageTree,
  signal: AbortSignal | undefined,
): Promise<Ground> => {
  const rung = await ports.findRung();
  const readFile = ({ data }: { readonly data: PlacedFile }) => workshop.read(data);
  const identity = treeHash(base, [], { times: true }).toString("hex");
  const folder = await baseFolder(ports, { identity, root: base, readFile, rung, signal });
  try {
    const sandbox = await openSandbox(ports.sandbox, {
      base: folder.path,
      workDirectory: ports.workFolder,
      rung,
      seed: { records: difference(base, root), readFile },
    });
    const close = async (): Promise<void> => {
      try {
        await sandbox.close();
      } finally {
        await folder.release();
      }
    };
    return { sandbox, rung, close };
  } catch (error) {
    await folder.release();
    throw error;
  }
};
