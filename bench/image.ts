/**
 * Making images: `defbuild` cold and warm beside `apptainer build` and `mksquashfs`, where they are installed, in one run: gzip and zstd,
 * trees of size ×1 and ×4, 300,000 small files, and the images that are named: `npm run bench -- image docker://HOST/IMAGE`.
 * Prints ratios; times are the machine's.
 */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildPrograms } from "../.ci/build.ts";
import { type GeneratedTree, makeTree } from "./image-trees.ts";

const trees: readonly GeneratedTree[] = [
  { name: "40 MB", files: 400, size: 100_000 },
  { name: "160 MB", files: 1_600, size: 100_000 },
  { name: "300,000 files", files: 300_000, size: 1_900 },
];

export const run = async (): Promise<void> => {
  await buildPrograms();
  const work = mkdtempSync(join(tmpdir(), "defbuild-bench-"));
  // an apptainer without privileges of its own may run as another user
  chmodSync(work, 0o777);
  try {
    console.log(`${"".padEnd(43)}measured${"".padEnd(30)}as many times as defbuild cold`);
    console.log(line("image", "way", ["wall s", "CPU s", "peak MB", "MB"], ["wall", "CPU", "peak", "size"]));
    for (const image of process.argv.slice(3)) {
      const folder = join(work, "tree");
      measureOrFail(defbuild(work, "--sandbox", folder, image));
      report(image.replace(/^.*\//, ""), measureAll(work, image, folder));
      rmSync(folder, { recursive: true });
    }
    const measured = trees.map((tree) => {
      const folder = join(work, "tree");
      makeTree(folder, tree);
      // all ways start from the same archive of one layer; mksquashfs from the folder
      const archive = join(work, "tree.tar");
      measureOrFail(defbuild(work, "-o", `oci-archive:${archive}:latest`, folder));
      const rows = measureAll(work, `oci-archive:${archive}`, folder);
      report(tree.name, rows);
      rmSync(folder, { recursive: true });
      return rows;
    });
    reportGrowth(measured);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

interface Way {
  readonly name: string;
  readonly codec: "gzip" | "zstd";
  readonly measured: Measured | undefined;
}

interface Measured {
  /** Seconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Megabytes: of the largest process, and of the output. */
  readonly peak: number;
  readonly output: number;
}

/** Every way from one source; cold before warm, and the best of as many runs as fit into a few seconds. */
const measureAll = (work: string, source: string, folder: string): readonly Way[] => {
  const out = join(work, "out.sif");
  const best = (command: Command, prepare: () => void = () => {}): Measured | undefined => {
    let found: Measured | undefined;
    const until = performance.now() + 6_000;
    do {
      prepare();
      rmSync(out, { force: true });
      const measured = measure(command, out);
      if (measured === undefined) return undefined;
      if (found === undefined || measured.wall < found.wall) found = measured;
    } while (performance.now() < until);
    return found;
  };
  const forget = (): void => rmSync(join(work, "cache"), { recursive: true, force: true });
  return (["gzip", "zstd"] as const).flatMap((codec): readonly Way[] => {
    const ours = defbuild(work, "--compression", codec, "-o", out, source);
    const zstd = ["-comp", "zstd", "-Xcompression-level", "3"];
    const options = codec === "gzip" ? [] : zstd;
    const theirs = codec === "gzip" ? [] : ["--mksquashfs-args", zstd.join(" ")];
    const apptainer: Command = {
      name: "apptainer",
      args: ["build", "-F", ...theirs, out, source],
      env: { APPTAINER_CACHEDIR: join(work, "theirs"), APPTAINER_TMPDIR: work, APPTAINER_NOHTTPS: "1" },
    };
    const mksquashfs: Command = {
      name: "mksquashfs",
      args: [folder, out, "-noappend", "-quiet", "-no-progress", ...options],
      env: {},
    };
    return [
      { name: "defbuild, cold", codec, measured: best(ours, forget) },
      { name: "defbuild, warm", codec, measured: best(ours) },
      { name: "apptainer build", codec, measured: best(apptainer) },
      { name: "mksquashfs", codec, measured: best(mksquashfs) },
    ];
  });
};

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const defbuild = (work: string, ...args: readonly string[]): Command => ({
  name: process.execPath,
  args: [resolve(import.meta.dirname, "../packages/defbuild/dist/defbuild.js"), "-q", "-F", ...args],
  env: { DEFBUILD_CACHEDIR: join(work, "cache") },
});

/** Runs a program below GNU time; undefined when one of them is not installed. @throws Error when it fails */
const measure = ({ name, args, env }: Command, output?: string): Measured | undefined => {
  const { status, stderr, error } = spawnSync("time", ["-f", "@ %e %U %S %M", name, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  if (error !== undefined || status === 127) return undefined;
  const [, wall, user, system, peak] = /@ (\S+) (\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? [];
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return {
    wall: Number(wall),
    cpu: Number(user) + Number(system),
    peak: (Number(peak) * 1024) / 1e6,
    output: output === undefined ? 0 : statSync(output).size / 1e6,
  };
};

const measureOrFail = (command: Command): void => {
  if (measure(command) === undefined) throw new Error("this benchmark needs GNU time");
};

const report = (image: string, ways: readonly Way[]): void => {
  for (const { name, codec, measured } of ways) {
    const way = `${name}, ${codec}`;
    const first = ways.find((other) => other.codec === codec)?.measured;
    if (measured === undefined || first === undefined) {
      console.log(line(image, way, ["not installed"], []));
      continue;
    }
    const { wall, cpu, peak, output } = measured;
    const times = [wall / first.wall, cpu / first.cpu, peak / first.peak, output / first.output];
    console.log(
      line(
        image,
        way,
        [wall.toFixed(2), cpu.toFixed(2), peak.toFixed(0), output.toFixed(1)],
        times.map((ratio) => `${ratio.toFixed(2)}×`),
      ),
    );
  }
  for (const codec of ["gzip", "zstd"] as const) {
    const wallOf = (name: string): number | undefined =>
      ways.find((way) => way.codec === codec && way.name === name)?.measured?.wall;
    const warm = wallOf("defbuild, warm");
    const engine = wallOf("apptainer build");
    if (warm !== undefined && engine !== undefined)
      console.log(
        `${image}: apptainer build takes ${(engine / warm).toFixed(1)}× as long as defbuild warm, ${codec}`,
      );
  }
};

/** From ×1 to ×4. */
const reportGrowth = ([small = [], large = []]: readonly (readonly Way[])[]): void => {
  for (const [index, { name, codec, measured }] of large.entries()) {
    const before = small[index]?.measured;
    if (measured === undefined || before === undefined) continue;
    const grown = (key: "wall" | "cpu" | "peak"): string =>
      `${(measured[key] / before[key]).toFixed(2)}× ${key}`;
    console.log(
      `4× the bytes: ${`${name}, ${codec}`.padEnd(25)}${grown("wall")}, ${grown("cpu")}, ${grown("peak")}`,
    );
  }
};

const line = (image: string, way: string, values: readonly string[], ratios: readonly string[]): string =>
  [
    image.padEnd(18),
    way.padEnd(25),
    ...values.map((value) => value.padEnd(9)),
    "  ",
    ...ratios.map((value) => value.padEnd(9)),
  ]
    .join("")
    .trimEnd();
