/**
 * `%files from STAGE`: parts of one stage's tree into another, as a tar would carry them. Owners, modes, times and attributes stay. A
 * source that is a link is followed within its stage; links below it stay links. Only references are copied, no contents.
 *
 *     source   destination is    result
 *     any      a directory       below it, under the source's own name
 *     any      nothing           under the destination's name; a final slash makes a folder first
 *     folder   such a folder     laid over it
 */

import {
  type ByteString,
  type Directory,
  fromByteString,
  joinPath,
  lookUp,
  type Node,
  normalizePath,
  placeNode,
  splitPath,
} from "@deftools/rootfs";
import { Failure, isFailure } from "@deftools/trouble";
import type { PlannedCopy } from "../build-plan.ts";
import { makeFolders } from "../host-files/copy-into.ts";
import { type FileNames, findSources } from "../host-files/find-copies.ts";

/** A stage that is copied from. */
export interface SourceStage<Data> {
  readonly root: Directory<Data>;
  readonly name: string;
}

/** Copies all that one line means. `time` is that of folders made on the way. @throws Failure "build/cannot-copy" */
export const copyFromStage = async <Data>(
  from: SourceStage<Data>,
  root: Directory<Data>,
  line: PlannedCopy,
  time: number,
): Promise<void> => {
  const found = await findSources(namesOf(from.root), line);
  const missing = found.find(({ path }) => path === undefined);
  if (missing !== undefined || found.length === 0)
    throw new Failure(
      "build/cannot-copy",
      `line ${line.line} of the recipe: nothing in stage "${from.name}" matches "${missing?.word ?? line.source}"`,
      { hint: "sources of %files from STAGE are paths in that stage; / is its root" },
    );
  for (const { path, destination } of found) {
    if (path === undefined) continue;
    try {
      copyOne(from.root, root, path, destination, time);
    } catch (error) {
      if (!isFailure(error)) throw error;
      throw new Failure(
        "build/cannot-copy",
        `line ${line.line} of the recipe, ${fromByteString(path)} of stage "${from.name}": ${error.message}`,
        { cause: error },
      );
    }
  }
};

/** The names of a tree, for wildcards. */
const namesOf = (root: Directory<unknown>): FileNames => ({
  stat: async (path) => {
    const kind = lookUp(root, path)?.kind;
    return kind === undefined ? undefined : { kind };
  },
  list: async (path) => {
    const node = lookUp(root, path);
    return node?.kind === "directory" ? [...node.children.keys()] : [];
  },
});

const copyOne = <Data>(
  from: Directory<Data>,
  root: Directory<Data>,
  source: ByteString,
  destination: ByteString,
  time: number,
): void => {
  const node = lookUp(from, source);
  if (node === undefined) return;
  const target = normalizePath(destination);
  const isFolder = /(^|\/)\.{0,2}$/.test(destination);
  makeFolders(root, isFolder ? target : splitPath(target)[0], time);
  const name = splitPath(normalizePath(source))[1];
  const into = lookUp(root, target)?.kind === "directory" && name !== "" && !source.endsWith("/.");
  lay(root, into ? joinPath(target, name) : target, node, new Map());
};

/** Puts a copy of a node in its place; `copies` keeps the names of one file together. */
const lay = <Data>(
  root: Directory<Data>,
  path: ByteString,
  node: Node<Data>,
  copies: Map<Node<Data>, Node<Data>>,
): void => {
  if (node.kind !== "directory") {
    if (lookUp(root, path, { followLast: false })?.kind === "directory")
      throw new Failure("build/cannot-copy", `/${fromByteString(path)} is a directory in the image`);
    const copy = copies.get(node) ?? { ...node };
    copies.set(node, copy);
    placeNode(root, path, copy);
    return;
  }
  const there = lookUp(root, path);
  if (there?.kind !== "directory") placeNode(root, path, { ...node, children: new Map() });
  for (const [name, child] of node.children) lay(root, joinPath(path, name), child, copies);
};
