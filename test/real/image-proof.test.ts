/**
 * Images of a registry, built by defbuild in gzip and zstd, and held against umoci, the kernel, unsquashfs, our own reader and
 * Apptainer. By itself this takes the image of `edge-image.ts`; DEFTOOLS_REGISTRY=host:port makes it take all images of that registry.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeEdgeImage } from "./edge-image.ts";
import { readTree, unsquashedTree, whileMounted } from "./images.ts";
import { describeReal, findProgram, must, type Outcome, run } from "./programs.ts";
import { push, type RealRegistry, startRealRegistry } from "./registry.ts";
import { differences, type Entry, listEntries, listTree, readFolder } from "./trees.ts";
import { whileUnpacked } from "./umoci.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");
const needs = [
  ...["root", "linux", "apptainer", "siftool", "docker-registry", "skopeo", "umoci"],
  ...["unsquashfs", "getfattr", "setcap", "busybox"],
];
const given = process.env.DEFTOOLS_REGISTRY;
const codecs = ["gzip", "zstd"] as const;

/** All images of a registry. */
const imagesOf = async (host: string): Promise<readonly string[]> => {
  const ask = async (path: string) => JSON.parse(await (await fetch(`http://${host}/v2/${path}`)).text());
  const { repositories } = await ask("_catalog?n=1000");
  const names: string[] = [];
  for (const repository of repositories)
    for (const tag of (await ask(`${repository}/tags/list`)).tags) names.push(`${repository}:${tag}`);
  return names.sort();
};
const images = given === undefined ? ["edge/edge:latest"] : await imagesOf(given);

describeReal("an image", needs, () => {
  let work = "";
  let host = given ?? "";
  let registry: RealRegistry | undefined;
  const at = (name: string): string => join(work, name);

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), "deftools-proof-"));
    // Apptainer runs as an ordinary user
    must("chmod", ["755", work]);
    if (given !== undefined) return;
    makeEdgeImage(at("layout"), findProgram("busybox") ?? "");
    registry = await startRealRegistry(work);
    push(at("layout"), registry, "edge/edge:latest");
    host = registry.host;
  });
  afterAll(async () => {
    await registry?.stop();
    rmSync(work, { recursive: true, force: true });
  });

  const pull = (name: string, output: string, ...options: readonly string[]): Outcome =>
    run(process.execPath, [program, "pull", "--force", ...options, output, `docker://${host}/${name}`], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: at("cache"), HOME: work },
    });
  const digestOf = (name: string): string => must("sha256sum", [at(name)]).split(" ")[0] ?? "";

  describe.each(images)("%s", (name) => {
    const broken = name === "edge/hostile-hard:latest";
    if (broken) {
      it("is refused, as Apptainer refuses it", () => {
        const { status, stderr } = pull(name, "gzip.sif");
        expect(status).toBe(1);
        expect(stderr).toContain("hard link /h/shadow in a layer: its target /etc/hostname does not exist");
        const theirs = run("apptainer", [
          "build",
          "--force",
          "/tmp/deftools-refused.sif",
          `docker://${host}/${name}`,
        ]);
        expect(theirs.stderr).toContain("unpack entry: h/shadow: link");
      });
      return;
    }

    it("is built in both codecs", () => {
      for (const codec of codecs) {
        const { status, stderr } = pull(name, `${codec}.sif`, "--compression", codec);
        expect(status, stderr).toBe(0);
      }
    }, 600_000);

    it("is the tree that umoci unpacks, but for what every engine adds", () => {
      const ours = whileMounted(at("gzip.sif"), readFolder);
      const theirs = whileUnpacked(`${host}/${name}`, (folder) => withTimesOf(ours, readFolder(folder)));
      const unexplained = differences(listEntries(theirs), listEntries(ours)).filter(
        (line) => !isAddition(line),
      );
      expect(unexplained).toEqual([]);
    }, 600_000);

    it.each(codecs)(
      "in %s is the same for the kernel, unsquashfs and our reader",
      async (codec) => {
        const mounted = whileMounted(at("gzip.sif"), listTree);
        const image = at(`${codec}.sif`);
        expect(differences(mounted, whileMounted(image, listTree))).toEqual([]);
        expect(differences(mounted, unsquashedTree(image, at("extracted")))).toEqual([]);
        rmSync(at("extracted"), { recursive: true });
        expect(differences(mounted, await readTree(image))).toEqual([]);
      },
      600_000,
    );

    it.each(codecs)("in %s is executed by Apptainer", (codec) => {
      expect(must("apptainer", ["exec", at(`${codec}.sif`), "echo", "hello"])).toBe("hello\n");
    });

    it.each(codecs)(
      "in %s is the same bytes cold and warm, by 1 worker and by 8",
      (codec) => {
        for (const jobs of ["1", "8"]) {
          rmSync(at("cache"), { recursive: true });
          for (const cache of ["cold", "warm"]) {
            const { status, stderr } = pull(name, "again.sif", "--jobs", jobs, "--compression", codec);
            expect(status, stderr).toBe(0);
            expect(digestOf("again.sif"), `${cache}, ${jobs} workers`).toBe(digestOf(`${codec}.sif`));
          }
        }
      },
      600_000,
    );
  });
});

/**
 * Their folders that no layer names have the time of unpacking, or for the root none; ours have the time of the image, since the
 * same layers are to give the same bytes. So those times are taken from ours.
 */
const withTimesOf = (ours: readonly Entry[], theirs: readonly Entry[]): readonly Entry[] => {
  const times = new Map(ours.map(({ path, mtime }) => [path, mtime]));
  const justNow = Date.now() / 1000 - 600;
  return theirs.map((entry) => {
    const isFolder = (entry.mode & 0o170000) === 0o040000;
    const unnamed = isFolder && (justNow < entry.mtime || (entry.path === "" && entry.mtime === 0));
    return unnamed ? { ...entry, mtime: times.get(entry.path) ?? entry.mtime } : entry;
  });
};

/** A line that only tells what engines add to every image. A folder that is there in both and differs also has a line of theirs. */
const isAddition = (line: string): boolean => {
  const [sign, path = ""] = line.split(" ");
  // bound from the host when the image runs, so they are made empty
  if (path === "etc/hosts" || path === "etc/resolv.conf") return sign === "-" || line.includes(" size=0 ");
  return (
    sign === "+" && (placesToMount.has(path) || /^\.singularity\.d(\/|$)/.test(path) || entrances.has(path))
  );
};
const placesToMount = new Set(["dev", "etc", "home", "proc", "root", "sys", "tmp", "var", "var/tmp"]);
const entrances = new Set([".exec", ".run", ".shell", ".test", "environment", "singularity"]);
