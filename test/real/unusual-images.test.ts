/**
 * Images of unusual size and shape come out whole, by the kernel, by unsquashfs and by our own reader. DEFTOOLS_LONG=1 makes them as
 * large as images get; without it they are large enough for every kind of table to have several blocks.
 */

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { partitionOffset, whileMounted } from "./images.ts";
import { describeReal, must, type Outcome, run } from "./programs.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");
const long = process.env.DEFTOOLS_LONG === "1";

interface Shape {
  readonly name: string;
  /** The shell that fills the folder it is in. */
  readonly fill: string;
}

const shapes: readonly Shape[] = [
  {
    name: "very many files in one folder",
    fill: `mkdir many; cd many; seq -f 'file-number-%06g' ${long ? 100_000 : 3000} | split -l 1 -a 5 - x; ls | wc -l`,
  },
  {
    name: "files whose sizes are around those of blocks, and their tails",
    fill: `for size in 0 1 4095 4096 4097 131071 131072 131073 262144 262145 1048575 1048577; do
      head -c $size /dev/urandom >noise-$size; yes "text of $size" | head -c $size >text-$size; done
      seq ${long ? 3000 : 300} | while read n; do head -c $((n * 37 % 60000)) noise-1048577 >tail-$n; done`,
  },
  {
    name: "files with holes",
    fill: `truncate -s ${long ? "10G" : "600M"} hole; printf middle | dd of=hole bs=1 seek=500000000 conv=notrunc status=none; printf end >>hole
      truncate -s 131072 one-block; truncate -s 200000 no-tail`,
  },
  {
    name: "paths as long as the system takes them",
    fill: `name=$(printf 'd%.0s' $(seq 250)); for n in $(seq 14); do mkdir $name; cd $name; done; echo deep >$(printf 'f%.0s' $(seq 255))`,
  },
  {
    name: "very many owners",
    fill: `mkdir owned; seq ${long ? 60_000 : 700} | (cd owned; split -l 1 -a 5 - o); n=0; for file in owned/*; do n=$((n + 1)); echo "$n:$n $file"; done | xargs -L 1 -P 2 chown`,
  },
];

describeReal("an image of", ["root", "linux", "siftool", "unsquashfs", "diff"], () => {
  let work = "";
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), "deftools-unusual-"));
    // siftool runs as an ordinary user
    must("chmod", ["755", work]);
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const defbuild = (...args: readonly string[]): Outcome =>
    run(process.execPath, [program, "--quiet", "--disable-cache", ...args], { cwd: work });
  it.each(shapes)(
    "$name",
    ({ fill }) => {
      const folder = mkdtempSync(join(work, "shape-"));
      must("chmod", ["755", folder]);
      const [source, image, extracted] = [
        join(folder, "box"),
        join(folder, "image.sif"),
        join(folder, "out"),
      ];
      mkdirSync(source);
      must("sh", ["-euc", fill], { cwd: source });
      const built = defbuild("-o", image, source);
      expect(built.status, built.stderr).toBe(0);
      whileMounted(image, (mounted) => {
        expect(differing(source, mounted)).toBe("");
        expect(owners(mounted)).toBe(owners(source));
      });
      const offset = String(partitionOffset(image));
      must("unsquashfs", ["-quiet", "-no-progress", "-o", offset, "-d", extracted, image]);
      expect(differing(source, extracted)).toBe("");
      rmSync(extracted, { recursive: true });
      const read = defbuild("--sandbox", extracted, image);
      expect(read.status, read.stderr).toBe(0);
      expect(differing(source, extracted)).toBe("");
      rmSync(folder, { recursive: true });
    },
    3_600_000,
  );
});

const added =
  /^Only in .*: (\.exec|\.run|\.shell|\.singularity\.d|\.test|dev|environment|etc|home|proc|root|singularity|sys|tmp|var)\n/gm;

/** What `diff` says of two folders, but for what is added to every image. */
const differing = (a: string, b: string): string => {
  const { stdout, stderr } = run("diff", ["-rq", "--no-dereference", a, b]);
  return stderr + stdout.replace(added, "");
};

/** Owner and size of what was filled in. */
const owners = (folder: string): string =>
  must(
    "sh",
    ["-c", "find . -type f ! -path './.singularity.d/*' ! -path './etc/*' -printf '%U %s %p\\n' | sort"],
    { cwd: folder },
  );
