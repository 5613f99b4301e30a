/**
 * A built stage as a folder of this machine. Every folder of it is made by us, empty, before anything goes into it, so no link can lead
 * what is written out of it. Modes and times come last, when nothing is written below any more.
 *
 * Only root can give files to others, make devices, and set some attributes; what could not be done is told, not passed over.
 */

import { createWriteStream } from "node:fs";
import { chmod, lchown, link, lutimes, mkdir, symlink } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { writeTrouble } from "@deftools/bytes";
import { fromByteString, type Node, toByteString, walk } from "@deftools/rootfs";
import { createStoredReader, type DataArea, type PlacedFile } from "@deftools/squashfs";
import { Failure, isFailure } from "@deftools/trouble";
import type { Tell } from "../build-event.ts";
import { makeSpecialFile, writeXattrs } from "../host-programs.ts";
import type { BuiltStage } from "../stages/build-stage.ts";
import type { Workshop } from "../workshop.ts";
import type { FoundXattrs } from "../xattr-dump.ts";

/** What writing needs. */
export interface SandboxPorts {
  readonly isRoot: boolean;
  readonly tell: Tell;
}

/** Writes it into a folder that is not there yet; tells how many bytes its files have. */
export const writeSandbox = async (
  { isRoot, tell }: SandboxPorts,
  folder: string,
  { root }: Pick<BuiltStage, "root">,
  { compressor }: Pick<Workshop, "compressor">,
  areas: readonly DataArea[],
): Promise<number> => {
  const read = createStoredReader(compressor.name);
  const first = new Map<Node<PlacedFile>, Buffer>();
  const folders: (readonly [path: Buffer, node: Node<PlacedFile>])[] = [];
  const attributes: FoundXattrs[] = [];
  const lost = { owners: 0, devices: 0, sockets: 0 };
  let size = 0;
  const finish = async (path: Buffer, node: Node<PlacedFile>): Promise<void> => {
    if (isRoot) await lchown(path, node.uid, node.gid);
    else if (node.uid !== 0 || node.gid !== 0) lost.owners += 1;
    // after the owner: a change of it takes set-id bits away
    if (node.kind !== "symlink") await chmod(path, isRoot ? node.mode : node.mode | OWNER_CAN(node));
    // as a date: Node takes a negative number for "now"
    const time = new Date(node.mtime * 1000);
    await lutimes(path, time, time);
  };
  for (const { path, node } of walk(root)) {
    const place = Buffer.from(
      path === "" ? toByteString(folder) : `${toByteString(folder)}/${path}`,
      "latin1",
    );
    const same = first.get(node);
    if (node.xattrs.length > 0 && same === undefined) attributes.push({ path, xattrs: node.xattrs });
    try {
      if (same !== undefined) await link(same, place);
      else if (node.kind === "directory") {
        await mkdir(place, { mode: 0o700 });
        folders.push([place, node]);
      } else if (node.kind === "symlink") await symlink(Buffer.from(node.target, "latin1"), place);
      else if (node.kind === "file") {
        const area = areas[node.data.area];
        const content = area === undefined ? [] : read(area, node.data.file);
        await pipeline(content, createWriteStream(place, { flags: "wx", mode: 0o600 }));
        size += node.size;
      } else if (!(await makeSpecialFile(folder, path, node))) {
        lost[node.kind === "socket" ? "sockets" : "devices"] += 1;
        continue;
      }
    } catch (error) {
      throw cannotWrite(path, error);
    }
    if (same !== undefined) continue;
    first.set(node, place);
    if (node.kind !== "directory") await finish(place, node);
  }
  for (const [path, node] of folders.reverse()) await finish(path, node);
  const warn = (count: number, message: string): void => {
    if (count > 0) tell({ kind: "warning", message: `${count} ${message}` });
  };
  warn(lost.owners, "files and folders belong to you in the sandbox: only root can give them their owners");
  warn(
    lost.devices,
    "devices and pipes were left out of the sandbox: only root can make devices, by the program mknod",
  );
  warn(lost.sockets, "sockets were left out of the sandbox: only who listens at one can make it");
  warn(
    await writeXattrs(folder, attributes),
    "extended attributes, such as capabilities, are missing in the sandbox: most need root, and all the program setfattr",
  );
  return size;
};

/** The owner of a sandbox must be able to look into it and remove it. */
const OWNER_CAN = ({ kind }: Node<PlacedFile>): number => (kind === "directory" ? 0o700 : 0o600);

const cannotWrite = (path: string, error: unknown): Failure => {
  if (isFailure(error)) return error;
  const taken = error instanceof Error && "code" in error && error.code === "EEXIST";
  return new Failure(
    "build/cannot-write",
    taken
      ? `/${fromByteString(path)} is there already under another spelling: this disk does not tell upper from lower case`
      : `cannot write /${fromByteString(path)} into the sandbox: ${writeTrouble(error)}`,
    { cause: error, hint: taken ? "write a SIF instead" : "choose another folder, or make room in this one" },
  );
};
