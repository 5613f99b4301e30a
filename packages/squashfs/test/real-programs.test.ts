/** Our images through the programs they are for, and the images of mksquashfs through our reader. */

import { execFileSync, spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory, Node } from "@deftools/rootfs";
import { afterAll, expect, test } from "vitest";
import type { CompressorName } from "../src/index.ts";
import { bigDirectory, directory, everyKind, file, noise } from "./every-kind.ts";
import { listing } from "./listing.ts";
import { readSample, sampleImage } from "./sample-image.ts";

const folder = mkdtempSync(join(tmpdir(), "squashfs-real-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const works = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore" }).error === undefined;

/** Skipped where the program is missing; where everything real is required it runs, and fails. */
const needs = (program: string) =>
  works(program, "-version") || process.env["REQUIRE_REAL"] === "1" ? test : test.skip;

const canMount = process.getuid?.() === 0 && spawnSync("losetup", ["-f"], { stdio: "ignore" }).status === 0;
const whenMountable = canMount || process.env["REQUIRE_REAL"] === "1" ? test : test.skip;

const codecs: readonly CompressorName[] = ["gzip", "zstd"];

for (const codec of codecs) {
  needs("unsquashfs")(`unsquashfs (needs unsquashfs) extracts what was written with ${codec}`, async () => {
    const tree = withoutDevices(everyKind());
    const image = join(folder, `${codec}.sqfs`);
    writeFileSync(image, (await sampleImage(tree, { codec })).bytes);
    const target = join(folder, `${codec}-extracted`);
    execFileSync("unsquashfs", ["-quiet", "-no-progress", "-no-xattrs", "-d", target, image], {
      stdio: "pipe",
    });
    expect(diskListing(target, { owners: process.getuid?.() === 0 })).toEqual(
      treeListing(tree, { owners: process.getuid?.() === 0 }),
    );
  });

  whenMountable(
    `the kernel (needs root and loop devices) mounts what was written with ${codec}`,
    async () => {
      const tree = everyKind();
      tree.children.set("thousands", bigDirectory(20_000));
      const image = join(folder, `${codec}-mount.sqfs`);
      const { bytes } = await sampleImage(tree, { codec, blockSize: 131_072, workers: 2 });
      writeFileSync(image, bytes);
      expectMounted(image, (at) => {
        expect(diskListing(at, { owners: true })).toEqual(treeListing(tree, { owners: true }));
        for (const name of ["entry-number-000000", "entry-number-007777", "entry-number-019999"])
          expect(readFileSync(join(at, "thousands", name), "utf8")).toBe(name.at(-1));
        expect(() => lstatSync(join(at, "thousands", "entry-number-5"))).toThrow(/ENOENT/);
      });
    },
  );
}

whenMountable(
  "the kernel (needs root and loop devices) and getfattr see the extended attributes",
  async (context) => {
    if (!works("getfattr", "--version")) context.skip("getfattr is missing");
    const image = join(folder, "xattrs.sqfs");
    writeFileSync(image, (await sampleImage(everyKind())).bytes);
    expectMounted(image, (at) => {
      const read = (name: string) =>
        execFileSync("getfattr", ["-d", "-m", "-", "-e", "hex", name], { cwd: at, encoding: "utf8" });
      expect(read("capable")).toContain("user.note=0x68656c6c6f");
      expect(read("capable")).toContain("security.capability=0x01000002800000");
      expect(read("folder")).toContain("trusted.overlay.opaque=0x79");
    });
  },
);

const theirOptions: Readonly<Record<string, readonly string[]>> = {
  gzip: ["-comp", "gzip"],
  zstd: ["-comp", "zstd", "-Xcompression-level", "3"],
  lz4: ["-comp", "lz4"],
  "lz4-hc": ["-comp", "lz4", "-Xhc"],
  uncompressed: ["-noI", "-noD", "-noF", "-noX"],
  "no-fragments": ["-no-fragments", "-no-exports"],
  "small-blocks": ["-b", "4096", "-always-use-fragments", "-no-xattrs"],
};
for (const [name, options] of Object.entries(theirOptions))
  needs("mksquashfs")(`what mksquashfs (needs mksquashfs) writes is read: ${options.join(" ")}`, async () => {
    const source = join(folder, `${name}-source`);
    const content = Buffer.concat([
      Buffer.alloc(700_000, "again and again "),
      noise(200_000),
      new Uint8Array(400_000),
    ]);
    const tree = directory({ text: file("hello\n"), long: file(content), folder: bigDirectory(700) });
    const ours = join(folder, `${name}-ours.sqfs`);
    writeFileSync(ours, (await sampleImage(tree)).bytes);
    execFileSync("unsquashfs", ["-quiet", "-no-progress", "-d", source, ours], { stdio: "pipe" });
    const image = join(folder, `${name}-theirs.sqfs`);
    const common = ["-noappend", "-quiet", "-no-progress", "-all-root"];
    execFileSync("mksquashfs", [source, image, ...common, ...options], { stdio: "pipe" });
    expect(listing(await readSample(readFileSync(image)))).toBe(listing(tree));
  });

/** Mounts, looks, unmounts. */
const expectMounted = (image: string, look: (at: string) => void): void => {
  const at = mkdtempSync(join(folder, "mnt-"));
  execFileSync("mount", ["-o", "loop,ro", "-t", "squashfs", image, at]);
  try {
    look(at);
  } finally {
    execFileSync("umount", [at]);
  }
};

const withoutDevices = (tree: Directory<Uint8Array>): Directory<Uint8Array> => ({
  ...tree,
  children: new Map(
    [...tree.children].filter(
      ([, { kind }]) => !["character-device", "block-device", "socket"].includes(kind),
    ),
  ),
});

interface Owners {
  readonly owners: boolean;
}

/** Name, then what lstat says and what is in it; both sides give the same lines. */
const treeListing = (root: Directory<Uint8Array>, { owners }: Owners): readonly string[] => {
  const links = new Map<Node<Uint8Array>, number>();
  const count = (node: Node<Uint8Array>): void => {
    links.set(node, (links.get(node) ?? 0) + 1);
    if (node.kind === "directory") for (const child of node.children.values()) count(child);
  };
  count(root);
  const lines: string[] = [];
  const visit = (path: string, node: Node<Uint8Array>): void => {
    const folders =
      node.kind === "directory"
        ? [...node.children.values()].filter(({ kind }) => kind === "directory").length
        : 0;
    const nlink = node.kind === "directory" ? 2 + folders : links.get(node);
    lines.push(
      `${path} ${node.kind} ${node.mode.toString(8)} ${owners ? `${node.uid}:${node.gid}` : ""} ${nlink} @${node.mtime} ${detail(node)}`,
    );
    if (node.kind === "directory") for (const [name, child] of node.children) visit(`${path}/${name}`, child);
  };
  visit(".", root);
  return lines.sort();
};

const detail = (node: Node<Uint8Array>): string => {
  if (node.kind === "file") return Buffer.from(node.data).toString("base64");
  if (node.kind === "symlink") return node.target;
  return node.kind === "block-device" || node.kind === "character-device"
    ? `${node.major},${node.minor}`
    : "";
};

const diskListing = (root: string, { owners }: Owners): readonly string[] => {
  const lines: string[] = [];
  const visit = (path: string, at: Buffer): void => {
    const stat = lstatSync(at);
    const kind = kindOf(stat);
    // On disk a directory's own link count depends on the file system; SquashFS images are only compared when mounted.
    const nlink = stat.nlink;
    let text = "";
    if (kind === "file") text = readFileSync(at).toString("base64");
    if (kind === "symlink") text = readlinkSync(at, { encoding: "latin1" });
    if (kind.endsWith("device"))
      text = `${(stat.rdev >> 8) & 0xfff},${(stat.rdev & 0xff) | ((stat.rdev >>> 12) & 0xfff00)}`;
    const mode = (stat.mode & 0o7777).toString(8);
    lines.push(
      `${path} ${kind} ${mode} ${owners ? `${stat.uid}:${stat.gid}` : ""} ${nlink} @${Math.floor(stat.mtimeMs / 1000)} ${text}`,
    );
    if (kind !== "directory") return;
    for (const name of readdirSync(at, { encoding: "buffer" }))
      visit(`${path}/${name.toString("latin1")}`, Buffer.concat([at, Buffer.from("/"), name]));
  };
  visit(".", Buffer.from(root));
  return lines.sort();
};

const kindOf = (stat: ReturnType<typeof lstatSync>): Node<unknown>["kind"] => {
  if (stat === undefined) throw new Error("the file is gone");
  if (stat.isDirectory()) return "directory";
  if (stat.isFile()) return "file";
  if (stat.isSymbolicLink()) return "symlink";
  if (stat.isBlockDevice()) return "block-device";
  if (stat.isCharacterDevice()) return "character-device";
  return stat.isFIFO() ? "fifo" : "socket";
};
