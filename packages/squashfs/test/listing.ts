/** A tree as lines that a human reviews and tests compare: kind and mode, owner, time, name, and what is special. */

import { createHash } from "node:crypto";
import type { Node } from "@deftools/rootfs";
import type { SampleTree } from "./sample-image.ts";

/** Sorted by path. Names of one hard-linked node say the same `=N`. */
export const listing = (root: SampleTree): string => {
  const names = new Map<Node<Uint8Array>, number>();
  count(root, names);
  const groups = new Map<Node<Uint8Array>, number>();
  const lines: string[] = [];
  list("/", root, lines, (node) => {
    if (node.kind === "directory" || names.get(node) === 1) return "";
    const group = groups.get(node) ?? groups.size + 1;
    groups.set(node, group);
    return ` =${group}`;
  });
  return `${lines.join("\n")}\n`;
};

const count = (node: Node<Uint8Array>, names: Map<Node<Uint8Array>, number>): void => {
  names.set(node, (names.get(node) ?? 0) + 1);
  if (node.kind === "directory") for (const child of node.children.values()) count(child, names);
};

const list = (
  path: string,
  node: Node<Uint8Array>,
  lines: string[],
  group: (node: Node<Uint8Array>) => string,
): void => {
  const mode = node.mode.toString(8).padStart(4, "0");
  const xattrs = node.xattrs
    .map(({ name, value }) => ` ${name}=${Buffer.from(value).toString("hex")}`)
    .join("");
  lines.push(
    `${letters[node.kind]}${mode} ${node.uid}:${node.gid} @${node.mtime} ${JSON.stringify(path)}${special(node)}${group(node)}${xattrs}`,
  );
  if (node.kind !== "directory") return;
  for (const name of [...node.children.keys()].sort((a, b) => (a < b ? -1 : 1)))
    list(`${path === "/" ? "" : path}/${name}`, node.children.get(name)!, lines, group);
};

const special = (node: Node<Uint8Array>): string => {
  switch (node.kind) {
    case "file":
      return ` ${node.size} ${createHash("sha256").update(node.data).digest("hex").slice(0, 12)}`;
    case "symlink":
      return ` -> ${JSON.stringify(node.target)}`;
    case "block-device":
    case "character-device":
      return ` ${node.major},${node.minor}`;
    case "directory":
    case "fifo":
    case "socket":
      return "";
  }
};

const letters: Readonly<Record<Node<Uint8Array>["kind"], string>> = {
  directory: "d",
  file: "-",
  symlink: "l",
  "block-device": "b",
  "character-device": "c",
  fifo: "p",
  socket: "s",
};
