/** Tars that the real GNU tar makes on the spot, read back: every dialect it writes. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chunked, entriesOf, type WholeEntry } from "./tar-maker.ts";

const isGnuTar = (): boolean => {
  try {
    return execFileSync("tar", ["--version"], { encoding: "utf8" }).includes("GNU tar");
  } catch {
    return false;
  }
};

const SPARSE_SIZE = 3_000_000;
const LONG = `${"directory-with-a-long-name/".repeat(6)}file`;

/** Where everything real is required these run, and fail without it. */
const isSpared = !isGnuTar() && process.env["REQUIRE_REAL"] !== "1";

describe.skipIf(isSpared)("GNU tar (skipped where tar is another)", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rootfs-"));
    mkdirSync(join(folder, LONG, ".."), { recursive: true });
    writeFileSync(join(folder, LONG), "long");
    linkSync(join(folder, LONG), join(folder, "hard"));
    symlinkSync(`/${"target/".repeat(30)}`, join(folder, "link"));
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff, 0x0a])]), "bytes");
    chmodSync(join(folder, "hard"), 0o4751);
    lutimesSync(join(folder, "link"), new Date(0), new Date(-86_400_500));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    const sparse = openSync(join(folder, "sparse"), "w");
    for (let at = 0; at < SPARSE_SIZE; at += 100_000) writeSync(sparse, `data at ${at}`, at);
    writeSync(sparse, "\0", SPARSE_SIZE - 1);
    closeSync(sparse);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const entries = async (...options: readonly string[]): Promise<ReadonlyMap<string, WholeEntry>> => {
    const tar = execFileSync("tar", ["-C", folder, "--sparse", "--sort=name", ...options, "-cf", "-", "."], {
      maxBuffer: 2 ** 26,
    });
    return new Map((await entriesOf(chunked(tar, [1000, 3]))).map((entry) => [entry.path, entry]));
  };

  it.each([
    ["gnu", ["--format=gnu"]],
    ["pax, sparse 0.0", ["--format=posix", "--sparse-version=0.0"]],
    ["pax, sparse 0.1", ["--format=posix", "--sparse-version=0.1"]],
    ["pax, sparse 1.0", ["--format=posix", "--sparse-version=1.0"]],
  ])("in the format %s is read exactly", async (_, options) => {
    const found = await entries(...options, "--owner=u:3000000", "--group=g:4000000");
    const at = (path: string): WholeEntry => found.get(path)!;
    const files = [at(`./${LONG}`), at("./hard")];
    expect(files.map(({ kind }) => kind).sort()).toEqual(["file", "hard-link"]);
    const [file, hard] = files[0]!.kind === "file" ? files : files.reverse();
    expect(file!.content.toString()).toBe("long");
    expect(file).toMatchObject({ mode: 0o4751, uid: 3_000_000, gid: 4_000_000 });
    expect(hard!.target).toBe(file!.path);
    expect(at("./link")).toMatchObject({ kind: "symlink", target: `/${"target/".repeat(30)}` });
    expect(at("./link").mtime).toBe(-86_401);
    expect(at("./fifo").kind).toBe("fifo");
    expect(at("./f\xff\n").content.toString()).toBe("bytes");
    expect(at("./").kind).toBe("directory");

    const wanted = Buffer.alloc(SPARSE_SIZE);
    for (let offset = 0; offset < SPARSE_SIZE; offset += 100_000) wanted.write(`data at ${offset}`, offset);
    expect(at("./sparse").size).toBe(SPARSE_SIZE);
    expect(at("./sparse").content.equals(wanted)).toBe(true);
  });

  it("in the format pax carries binary extended attributes, where the disk has them", async ({ skip }) => {
    const value = Buffer.from([0, 0x80, 0xff, 0x0a, 0x3d, 1]);
    try {
      execFileSync("setfattr", ["-n", "user.bin", "-v", `0x${value.toString("hex")}`, join(folder, "hard")], {
        stdio: "ignore",
      });
    } catch {
      skip("no setfattr here, or no attributes on this disk");
    }
    const found = [...(await entries("--format=posix", "--xattrs")).values()];
    const named = found.flatMap(({ xattrs }) => xattrs).filter(({ name }) => name === "user.bin");
    expect(named.map(({ value: bytes }) => Buffer.from(bytes).toString("hex"))).toEqual([
      value.toString("hex"),
    ]);
  });
});
