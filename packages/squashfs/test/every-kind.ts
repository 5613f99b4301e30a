/** One tree with everything SquashFS has a form for. */

import type { Attributes, Node } from "@deftools/rootfs";
import { type SampleTree, smallBlock } from "./sample-image.ts";

const plain: Attributes = { mode: 0o644, uid: 0, gid: 0, mtime: 1_600_000_000, xattrs: [] };

export const file = (data: Uint8Array | string, more: Partial<Attributes> = {}): Node<Uint8Array> => {
  const bytes = Buffer.from(data);
  return { ...plain, ...more, kind: "file", size: bytes.length, data: bytes };
};

export const directory = (
  children: Readonly<Record<string, Node<Uint8Array>>>,
  more: Partial<Attributes> = {},
): SampleTree => ({
  ...plain,
  mode: 0o755,
  ...more,
  kind: "directory",
  children: new Map(Object.entries(children)),
});

/** Bytes no compressor shrinks, the same every time. */
export const noise = (length: number): Uint8Array => {
  let state = 42;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >>> 16;
  });
};

const xattrs = [
  {
    name: "security.capability",
    value: Uint8Array.of(1, 0, 0, 2, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  },
  { name: "user.note", value: Buffer.from("hello") },
];

/** More names than one header, one metadata block and one landmark hold. */
export const bigDirectory = (count: number): SampleTree =>
  directory(
    Object.fromEntries(
      Array.from({ length: count }, (_, number) => [
        `entry-number-${String(number).padStart(6, "0")}`,
        file(`${number % 10}`),
      ]),
    ),
  );

export const everyKind = (): SampleTree => {
  const linked = file("two names\n", { mode: 0o600 });
  const linkedTarget: Node<Uint8Array> = { ...plain, mode: 0o777, kind: "symlink", target: "../plain" };
  return directory(
    {
      plain: file("plain\n"),
      empty: file(""),
      twice: file("plain\n", { uid: 1000, gid: 1001 }),
      blocks: file(
        Buffer.concat([Buffer.alloc(3 * smallBlock, "text "), noise(smallBlock), Buffer.from("tail")]),
      ),
      sparse: file(
        Buffer.concat([new Uint8Array(2 * smallBlock), noise(smallBlock), new Uint8Array(5 * smallBlock)]),
      ),
      hole: file(new Uint8Array(4 * smallBlock)),
      capable: file("ping", { mode: 0o4755, xattrs }),
      "caf\xe9 \xff\n": file("latin1"),
      "hard-1": linked,
      folder: directory(
        {
          "hard-2": linked,
          "link-1": linkedTarget,
          "link-2": linkedTarget,
          nothing: directory({}, { mode: 0o1777 }),
        },
        { xattrs: [{ name: "trusted.overlay.opaque", value: Buffer.from("y") }] },
      ),
      many: bigDirectory(600),
      null: { ...plain, mode: 0o666, kind: "character-device", major: 1, minor: 3 },
      disk: { ...plain, mode: 0o660, kind: "block-device", major: 259, minor: 300_000 },
      pipe: { ...plain, kind: "fifo" },
      socket: { ...plain, kind: "socket", uid: 0xfffffffe },
      latest: file("", { mtime: 0xffffffff }),
    },
    { mtime: 0 },
  );
};
