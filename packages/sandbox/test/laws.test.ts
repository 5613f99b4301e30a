/** What holds for all words, all system calls and all trees. */

import { spawnSync } from "node:child_process";
import {
  type Directory,
  emptyRoot,
  mergeLayers,
  type Node,
  placeNode,
  readLayer,
  walk,
} from "@deftools/rootfs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote, quoteAll } from "../src/inside/quote.ts";
import { INSTRUCTION_SIZE, ownershipFilter } from "../src/seccomp/filter.ts";
import { writeTar } from "../src/tree/tar-writer.ts";

describe("words for the shell", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(..."a'\"\\$`\n\t *?!~#&;|<>(){}[]é‑-=") }), {
    maxLength: 6,
  });

  it("come out of sh as they went in", () => {
    fc.assert(
      fc.property(words, (given) => {
        const { stdout } = spawnSync("/bin/sh", ["-c", `printf '%s\\0' ${quoteAll(["", ...given])}`], {
          encoding: "utf8",
        });
        expect(stdout.split("\0").slice(1, -1)).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  it("are left alone where they are plain, so that scripts can be read", () => {
    expect(quote("/usr/bin/env")).toBe("/usr/bin/env");
    expect(quote("")).toBe("''");
  });
});

/** What the kernel hands to a filter. */
interface Call {
  readonly architecture: number;
  readonly number: number;
  readonly args: readonly number[];
}

/** The kernel's interpreter, for the instructions we use. */
const answer = (program: Uint8Array, { architecture, number, args }: Call): number => {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, architecture, true);
  for (const [index, value] of args.entries()) data.setUint32(16 + 8 * index, value, true);
  const view = new DataView(program.buffer, program.byteOffset, program.length);
  let accumulator = 0;
  for (let at = 0; at < program.length / INSTRUCTION_SIZE; at += 1) {
    const start = at * INSTRUCTION_SIZE;
    const k = view.getUint32(start + 4, true);
    switch (view.getUint16(start, true)) {
      case 0x20:
        accumulator = data.getUint32(k, true);
        break;
      case 0x54:
        accumulator &= k;
        break;
      case 0x15:
        at += view.getUint8(start + (accumulator === k ? 2 : 3));
        break;
      case 0x05:
        at += k;
        break;
      case 0x06:
        return k;
      default:
        throw new Error(`unknown instruction at ${at}`);
    }
  }
  throw new Error("the program has no end");
};

const DONE = 0x00050000;
const ALLOW = 0x7fff0000;

describe("the filter", () => {
  /** Numbers written down from the kernel's tables a second time, by name. */
  const machines = [
    {
      machine: "x64",
      architecture: 0xc000003e,
      done: {
        chown: 92,
        fchown: 93,
        lchown: 94,
        setuid: 105,
        setgid: 106,
        setreuid: 113,
        setregid: 114,
        setgroups: 116,
        setresuid: 117,
        setresgid: 119,
        setfsuid: 122,
        setfsgid: 123,
        capset: 126,
        fchownat: 260,
      },
      mknod: [
        [133, 1],
        [259, 2],
      ],
    },
    {
      machine: "arm64",
      architecture: 0xc00000b7,
      done: {
        fchownat: 54,
        fchown: 55,
        capset: 91,
        setregid: 143,
        setgid: 144,
        setreuid: 145,
        setuid: 146,
        setresuid: 147,
        setresgid: 149,
        setfsuid: 151,
        setfsgid: 152,
        setgroups: 159,
      },
      mknod: [[33, 2]],
    },
  ] as const;

  describe.each(machines)("for $machine", ({ machine, architecture, done, mknod }) => {
    const program = ownershipFilter(machine) ?? new Uint8Array();
    const special = new Map<number, number>(mknod.map(([number, argument]) => [number, argument]));
    const always = new Set<number>(Object.values(done));

    it("answers calls for other ids, and lets all others pass", () => {
      for (let number = 0; number < 500; number += 1) {
        if (special.has(number)) continue;
        expect(answer(program, { architecture, number, args: [] }), `call ${number}`).toBe(
          always.has(number) ? DONE : ALLOW,
        );
      }
    });

    it("answers the making of devices only", () => {
      for (const [number, argument] of mknod)
        for (const [type, wanted] of [
          [0o020000, DONE],
          [0o060000, DONE],
          [0o010000, ALLOW],
          [0o140000, ALLOW],
          [0o100000, ALLOW],
        ] as const) {
          const args = [0, 0, 0];
          args[argument] = type | 0o644;
          expect(answer(program, { architecture, number, args })).toBe(wanted);
        }
    });

    it("lets architectures pass that it does not know", () => {
      for (const number of always) expect(answer(program, { architecture: 1, number, args: [] })).toBe(ALLOW);
    });
  });

  it("is not made for machines without a table", () => {
    expect(ownershipFilter("s390x")).toBeUndefined();
  });
});

describe("a tree as a tar", () => {
  const name = fc
    .uint8Array({ minLength: 1, maxLength: 130 })
    .map((bytes) => Buffer.from(bytes).toString("latin1").replaceAll(/[\0/]/g, "_"))
    .filter((text) => text !== "." && text !== ".." && !text.startsWith(".wh."));
  const attributes = fc.record({
    mode: fc.nat(0o7777),
    uid: fc.nat(0xffffffff),
    gid: fc.nat(0xffffffff),
    mtime: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
    xattrs: fc.uint8Array({ minLength: 1 }).map((value) => [{ name: "security.capability", value }]),
  });
  const node: fc.Arbitrary<Node<Uint8Array>> = fc.oneof(
    fc
      .tuple(attributes, fc.uint8Array({ maxLength: 1500 }))
      .map(([rest, data]): Node<Uint8Array> => ({ kind: "file", ...rest, size: data.length, data })),
    fc
      .tuple(attributes, name)
      .map(([rest, target]): Node<Uint8Array> => ({ kind: "symlink", ...rest, mode: 0o777, target })),
    attributes.map(
      (rest): Node<Uint8Array> => ({ kind: "block-device", ...rest, major: 8, minor: 1_000_000 }),
    ),
    attributes.map((rest): Node<Uint8Array> => ({ kind: "fifo", ...rest })),
  );

  it("is read back as it was, links included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, name, node), { maxLength: 8 }), async (entries) => {
        const root = emptyRoot<Uint8Array>();
        for (const [folder, leaf, one] of entries) {
          placeNode(root, `d${folder}/${leaf}`, one);
          placeNode(root, `l${leaf}`, one);
        }
        expect(listing(await readBack(root))).toEqual(listing(root));
      }),
      { numRuns: 60 },
    );
  });
});

const readBack = async (root: Directory<Uint8Array>): Promise<Directory<Uint8Array>> => {
  const tar = writeTar({ root, readFile: ({ data }) => pieces(data), takes: () => true });
  const records = await readLayer(tar, async (content) => {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    return Buffer.concat(parts);
  });
  return mergeLayers([records]);
};

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 700);
  yield bytes.subarray(700);
}

/** One line for each name; nodes under several names have one number. */
const listing = (root: Directory<Uint8Array>): readonly string[] => {
  const numbers = new Map<Node<Uint8Array>, number>();
  return [...walk(root)].map(({ path, node }) => {
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    const { kind, mode, uid, gid, mtime } = node;
    const content = node.kind === "file" ? Buffer.from(node.data).toString("latin1") : "";
    const target = node.kind === "symlink" ? node.target : "";
    const device = node.kind === "block-device" ? [node.major, node.minor] : [];
    const xattrs = node.xattrs.map(({ name, value }) => [name, Buffer.from(value).toString("latin1")]);
    return JSON.stringify([path, number, kind, mode, uid, gid, mtime, content, target, device, xattrs]);
  });
};
