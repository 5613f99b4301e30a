/**
 * A built stage as an OCI archive: a tar of an image layout with one layer (OCI image-spec, image-layout.md). The layer is a plain tar,
 * since no compressor promises the same bytes on every machine; registries and engines compress it when they want it smaller.
 */

import { createHash } from "node:crypto";
import { type ByteStream, type RandomAccessSink, sinkAt, streamOf } from "@deftools/bytes";
import type { DataArea } from "@deftools/squashfs";
import { goJson } from "../container-files/go-json.ts";
import type { PackFolder } from "../packs/pack-folder.ts";
import type { BuiltStage } from "../stages/build-stage.ts";
import type { Workshop } from "../workshop.ts";
import { layerBytes } from "./layer-output.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar-entry.ts";

/** Writes it into `output`; tells its size. The layer waits in the folder of the packs until its digest is known. */
export const writeOciArchive = async (
  output: RandomAccessSink,
  stage: BuiltStage,
  workshop: Workshop,
  areas: readonly DataArea[],
  { packs, tag }: { readonly packs: PackFolder; readonly tag: string | undefined },
): Promise<number> => {
  const scratch = await packs.create("layer");
  try {
    const hash = createHash("sha256");
    const layerSink = sinkAt(scratch, 0);
    for await (const bytes of layerBytes(stage, workshop, areas)) {
      hash.update(bytes);
      await layerSink.write(bytes);
    }
    const layer = { digest: `sha256:${hash.digest("hex")}`, size: layerSink.position };
    const source = await packs.peek(scratch);
    try {
      const sink = sinkAt(output, 0);
      const add = async (path: string, size: number, content: ByteStream): Promise<void> => {
        await sink.write(
          tarHeader({ path, type: "file", size, attributes: { ...plain, mtime: stage.time } }),
        );
        for await (const bytes of content) await sink.write(bytes);
        await sink.write(tarPadding(size));
      };
      const addBytes = (path: string, bytes: Uint8Array): Promise<void> =>
        add(path, bytes.length, once(bytes));
      const blob = async (text: string): Promise<{ readonly digest: string; readonly size: number }> => {
        const bytes = Buffer.from(text);
        const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
        await addBytes(blobPath(digest), bytes);
        return { digest, size: bytes.length };
      };
      // Apptainer makes no folder that an archive does not name
      for (const path of ["blobs/", "blobs/sha256/"])
        await sink.write(
          tarHeader({
            path,
            type: "directory",
            size: 0,
            attributes: { ...plain, mode: 0o755, mtime: stage.time },
          }),
        );
      await add(blobPath(layer.digest), layer.size, streamOf(source, layer.size));
      const config = await blob(configText(stage, layer.digest));
      const manifest = await blob(
        goJson({
          schemaVersion: 2,
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
          layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }],
        }),
      );
      const entry = {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        ...manifest,
        platform: stage.base.platform,
        ...(tag !== undefined && { annotations: { "org.opencontainers.image.ref.name": tag } }),
      };
      await addBytes("index.json", Buffer.from(goJson({ schemaVersion: 2, manifests: [entry] })));
      await addBytes("oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
      await sink.write(tarEnd);
      return sink.position;
    } finally {
      await source.close();
    }
  } finally {
    await scratch.discard();
  }
};

const plain = { mode: 0o644, uid: 0, gid: 0, xattrs: [] } as const;

const blobPath = (digest: string): string => `blobs/${digest.replace(":", "/")}`;

/**
 * The config of the base, if it was a container image. What it starts stays, unless the recipe has a runscript: an engine that makes a SIF
 * of the archive puts its own in the place of that, which must not start itself.
 */
const configText = ({ base, planned, time, files }: BuiltStage, diffId: string): string => {
  const { env = [], workingDir, user, entrypoint = [], cmd = [] } = base.config ?? {};
  const ownStart = base.config === undefined || planned.metadata.runscript !== undefined;
  return goJson({
    created: new Date(time * 1000).toISOString().replace(".000Z", "Z"),
    architecture: base.platform.architecture,
    os: base.platform.os,
    ...(base.platform.variant !== undefined && { variant: base.platform.variant }),
    config: {
      Entrypoint: ownStart ? ["/.singularity.d/runscript"] : entrypoint,
      ...(!ownStart && { Cmd: cmd }),
      Env: env,
      Labels: files.labels,
      ...(workingDir !== undefined && { WorkingDir: workingDir }),
      ...(user !== undefined && { User: user }),
    },
    rootfs: { type: "layers", diff_ids: [diffId] },
    history: [{ created_by: "defbuild" }],
  });
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
