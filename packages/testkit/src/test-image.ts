/** Images made on the spot: manifests, configs and indexes around layers, in OCI's words or Docker's. */

import { createHash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { gzipLayer } from "./layer-tar.ts";

/** A manifest or an index, with everything below it. */
export interface TestImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly manifest: Uint8Array;
  readonly blobs: readonly Uint8Array[];
  readonly platform: TestPlatform;
  /** Of an index: the images it points at. */
  readonly children: readonly TestImage[];
}

export interface TestPlatform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export interface TestImageParts {
  /** Tars, oldest first. */
  readonly layers: readonly Uint8Array[];
  /** The inner config: `Env`, `Cmd`, `Entrypoint`, `Labels`, … */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Fields of the whole config document, laid over the made ones. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Fields of the manifest, laid over the made ones. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly platform?: TestPlatform;
  /** Default: `oci`. */
  readonly style?: Style;
  /** Default: `gzip`. */
  readonly compression?: Compression;
}

type Style = "oci" | "docker";
type Compression = "none" | "gzip" | "zstd";

/** One image of one platform; `linux/amd64` where none is given. */
export const imageOf = ({
  layers,
  config = {},
  document = {},
  manifest = {},
  platform = { os: "linux", architecture: "amd64" },
  style = "oci",
  compression = "gzip",
}: TestImageParts): TestImage => {
  const stored = layers.map((tar) => compressors[compression](tar));
  const configBytes = json({
    created: "2020-01-01T00:00:00Z",
    ...platform,
    config,
    rootfs: { type: "layers", diff_ids: layers.map(digestOfBytes) },
    ...document,
  });
  const names = mediaTypes[style];
  const manifestBytes = json({
    schemaVersion: 2,
    mediaType: names.manifest,
    config: { mediaType: names.config, digest: digestOfBytes(configBytes), size: configBytes.length },
    layers: stored.map((blob) => ({
      mediaType: `${names.layer}${suffixes[style][compression]}`,
      digest: digestOfBytes(blob),
      size: blob.length,
    })),
    ...manifest,
  });
  return {
    digest: digestOfBytes(manifestBytes),
    mediaType: names.manifest,
    manifest: manifestBytes,
    blobs: [configBytes, ...stored],
    platform,
    children: [],
  };
};

/** An index of images, followed by entries given as they are. */
export const indexOf = (
  images: readonly TestImage[],
  { style = "oci", entries = [] }: { readonly style?: Style; readonly entries?: readonly object[] } = {},
): TestImage => {
  const names = mediaTypes[style];
  const manifest = json({
    schemaVersion: 2,
    mediaType: names.index,
    manifests: [
      ...images.map((image) => ({
        mediaType: image.mediaType,
        digest: image.digest,
        size: image.manifest.length,
        platform: image.platform,
      })),
      ...entries,
    ],
  });
  return {
    digest: digestOfBytes(manifest),
    mediaType: names.index,
    manifest,
    blobs: [],
    platform: { os: "linux", architecture: "amd64" },
    children: images,
  };
};

/** `sha256:…` of some bytes. */
export const digestOfBytes = (bytes: Uint8Array): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

const compressors: Readonly<Record<Compression, (tar: Uint8Array) => Uint8Array>> = {
  none: (tar) => tar,
  gzip: gzipLayer,
  zstd: (tar) => zstdCompressSync(tar),
};

const mediaTypes = {
  oci: {
    index: "application/vnd.oci.image.index.v1+json",
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar",
  },
  docker: {
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar",
  },
} as const;

const suffixes: Readonly<Record<Style, Readonly<Record<Compression, string>>>> = {
  oci: { none: "", gzip: "+gzip", zstd: "+zstd" },
  docker: { none: "", gzip: ".gzip", zstd: ".zstd" },
};

const json = (document: object): Uint8Array => Buffer.from(JSON.stringify(document));
