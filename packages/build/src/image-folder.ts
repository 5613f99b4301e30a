/**
 * An image as a folder that commands can run in, for a quick look into it. A container image goes through the cache of layers, as in a
 * build; a SIF or SquashFS file is unpacked as it is; a folder of this machine is taken as it is.
 */

import { lstat, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { type ByteSource, type FileSource, openFileSource } from "@deftools/bytes";
import { lookUp, toByteString } from "@deftools/rootfs";
import type { UsableRung } from "@deftools/sandbox";
import { isSif, objectSource, readSif } from "@deftools/sif";
import { openImage } from "@deftools/squashfs";
import { assert, Failure, isFailure } from "@deftools/trouble";
import type { BuildPlan } from "./build-plan.ts";
import { type BuildPorts, execute } from "./execute.ts";
import { primaryPartition } from "./opening/local-base.ts";
import { baseFolder, type TreePorts } from "./scripts/base-folder.ts";

/** The base of a sandbox. Release it when nothing runs in it any more. */
export interface ImageFolder {
  readonly path: string;
  /** Whether it has a shell to run scripts by. */
  readonly hasShell: boolean;
  release(): Promise<void>;
}

/** Where the image of a plan without a recipe is found, and for whom it is written to the disk. */
interface Wanted {
  readonly plan: BuildPlan;
  readonly rung: Pick<UsableRung, "name" | "keeps">;
  readonly signal: AbortSignal;
}

/** The folder of an image, from the cache or written now. @throws Failure "build/not-an-image", and of every room below */
export const imageFolder = async (ports: BuildPorts, wanted: Wanted): Promise<ImageFolder> => {
  const [stage] = wanted.plan.stages;
  assert(stage !== undefined, "a plan has a stage");
  const { base } = stage;
  if (base.agent === "localimage")
    return localFolder(ports.scripts, ports.locate(base.path), base.path, wanted);
  if (base.agent === "oras" || base.agent === "library") {
    const path = await ports.fetchSif(base, wanted.plan.platform, wanted.signal);
    const { reference } = base;
    return localFolder(
      ports.scripts,
      path,
      "path" in reference ? reference.path : reference.repository,
      wanted,
    );
  }
  return builtFolder(ports, wanted);
};

const builtFolder = async (ports: BuildPorts, { plan, rung, signal }: Wanted): Promise<ImageFolder> => {
  let made: ImageFolder | undefined;
  await execute(ports, plan, {
    copies: [],
    signal,
    output: {
      kind: "tree",
      take: async (tree) => {
        const folder = await baseFolder(ports.scripts, { ...tree, rung, signal });
        made = { ...folder, hasShell: lookUp(tree.root, SHELL)?.kind === "file" };
      },
    },
  });
  assert(made !== undefined, "a tree that was built was taken");
  return made;
};

const localFolder = async (
  ports: TreePorts,
  path: string,
  name: string,
  wanted: Wanted,
): Promise<ImageFolder> => {
  const there = await stat(path, { bigint: true }).catch(() => undefined);
  if (there?.isDirectory()) {
    const hasShell = await lstat(join(path, "bin/sh")).then(
      () => true,
      () => false,
    );
    return { path, hasShell, release: async () => {} };
  }
  const file = await openFileSource(path);
  try {
    const image = await openImage(await partitionOf(file, name));
    const { dev, ino, size, mtimeNs, ctimeNs } = there ?? {};
    const identity = ["file", hostname(), dev, ino, size, mtimeNs, ctimeNs].join(" ");
    const folder = await baseFolder(ports, { ...image, identity, ...wanted });
    return { ...folder, hasShell: lookUp(image.root, SHELL)?.kind === "file" };
  } catch (error) {
    if (!isFailure(error, "squashfs/not-squashfs")) throw error;
    throw new Failure("build/not-an-image", `${name} is no image: it is neither a SIF nor SquashFS`, {
      cause: error,
      hint: "to run a recipe, build it first: defbuild RECIPE",
    });
  } finally {
    await file.close();
  }
};

const SHELL = toByteString("bin/sh");

const partitionOf = async (file: FileSource, name: string): Promise<ByteSource> => {
  const head = await file.read(0, Math.min(file.size, 64));
  if (!isSif(head)) return file;
  return objectSource(file, primaryPartition(await readSif(file), name));
};
