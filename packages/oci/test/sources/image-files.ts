/** Images in files, made on the spot: the files of an OCI layout, those of `docker save`, and folders and tars of either. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { digestOfBytes, type LayerEntry, layerTar, type TestImage } from "@deftools/testkit";
import { onTestFinished } from "vitest";

/** Files by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** An entry of index.json, as its writer describes it. */
export interface Entry {
  readonly image: TestImage;
  readonly tag?: string;
  /** Fields laid over the made ones. */
  readonly fields?: object;
}

/** A layout with an image in each entry. */
export const layoutFiles = (...entries: readonly Entry[]): Files => {
  const files = new Map<string, Uint8Array>();
  const addBlob = (bytes: Uint8Array) => files.set(blobName(digestOfBytes(bytes)), bytes);
  const addImage = (image: TestImage): void => {
    addBlob(image.manifest);
    image.blobs.forEach(addBlob);
    image.children.forEach(addImage);
  };
  for (const { image } of entries) addImage(image);
  files.set("oci-layout", json({ imageLayoutVersion: "1.0.0" }));
  files.set("index.json", json({ schemaVersion: 2, manifests: entries.map(describe) }));
  return files;
};

export const blobName = (digest: string): string => `blobs/${digest.replace(":", "/")}`;

const describe = ({ image, tag, fields }: Entry): object => ({
  mediaType: image.mediaType,
  digest: image.digest,
  size: image.manifest.length,
  ...(tag !== undefined && { annotations: { "org.opencontainers.image.ref.name": tag } }),
  ...fields,
});

/** What `docker save` makes of an image, with uncompressed layers. */
export interface Saved {
  readonly tags: readonly string[];
  /** Tars as they lie in the archive. */
  readonly layers: readonly Uint8Array[];
  /** Default: those of `layers`. */
  readonly diffIds?: readonly string[];
  readonly config?: object;
}

/** The files of `docker save`: `<id>.json` and `<n>/layer.tar`. */
export const savedFiles = (...images: readonly Saved[]): Files => {
  const files = new Map<string, Uint8Array>();
  const manifest = images.map(({ tags, layers, diffIds, config = {} }, image) => {
    const document = json({
      os: "linux",
      architecture: "amd64",
      config,
      rootfs: { type: "layers", diff_ids: diffIds ?? layers.map(digestOfBytes) },
    });
    const id = digestOfBytes(document).slice("sha256:".length);
    files.set(`${id}.json`, document);
    const names = layers.map((layer, index) => {
      const name = `${image}${index}/layer.tar`;
      files.set(name, layer);
      return name;
    });
    return { Config: `${id}.json`, RepoTags: tags.length === 0 ? null : tags, Layers: names };
  });
  files.set("manifest.json", json(manifest));
  return files;
};

/** A tar of files, followed by entries given as they are. */
export const tarOf = (files: Files, ...entries: readonly LayerEntry[]): Promise<Uint8Array> =>
  layerTar([...[...files].map(([path, content]) => ({ path, content })), ...entries]);

/** A tar's header with other bytes at a place, its sum made right. */
export const patchedHeader = (header: Uint8Array, offset: number, bytes: Uint8Array): Uint8Array => {
  const copy = Buffer.from(header);
  copy.set(bytes, offset);
  copy.fill(" ", 148, 156);
  const sum = copy.reduce((total, byte) => total + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return copy;
};

/** A folder that ends with the test. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "deftools-oci-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** The files in a folder of their own. */
export const folderOf = async (files: Files): Promise<string> => {
  const folder = await temporaryFolder();
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
};

/** A file with these bytes. */
export const fileOf = async (bytes: Uint8Array): Promise<string> => {
  const path = join(await temporaryFolder(), "image.tar");
  await writeFile(path, bytes);
  return path;
};

/** Temporary files of a test; `made` are the paths that were asked for. */
export const temporaryFiles = (): {
  readonly made: string[];
  readonly temporaryFile: () => Promise<string>;
} => {
  const made: string[] = [];
  return {
    made,
    temporaryFile: async () => {
      const path = join(await temporaryFolder(), "staged");
      made.push(path);
      return path;
    },
  };
};

/** For archives that need none. */
export const noTemporaryFile = (): Promise<string> =>
  Promise.reject(new Error("a temporary file was asked for"));

export const json = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document));
