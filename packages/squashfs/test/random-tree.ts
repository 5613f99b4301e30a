/** Random trees for the laws: every kind of node, odd names, hard links, holes, tails, attributes, times beyond the format. */

import type { Attributes, Directory, Node } from "@deftools/rootfs";
import fc from "fast-check";
import { type SampleTree, smallBlock } from "./sample-image.ts";

const byteString = (constraints: { minLength: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.uint8Array(constraints).map((bytes) => Buffer.from(bytes).toString("latin1"));

const name = byteString({ minLength: 1, maxLength: 40 })
  .map((text) => text.replace(/[/\0]/g, "x"))
  .filter((text) => text !== "." && text !== "..");

const xattrs = fc
  .uniqueArray(
    fc.record({
      name: fc
        .tuple(fc.constantFrom("user.", "trusted.", "security."), byteString({ minLength: 1, maxLength: 20 }))
        .map(([namespace, rest]) => namespace + rest),
      value: fc.uint8Array({ maxLength: 300 }),
    }),
    { maxLength: 3, selector: (xattr) => xattr.name },
  )
  .map((list) => list.sort((a, b) => (a.name < b.name ? -1 : 1)));

const attributes: fc.Arbitrary<Attributes> = fc.record({
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.constantFrom(0, 1, 1000, 65_534, 0xfffffffe),
  gid: fc.constantFrom(0, 5, 1000, 0x7fffffff),
  mtime: fc.integer({ min: 0, max: 0xffffffff }),
  xattrs: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: xattrs }),
});

/** Pieces of text, noise and zeros, long enough for several blocks. */
const content: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 500 }))
        .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => bytes))),
      fc.integer({ min: 1, max: 3 }).map((blocks) => new Uint8Array(blocks * smallBlock)),
      fc.constant(new Uint8Array(smallBlock).fill(7)),
    ),
    { maxLength: 5 },
  )
  .map((parts) => Buffer.concat(parts));

const leaf: fc.Arbitrary<Node<Uint8Array>> = fc
  .tuple(
    attributes,
    fc.oneof(
      content.map((data) => ({ kind: "file" as const, size: data.length, data })),
      byteString({ minLength: 1, maxLength: 60 }).map((target) => ({
        kind: "symlink" as const,
        target: target.replaceAll("\0", "0"),
      })),
      fc.record({
        kind: fc.constantFrom("block-device" as const, "character-device" as const),
        major: fc.integer({ min: 0, max: 4095 }),
        minor: fc.integer({ min: 0, max: 0xfffff }),
      }),
      fc.record({ kind: fc.constantFrom("fifo" as const, "socket" as const) }),
    ),
  )
  .map(([common, special]) => ({ ...common, ...special }));

const directory = (children: fc.Arbitrary<Node<Uint8Array>>): fc.Arbitrary<Directory<Uint8Array>> =>
  fc
    .tuple(attributes, fc.array(fc.tuple(name, children), { maxLength: 8 }))
    .map(([common, list]) => ({ ...common, kind: "directory", children: new Map(list) }));

/** Names for nodes that are elsewhere in the tree already: hard links. */
const links = fc.array(fc.tuple(name, fc.nat()), { maxLength: 3 });

export const randomTree: fc.Arbitrary<SampleTree> = fc
  .tuple(directory(fc.oneof(leaf, directory(fc.oneof(leaf, directory(leaf))))), links)
  .map(([root, names]) => {
    const leaves: Node<Uint8Array>[] = [];
    collectLeaves(root, leaves);
    for (const [linkName, which] of names) {
      const target = leaves[which % Math.max(1, leaves.length)];
      if (target !== undefined && !root.children.has(linkName)) root.children.set(linkName, target);
    }
    return root;
  });

const collectLeaves = (node: Node<Uint8Array>, leaves: Node<Uint8Array>[]): void => {
  if (node.kind !== "directory") leaves.push(node);
  else for (const child of node.children.values()) collectLeaves(child, leaves);
};
