/**
 * Making images: defbuild cold and warm, against `apptainer build` and `mksquashfs` where they are installed. Everything is generated: a
 * tree of half text, half noise, at sizes ×1 and ×4, and (with `--many`) 300,000 small files. Prints ratios; times are the machine's.
 */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildPrograms } from "../.ci/build.ts";

export const run = async (): Promise<void> => {
  await buildPrograms();
  const work = mkdtempSync(join(tmpdir(), "defbuild-bench-"));
  // an apptainer without privileges of its own may run as another user
  chmodSync(work, 0o777);
  try {
    console.log(
      "tree            way                      wall s   CPU s   peak MB   output MB   wall against defbuild cold",
    );
    const trees: readonly Tree[] = [
      { name: "40 MB", files: 400, size: 100_000 },
      { name: "160 MB", files: 1_600, size: 100_000 },
      ...(process.argv.includes("--many") ? [{ name: "300,000 files", files: 300_000, size: 300 }] : []),
    ];
    for (const tree of trees) measureTree(work, tree);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

interface Tree {
  readonly name: string;
  readonly files: number;
  /** Of each file, in bytes. */
  readonly size: number;
}

const measureTree = (work: string, tree: Tree): void => {
  const folder = join(work, "tree");
  makeTree(folder, tree);
  const archive = join(work, "tree.tar");
  const program = resolve(import.meta.dirname, "../packages/defbuild/dist/defbuild.js");
  const env = { DEFBUILD_CACHEDIR: join(work, "cache") };
  const defbuild = (...args: readonly string[]): Command => [
    process.execPath,
    [program, "-q", "-F", ...args],
    env,
  ];
  const out = join(work, "out.sif");

  // all ways start from the same archive of one layer, or from the folder
  measure(...defbuild("-o", `oci-archive:${archive}:latest`, folder), archive);
  const source = `oci-archive:${archive}`;
  const rows: (readonly [string, Measured | undefined])[] = [];
  for (const codec of ["gzip", "zstd"]) {
    rmSync(env.DEFBUILD_CACHEDIR, { recursive: true, force: true });
    const build = (): Measured | undefined =>
      measure(...defbuild("--compression", codec, "-o", out, source), out);
    rows.push([`defbuild ${codec}, cold`, build()], [`defbuild ${codec}, warm`, build()]);
  }
  const apptainer = { APPTAINER_CACHEDIR: join(work, "theirs") };
  rows.push(["apptainer build", measure("apptainer", ["build", "-F", out, source], apptainer, out)]);
  const squashfs = ["-noappend", "-quiet", "-no-progress", "-comp"];
  for (const codec of ["gzip", "zstd"])
    rows.push([`mksquashfs ${codec}`, measure("mksquashfs", [folder, out, ...squashfs, codec], {}, out)]);
  print(tree, rows);
  rmSync(folder, { recursive: true });
};

type Command = readonly [name: string, args: readonly string[], env: Readonly<Record<string, string>>];

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
  readonly output: number;
}

/** Runs a program below GNU time; undefined when one of them is not installed. @throws Error when it fails */
const measure = (
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: string,
): Measured | undefined => {
  rmSync(output, { force: true });
  const { status, stderr, error } = spawnSync("time", ["-f", "@ %e %U %S %M", name, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (error !== undefined || status === 127) return undefined;
  const [, wall, user, system, peak] = /@ (\S+) (\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? [];
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return {
    wall: Number(wall),
    cpu: Number(user) + Number(system),
    peak: Number(peak) / 1000,
    output: statSync(output).size / 1e6,
  };
};

const print = ({ name }: Tree, rows: readonly (readonly [string, Measured | undefined])[]): void => {
  const first = rows[0]?.[1]?.wall ?? 1;
  for (const [way, measured] of rows) {
    const cells =
      measured === undefined
        ? "not installed"
        : [
            measured.wall.toFixed(2).padEnd(9),
            measured.cpu.toFixed(2).padEnd(8),
            measured.peak.toFixed(0).padEnd(10),
            measured.output.toFixed(1).padEnd(12),
            `${(measured.wall / first).toFixed(2)}×`,
          ].join("");
    console.log(`${name.padEnd(16)}${way.padEnd(25)}${cells}`);
  }
};

/** Half of each file is text that compresses, half is noise that does not; the same every time. */
const makeTree = (folder: string, { files, size }: Tree): void => {
  let state = 1;
  const content = Buffer.alloc(size, "all happy families are alike; ");
  for (let file = 0; file < files; file += 1) {
    for (let at = 0; at + 4 <= size / 2; at += 4) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      content.writeUInt32LE(state, at);
    }
    const place = join(folder, `d${file % 1000}`);
    if (file < 1000) mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `f${file}`), content);
  }
};
