/** A SIF, a SquashFS image or a folder of this machine as a base. Images are packed once, by what is in them; folders each time. */

import { stat } from "node:fs/promises";
import { type ByteSource, type FileSource, openFileSource } from "@deftools/bytes";
import type { Platform } from "@deftools/oci";
import { type Directory, mergeLayers } from "@deftools/rootfs";
import { isSif, objectSource, readSif, type Sif, type SifEntry } from "@deftools/sif";
import { openImage, type PlacedFile } from "@deftools/squashfs";
import { Failure, isFailure } from "@deftools/trouble";
import { imagePack } from "../packs/image-pack.ts";
import type { Workshop } from "../workshop.ts";
import { inheritedTexts } from "./inherited-texts.ts";
import type { OpeningPorts } from "./open-base.ts";
import type { OpenedBase } from "./opened-base.ts";
import { sandboxTree } from "./sandbox-tree.ts";

/** Where it is, and what people call it. */
export interface LocalPlace {
  readonly path: string;
  readonly name: string;
}

/** @throws Failure "build/not-an-image" for what is none, or has a file system that cannot be read here */
export const openLocalBase = async (
  ports: OpeningPorts,
  workshop: Workshop,
  place: LocalPlace,
  platform: Platform,
): Promise<OpenedBase> => {
  ports.tell({ kind: "resolving", image: place.name });
  const there = await stat(place.path).catch(() => undefined);
  if (there?.isDirectory()) {
    const { root, texts } = await sandboxTree(place, workshop, ports);
    return { root, name: place.name, platform, ...(texts.size > 0 && { inherited: texts }) };
  }
  const file = await openFileSource(place.path);
  try {
    return await openImageFile(ports, workshop, { ...place, file }, platform);
  } catch (error) {
    if (!isFailure(error) || error.message.includes(place.name)) throw error;
    throw new Failure(error.code, `${place.name}: ${error.message}`, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  } finally {
    await file.close();
  }
};

interface OpenPlace extends LocalPlace {
  readonly file: FileSource;
}

const openImageFile = async (
  ports: OpeningPorts,
  workshop: Workshop,
  { file, path, name }: OpenPlace,
  platform: Platform,
): Promise<OpenedBase> => {
  const head = await file.read(0, Math.min(file.size, 64));
  if (!isSif(head)) {
    const { root, texts, created, digest } = await openSquashfs(ports, workshop, file, name);
    return { root, name, platform, created, digest, ...(texts.size > 0 && { inherited: texts }) };
  }
  const sif = await readSif(file);
  const partition = primaryPartition(sif, name);
  tellOverlay(ports, sif, name);
  const { root, texts, created, digest } = await openSquashfs(
    ports,
    workshop,
    objectSource(file, partition),
    name,
  );
  const config = sif.objects.find(
    ({ type, name: object }) => type === "json" && object === "oci-config.json",
  );
  const architecture = partition.partition?.architecture;
  return {
    root,
    name,
    platform: typeof architecture === "string" ? { os: "linux", architecture } : platform,
    created,
    digest,
    inherited: texts,
    sif: { path, content: sif },
    ...(config !== undefined && { ociConfig: await readText(file, config) }),
  };
};

/** An overlay is what somebody changed of the image; it is not the image. */
const tellOverlay = ({ tell }: OpeningPorts, { objects }: Sif, name: string): void => {
  if (objects.some(({ partition }) => partition?.use === "overlay"))
    tell({
      kind: "warning",
      message: `${name} has a writable overlay, whose changes are left out`,
      hint: "only its primary partition is read",
    });
};

/** The partition that is the image. @throws Failure "build/not-an-image" */
export const primaryPartition = ({ objects }: Sif, name: string): SifEntry => {
  const found = objects.find(({ partition }) => partition?.use === "primary-system");
  const filesystem = found?.partition?.filesystem;
  if (found !== undefined && filesystem === "squashfs") return found;
  if (found === undefined)
    throw new Failure("build/not-an-image", `${name} has no primary partition`, {
      hint: "defbuild sif list shows what is in it",
    });
  const encrypted = typeof filesystem === "string" && /encrypted|gocryptfs/.test(filesystem);
  throw new Failure(
    "build/not-an-image",
    encrypted ? `${name} is encrypted` : `${name} has a file system of the kind ${filesystem}, not SquashFS`,
    {
      hint: encrypted
        ? "build a plain copy with the engine that has the key: apptainer build --sandbox FOLDER IMAGE"
        : "convert it with the engine that made it: apptainer build --sandbox FOLDER IMAGE",
    },
  );
};

/** `oci-config.json` is what somebody wrote; larger ones are nobody's config. */
const LARGEST_CONFIG = 8 * 1024 * 1024;

const readText = async (file: ByteSource, entry: SifEntry): Promise<string> => {
  if (LARGEST_CONFIG < entry.size)
    throw new Failure("build/not-an-image", `its object "${entry.name}" has ${entry.size} bytes`);
  return Buffer.from(await objectSource(file, entry).read(0, entry.size)).toString();
};

const openSquashfs = async (
  ports: OpeningPorts,
  workshop: Workshop,
  source: ByteSource,
  name: string,
): Promise<{
  readonly root: Directory<PlacedFile>;
  readonly texts: ReadonlyMap<string, string>;
  readonly created: number;
  readonly digest: string;
}> => {
  const image = await openImage(source).catch((error: unknown) => {
    if (!isFailure(error, "squashfs/not-squashfs")) throw error;
    throw new Failure("build/not-an-image", `${name} is no image: it is neither a SIF nor SquashFS`, {
      cause: error,
      hint: "a base is a SIF, a SquashFS file, or a folder",
    });
  });
  const pack = await imagePack({ ...ports, compressor: workshop.compressor }, source, image);
  const area = workshop.addArea(pack.area, pack.close);
  const root = mergeLayers([pack.records.placed(area)]);
  return {
    root,
    texts: await inheritedTexts(image.root, image.readFile),
    created: image.superblock.time,
    digest: pack.digest,
  };
};
