/** What umoci unpacks from an image of a registry: the tree that every engine should see. */

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { must } from "./programs.ts";

/** Unpacks `host/name:tag`, looks at the root folder, and removes it. Needs root, skopeo and umoci. */
export const whileUnpacked = <Result>(image: string, look: (folder: string) => Result): Result => {
  const work = mkdtempSync(join(tmpdir(), "deftools-umoci-"));
  const layout = join(work, "layout");
  try {
    must("skopeo", [
      "copy",
      "--quiet",
      "--src-tls-verify=false",
      `docker://${image}`,
      `oci:${layout}:latest`,
    ]);
    withoutZstd(layout);
    must("umoci", ["unpack", "--image", `${layout}:latest`, join(work, "bundle")]);
    return look(join(work, "bundle", "rootfs"));
  } finally {
    rmSync(work, { recursive: true });
  }
};

/** Debian's umoci knows no zstd: such layers become plain tars, and the manifest says so. */
const withoutZstd = (layout: string): void => {
  const index = JSON.parse(readFileSync(join(layout, "index.json"), "utf8"));
  const file = (digest: string): string => join(layout, "blobs", ...digest.split(":"));
  const store = (bytes: Uint8Array) => {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    writeFileSync(file(digest), bytes);
    return { digest, size: bytes.length };
  };
  const [entry] = index.manifests;
  const manifest = JSON.parse(readFileSync(file(entry.digest), "utf8"));
  for (const layer of manifest.layers) {
    if (!layer.mediaType.endsWith("+zstd")) continue;
    Object.assign(layer, store(zstdDecompressSync(readFileSync(file(layer.digest)))));
    layer.mediaType = layer.mediaType.replace("+zstd", "");
  }
  Object.assign(entry, store(Buffer.from(JSON.stringify(manifest))));
  writeFileSync(join(layout, "index.json"), JSON.stringify(index));
};
