/** Images made on the spot, as the files of an OCI layout. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOfBytes, type TestImage } from "@deftools/testkit";

/** Writes a layout of one image or index, with the tag `latest`. */
export const writeLayout = (folder: string, image: TestImage): void => {
  const blobs = join(folder, "blobs", "sha256");
  mkdirSync(blobs, { recursive: true });
  const add = ({ manifest, blobs: others, children }: TestImage): void => {
    for (const bytes of [manifest, ...others])
      writeFileSync(join(blobs, digestOfBytes(bytes).slice("sha256:".length)), bytes);
    children.forEach(add);
  };
  add(image);
  const annotations = { "org.opencontainers.image.ref.name": "latest" };
  const { mediaType, digest, manifest } = image;
  const entry = { mediaType, digest, size: manifest.length, annotations };
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
};
