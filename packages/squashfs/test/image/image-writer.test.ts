/** Images: what is in them byte by byte, what is left out, and what no image can hold. */

import { createHash } from "node:crypto";
import { memorySource } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import { expect, test } from "vitest";
import { openImage } from "../../src/index.ts";
import { bigDirectory, directory, everyKind, file, noise } from "../every-kind.ts";
import { listing } from "../listing.ts";
import { readSample, type SampleTree, sampleImage, smallBlock } from "../sample-image.ts";

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("a tree with every kind of file reads as written, and its image has the known bytes", async () => {
  const { bytes, written } = await sampleImage(everyKind());
  const tree = everyKind();
  expect(listing(await readSample(bytes))).toBe(listing(tree));
  tree.children.delete("many");
  await expect(listing(tree)).toMatchFileSnapshot("every-kind.listing");
  expect({ ...written, hash: hash(bytes) }).toMatchInlineSnapshot(`
    {
      "bytesUsed": 15292,
      "droppedXattrs": Map {},
      "fragments": 1,
      "hash": "a781ade763ebef9bae30ac19f910511ce36918ae641993a425390a5475a3aad2",
      "inodes": 619,
      "size": 16384,
    }
  `);
});

test("a directory of 20 000 names is found by its landmarks and read whole", async () => {
  const tree = directory({ many: bigDirectory(20_000) });
  const { bytes } = await sampleImage(tree);
  expect(listing(await readSample(bytes))).toBe(listing(tree));
});

test("no byte of a file that is not in the tree is in the image", async () => {
  const secrets = [
    Buffer.from("the password is swordfish"),
    Buffer.from(noise(2 * smallBlock + 900).map((byte) => byte ^ 0x55)),
  ];
  const tree = directory({ kept: file("kept text"), long: file(noise(3 * smallBlock + 77)) });
  const { bytes } = await sampleImage(tree, { stored: true, deleted: secrets, areas: 2 });
  const image = Buffer.from(bytes);
  for (const secret of secrets)
    for (let at = 0; at + 12 <= secret.length; at += 12)
      expect(image.includes(secret.subarray(at, at + 12))).toBe(false);
  expect(listing(await readSample(bytes))).toBe(listing(tree));
});

test("what two areas have is in the image once", async () => {
  const content = noise(5 * smallBlock + 100);
  const tree = directory({ a: file(content), b: file(content), c: file(content) });
  const one = await sampleImage(tree, { areas: 1 });
  const three = await sampleImage(tree, { areas: 3 });
  expect(three.written.bytesUsed).toBe(one.written.bytesUsed);
  expect(listing(await readSample(three.bytes))).toBe(listing(tree));
});

test("the order in which a tree was filled does not matter", async () => {
  const tree = directory({ ...Object.fromEntries(everyKind().children), many: bigDirectory(0) });
  for (const [name, node] of tree.children) if (node.kind === "file") tree.children.set(name, directory({}));
  const reversed: SampleTree = { ...tree, children: new Map([...tree.children].reverse()) };
  expect(hash((await sampleImage(reversed)).bytes)).toBe(hash((await sampleImage(tree)).bytes));
});

test("times before 1970 become 1970, ACLs are left out and reported", async () => {
  const acl = { name: "system.posix_acl_access", value: noise(28) };
  const { bytes, written } = await sampleImage(
    directory({ old: file("", { mtime: -5, xattrs: [acl] }), older: file("", { xattrs: [acl] }) }),
  );
  expect([...written.droppedXattrs]).toEqual([["system.posix_acl_access", 2]]);
  const image = await openImage(memorySource(bytes));
  expect(image.root.children.get("old")).toMatchObject({ mtime: 0, xattrs: [] });
  expect(image.superblock.xattrTable).toBeUndefined();
});

const refused: readonly (readonly [string, string, () => SampleTree])[] = [
  ["squashfs/bad-name", "a name with a slash", () => directory({ "a/b": file("") })],
  ["squashfs/bad-name", "a name that goes up", () => directory({ "..": file("") })],
  ["squashfs/bad-name", "a name of 256 bytes", () => directory({ ["x".repeat(256)]: file("") })],
  [
    "squashfs/bad-target",
    "a target of a page",
    () => directory({ a: { ...file(""), kind: "symlink", target: "x".repeat(4096) } }),
  ],
  [
    "squashfs/bad-device",
    "a device number beyond Linux",
    () => directory({ a: { ...file(""), kind: "block-device", major: 4096, minor: 0 } }),
  ],
  [
    "squashfs/bad-xattr",
    "an attribute of more than 64 KiB",
    () => directory({ a: file("", { xattrs: [{ name: "user.a", value: new Uint8Array(65_537) }] }) }),
  ],
  [
    "squashfs/too-many-ids",
    "more owners than fit",
    () =>
      directory(
        Object.fromEntries(
          Array.from({ length: 65_535 }, (_, uid) => [`${uid}`, file("", { uid: uid + 1 })]),
        ),
      ),
  ],
];
for (const [code, what, tree] of refused)
  test(`${what} is refused`, () =>
    expect(sampleImage(tree())).rejects.toSatisfy((error) => isFailure(error, code)));

test("exactly as many owners as fit are taken", async () => {
  const tree = directory(
    Object.fromEntries(Array.from({ length: 65_534 }, (_, uid) => [`${uid}`, file("", { uid: uid + 1 })])),
  );
  const { bytes } = await sampleImage(tree);
  const image = await openImage(memorySource(bytes));
  expect(image.superblock.ids).toBe(65_535);
});
