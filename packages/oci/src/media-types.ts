/** The media types of images, OCI's and Docker's (OCI image-spec media-types.md; distribution manifest-v2-2.md), as one table. */

/** What a media type stands for. */
export type MediaKind = "index" | "manifest" | "schema1" | "config" | "layer";

interface MediaType {
  readonly kind: MediaKind;
  /** Of layers: how the tar is stored. */
  readonly compression?: "none" | "gzip" | "zstd";
}

const mediaTypes: Readonly<Record<string, MediaType>> = {
  "application/vnd.oci.image.index.v1+json": { kind: "index" },
  "application/vnd.docker.distribution.manifest.list.v2+json": { kind: "index" },

  "application/vnd.oci.image.manifest.v1+json": { kind: "manifest" },
  "application/vnd.docker.distribution.manifest.v2+json": { kind: "manifest" },

  "application/vnd.docker.distribution.manifest.v1+json": { kind: "schema1" },
  "application/vnd.docker.distribution.manifest.v1+prettyjws": { kind: "schema1" },

  "application/vnd.oci.image.config.v1+json": { kind: "config" },
  "application/vnd.docker.container.image.v1+json": { kind: "config" },

  "application/vnd.oci.image.layer.v1.tar": { kind: "layer", compression: "none" },
  "application/vnd.oci.image.layer.v1.tar+gzip": { kind: "layer", compression: "gzip" },
  "application/vnd.oci.image.layer.v1.tar+zstd": { kind: "layer", compression: "zstd" },
  "application/vnd.oci.image.layer.nondistributable.v1.tar": { kind: "layer", compression: "none" },
  "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip": { kind: "layer", compression: "gzip" },
  "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd": { kind: "layer", compression: "zstd" },
  "application/vnd.docker.image.rootfs.diff.tar": { kind: "layer", compression: "none" },
  "application/vnd.docker.image.rootfs.diff.tar.gzip": { kind: "layer", compression: "gzip" },
  "application/vnd.docker.image.rootfs.diff.tar.zstd": { kind: "layer", compression: "zstd" },
  "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip": { kind: "layer", compression: "gzip" },
};

/** What to ask a registry for, in order of preference. */
export const acceptManifests = Object.entries(mediaTypes)
  .filter(([, { kind }]) => kind === "index" || kind === "manifest")
  .map(([name]) => name)
  .join(", ");

/** The kind of a media type, its parameters ignored; undefined when it is not one of images. */
export const mediaKind = (mediaType: string | undefined): MediaKind | undefined =>
  lookUp(mediaType ?? "")?.kind;

/** How a layer of this media type is stored; undefined when it is no layer. */
export const layerCompression = (mediaType: string): "none" | "gzip" | "zstd" | undefined =>
  lookUp(mediaType)?.compression;

const lookUp = (mediaType: string): MediaType | undefined => {
  const name = mediaType.replace(/;.*$/s, "").trim().toLowerCase();
  return Object.hasOwn(mediaTypes, name) ? mediaTypes[name] : undefined;
};
