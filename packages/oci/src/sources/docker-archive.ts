/**
 * An image in an archive of `docker save` (moby image/tarexport/save.go), of any version since 1.10.
 *
 *     manifest.json ─ image by tag ─→ <id>.json or blobs/sha256/<id>        the config
 *                                  └→ <id>/layer.tar or blobs/sha256/<…>    layers, oldest first
 *
 * There is no manifest with a digest in it: what proves the image is its config, whose digest is the image's id and which holds
 * the digests of all layers' tars.
 */

import { createDigester, digestOf } from "../digest.ts";
import { failure, foreignWords } from "../failure.ts";
import type { Digest, Image, Layer } from "../image.ts";
import { withDiffIds } from "../image-assembly.ts";
import { configMaximum, parseImageConfig } from "../image-config.ts";
import { manifestMaximum } from "../manifest.ts";
import { digestMismatch, remedies, verified } from "../verified.ts";
import { type ArchiveOptions, archiveParts } from "./archive-parts.ts";
import { compressionOf } from "./compression-magic.ts";
import { chooseDockerImage, parseDockerManifest } from "./docker-manifest.ts";
import { type Part, type Parts, readPart } from "./parts.ts";

export interface DockerArchiveOptions extends ArchiveOptions {
  /** `name:tag` or the tag alone; needed when the archive has several images. */
  readonly tag?: string;
}

/**
 * Opens an image of an archive, plain or gzip. The file must stay while layers are opened.
 * @throws Failure "oci/bad-archive", "oci/no-such-tag", "oci/ambiguous-image", or for what is damaged
 */
export const openDockerArchive = async (path: string, options: DockerArchiveOptions): Promise<Image> => {
  const { tag, signal } = options;
  const parts = await archiveParts(path, options);
  const images = parseDockerManifest(await readManifest(parts, signal), path);
  const { Config, Layers } = chooseDockerImage(images, tag, path);

  const name = `docker-archive:${path}${tag === undefined ? "" : `:${tag}`}`;
  const configPart = await findPart(parts, Config, name);
  const configBytes = await readPart(configPart, configMaximum, `config of ${name}`, signal);
  const id = proveConfig(configBytes, Config);
  const { config, raw, platform, diffIds } = parseImageConfig(configBytes, name);
  const layers: Layer[] = [];
  for (const [file, diffId] of withDiffIds(Layers, diffIds, name))
    layers.push(await toLayer(await findPart(parts, file, name), file, diffId, signal));
  return { name, manifestDigest: id, platform, config, rawConfig: raw, layers };
};

const readManifest = async (parts: Parts, signal: AbortSignal | undefined): Promise<Uint8Array> => {
  const { place } = parts;
  const part = await parts.find("manifest.json");
  if (part) return readPart(part, manifestMaximum, `manifest.json of ${place}`, signal);
  if (await parts.find("index.json"))
    throw failure("oci/bad-archive", `${place} is not of "docker save": it has no manifest.json`, {
      hint: `it is an OCI archive: use oci-archive:${place}`,
    });
  if (await parts.find("repositories"))
    throw failure(
      "oci/bad-archive",
      `${place} was saved by a Docker older than 1.10, which wrote no digests`,
      {
        hint: "load it into a current Docker and save it again",
      },
    );
  throw failure("oci/bad-archive", `${place} holds no image: it has no manifest.json`, {
    hint: 'an image archive is what "docker save" writes; "docker export" writes files alone',
  });
};

const findPart = async (parts: Parts, file: string, name: string): Promise<Part> => {
  const part = await parts.find(file);
  if (!part)
    throw failure("oci/missing-part", `${parts.place} lacks "${foreignWords(file)}" of ${name}`, {
      hint: "it was cut short or written in part; save the image anew",
    });
  return part;
};

/** The image's id. Every Docker names the config's file by it. @throws Failure "oci/digest-mismatch" */
const proveConfig = (bytes: Uint8Array, file: string): Digest => {
  const actual = digestOf(bytes);
  const promised = digestIn(file);
  if (promised !== undefined && promised !== actual) throw digestMismatch(promised, actual, remedies.files);
  return actual;
};

/** The digest that `<hex>.json` or `blobs/sha256/<hex>` stands for. */
const digestIn = (file: string): Digest | undefined => {
  const hex = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json|\.tar)?$/.exec(file)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
};

const toLayer = async (
  part: Part,
  file: string,
  diffId: Digest,
  signal: AbortSignal | undefined,
): Promise<Layer> => {
  const compression = compressionOf(await firstBytes(part, signal));
  const digest =
    compression === undefined ? diffId : (compressedDigest(file) ?? (await digestOfPart(part, signal)));
  const { size } = part;
  return {
    digest,
    size,
    diffId,
    mediaType: `application/vnd.docker.image.rootfs.diff.tar${compression === undefined ? "" : `.${compression}`}`,
    open: (signal) => verified(part.open(signal), { digest, size }, remedies.files),
  };
};

/** Where Docker keeps images in containerd, a layer's name is the digest of its bytes; elsewhere that of its tar. */
const compressedDigest = (file: string): Digest | undefined =>
  file.startsWith("blobs/") ? digestIn(file) : undefined;

const firstBytes = async (part: Part, signal: AbortSignal | undefined): Promise<Uint8Array> => {
  for await (const bytes of part.open(signal)) return bytes;
  return new Uint8Array(0);
};

/** Nobody promised anything about these bytes, so they are read once to know what to hold later readings against. */
const digestOfPart = async (part: Part, signal: AbortSignal | undefined): Promise<Digest> => {
  const digester = createDigester(`sha256:${"0".repeat(64)}`);
  for await (const bytes of part.open(signal)) digester.update(bytes);
  return digester.digest();
};
