/** The media types of images, OCI's and Docker's (OCI image-spec media-types.md; distribution manifest-v2-2.md), as one table. */

/** What a media type stands for. */
export type MediaKind = "index" | "manifest" | "schema1" | "config" | "layer";

const mediaTypes: Readonly<Record<string, MediaKind>> = {
  "application/vnd.oci.image.index.v1+json": "index",
  "application/vnd.docker.distribution.manifest.list.v2+json": "index",

  "application/vnd.oci.image.manifest.v1+json": "manifest",
  "application/vnd.docker.distribution.manifest.v2+json": "manifest",

  "application/vnd.docker.distribution.manifest.v1+json": "schema1",
  "application/vnd.docker.distribution.manifest.v1+prettyjws": "schema1",

  "application/vnd.oci.image.config.v1+json": "config",
  "application/vnd.docker.container.image.v1+json": "config",

  "application/vnd.oci.image.layer.v1.tar": "layer",
  "application/vnd.oci.image.layer.v1.tar+gzip": "layer",
  "application/vnd.oci.image.layer.v1.tar+zstd": "layer",
  "application/vnd.oci.image.layer.nondistributable.v1.tar": "layer",
  "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip": "layer",
  "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd": "layer",
  "application/vnd.docker.image.rootfs.diff.tar": "layer",
  "application/vnd.docker.image.rootfs.diff.tar.gzip": "layer",
  "application/vnd.docker.image.rootfs.diff.tar.zstd": "layer",
  "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip": "layer",
};

/** What to ask a registry for, in order of preference. */
export const acceptManifests = Object.entries(mediaTypes)
  .filter(([, kind]) => kind === "index" || kind === "manifest")
  .map(([name]) => name)
  .join(", ");

/** The kind of a media type, its parameters ignored; undefined when it is not one of images. How a layer is compressed, its bytes say. */
export const mediaKind = (mediaType = ""): MediaKind | undefined => {
  const name = mediaType.replace(/;.*$/s, "").trim().toLowerCase();
  return Object.hasOwn(mediaTypes, name) ? mediaTypes[name] : undefined;
};
