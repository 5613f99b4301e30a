/**
 * Host files into the tree of an image, by the rules of `cp -fLr` run as root:
 *
 *     source   destination is    result
 *     any      a directory       below it, under the source's own name
 *     folder   nothing           the folder, under the destination's name
 *     file     nothing           the file, under the destination's name; a final slash makes a folder first
 *     file     a file            new content; owner and mode stay
 *     folder   a file            refused
 *
 * Links are followed on the host, and inside the image within its root. Times of the host are kept, so that the same files give the
 * same image; copies belong to root; the bits that umask 0002 and `cp` take away are taken away.
 */

import {
  type ByteString,
  type Directory,
  fromByteString,
  joinPath,
  lookUp,
  makeDirectory,
  type Node,
  normalizePath,
  placeNode,
  splitPath,
} from "@deftools/rootfs";
import { Failure, isFailure } from "@deftools/trouble";
import type { FoundCopy } from "./find-copies.ts";
import type { HostFiles, HostStat } from "./host-files.ts";

/** What copying needs. */
export interface CopyPorts<Data> {
  readonly host: HostFiles;
  /** Takes the content of a host file and tells where it is, and its size. */
  readonly store: (path: ByteString) => Promise<{ readonly size: number; readonly data: Data }>;
  /** The time of folders made on the way, in seconds since 1970. */
  readonly time: number;
}

/**
 * Copies one found source.
 * @throws Failure "build/cannot-copy" when the destination does not take it · "build/cannot-read" when the source cannot be read
 */
export const copyInto = async <Data>(
  ports: CopyPorts<Data>,
  root: Directory<Data>,
  { source, stat, destination, line }: FoundCopy,
): Promise<void> => {
  const target = normalizePath(destination);
  const isFolder = /(^|\/)\.{0,2}$/.test(destination);
  try {
    makeFolders(root, isFolder ? target : splitPath(target)[0], ports.time);
    const name = ownName(source);
    const into = lookUp(root, target)?.kind === "directory" && name !== undefined;
    await copyNode(ports, root, source, stat, into ? joinPath(target, name) : target, []);
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new Failure(
      error.code === "rootfs/no-such-place" ? "build/cannot-copy" : error.code,
      `line ${line.line} of the recipe, ${fromByteString(source)} to ${fromByteString(destination)}: ${error.message}`,
      { cause: error, ...(error.hint !== undefined && { hint: error.hint }) },
    );
  }
};

/** The last name of a path; none when it ends with `.` or `..`, whose content is meant. */
const ownName = (path: ByteString): ByteString | undefined => {
  const name = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return name === "" || name === "." || name === ".." ? undefined : name;
};

const copyNode = async <Data>(
  ports: CopyPorts<Data>,
  root: Directory<Data>,
  source: ByteString,
  stat: HostStat,
  target: ByteString,
  above: readonly string[],
): Promise<void> => {
  if (stat.kind === "other") throw cannotCopy(source, target, "it is no regular file and no folder");
  const there = lookUp(root, target);
  if (stat.kind === "file") {
    if (there?.kind === "directory") throw cannotCopy(source, target, "a directory is there");
    const { size, data } = await ports.store(source);
    const owner = there ?? { mode: stat.mode & KEPT_MODE, uid: 0, gid: 0 };
    placeNode(root, throughLinks(root, target), {
      kind: "file",
      mode: owner.mode,
      uid: owner.uid,
      gid: owner.gid,
      mtime: stat.mtime,
      xattrs: [],
      size,
      data,
    });
    return;
  }
  if (above.includes(stat.identity)) throw cannotCopy(source, target, "the folder contains itself by a link");
  if (there !== undefined && there.kind !== "directory")
    throw cannotCopy(source, target, `a ${there.kind} is there, not a directory`);
  makeDirectory(root, target, { mode: stat.mode & KEPT_MODE, mtime: stat.mtime });
  for (const name of [...(await ports.host.list(source))].sort((a, b) => (a < b ? -1 : 1))) {
    const path = `${source.replace(/\/+$/, "")}/${name}`;
    const child = await ports.host.stat(path);
    if (child === undefined)
      throw cannotCopy(path, joinPath(target, name), "it is a link that leads nowhere");
    await copyNode(ports, root, path, child, joinPath(target, name), [...above, stat.identity]);
  }
};

/** `cp` without `-p` under the engine's umask 0002: no set-id bits, not writable for others. */
const KEPT_MODE = 0o775;

/** Parents are made one by one, so that each has the build's time. */
export const makeFolders = <Data>(root: Directory<Data>, path: ByteString, time: number): void => {
  let made: ByteString = "";
  for (const name of path === "" ? [] : path.split("/")) {
    made = joinPath(made, name);
    makeDirectory(root, made, { mtime: time });
  }
};

/** The place a path leads to when symbolic links stand at its end, as far as they lead anywhere. */
const throughLinks = <Data>(root: Directory<Data>, path: ByteString): ByteString => {
  let place = path;
  for (let links = 0; links < 40; links += 1) {
    const node: Node<Data> | undefined = lookUp(root, place, { followLast: false });
    if (node?.kind !== "symlink" || lookUp(root, place) === undefined) return place;
    place = normalizePath(
      node.target.startsWith("/") ? node.target : joinPath(splitPath(place)[0], node.target),
    );
  }
  return place;
};

const cannotCopy = (source: ByteString, target: ByteString, why: string): Failure =>
  new Failure(
    "build/cannot-copy",
    `cannot copy ${fromByteString(source)} to /${fromByteString(target)} in the image: ${why}`,
  );
