/** Container images and SIFs from wherever a plan has them: registries, archives, layouts, the Docker daemon. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { BuildPlan, DockerBase, LibraryBase, OrasBase, StoredBase, Tell } from "@deftools/build";
import { createOutputFile, makeFolder, sinkAt } from "@deftools/bytes";
import {
  type Artifact,
  daemonSocket,
  formatLibraryReference,
  type Image,
  type LibraryServer,
  openDaemonImage,
  openDockerArchive,
  openLayoutImage,
  openLibraryImage,
  openOciArchive,
  openRegistryArtifact,
  openRegistryImage,
  type RegistryClient,
} from "@deftools/oci";
import { formatReference } from "@deftools/reference";

/** What opening needs. */
export interface ImageSourcePorts {
  readonly client: RegistryClient;
  /** The library that is meant, by its name in a recipe if it has one there. */
  readonly library: (named: string | undefined) => Promise<LibraryServer>;
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path on this machine of a path in a recipe. */
  readonly locate: (path: string) => string;
  /** Names a file that goes away with the build. */
  readonly temporaryFile: () => Promise<string>;
  readonly tell: Tell;
}

/** Opens a container image for a platform. */
export const openImage = async (
  { client, userAgent, env, locate, temporaryFile, tell }: ImageSourcePorts,
  base: DockerBase | StoredBase,
  platform: BuildPlan["platform"],
  signal: AbortSignal | undefined,
): Promise<Image> => {
  const { fetchForeign } = client;
  const stop = signal && { signal };
  if (base.agent === "docker") {
    tell({ kind: "resolving", image: base.reference.repository });
    return openRegistryImage(client, base.reference, { platform, fetchForeign, ...stop });
  }
  const { source } = base;
  tell({ kind: "resolving", image: `${base.agent}:${base.from}` });
  if (source.kind === "docker-daemon")
    return openDaemonImage(source.reference, {
      socketPath: daemonSocket(env),
      temporaryFile,
      userAgent,
      ...stop,
    });
  const path = locate(source.path);
  const tag = source.tag === undefined ? {} : { tag: source.tag };
  if (source.kind === "docker-archive") return openDockerArchive(path, { temporaryFile, ...tag, ...stop });
  const digest = source.digest === undefined ? {} : { digest: source.digest };
  const options = { platform, fetchForeign, ...tag, ...digest, ...stop };
  return source.kind === "oci"
    ? openLayoutImage(path, options)
    : openOciArchive(path, { ...options, temporaryFile });
};

/** What `oras` and the engines call a SIF (https://github.com/apptainer/apptainer, internal/pkg/client/oras). */
const SIF_MEDIA_TYPE = "application/vnd.sylabs.sif.layer.v1.sif";

/** Fetches a SIF into a folder, unless it is there, and tells where it is. What is there was verified when it was fetched. */
export const fetchSif = async (
  ports: Pick<ImageSourcePorts, "client" | "library" | "tell">,
  base: OrasBase | LibraryBase,
  platform: BuildPlan["platform"],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal | undefined },
): Promise<string> => {
  const { tell } = ports;
  const artifact = await openSif(ports, base, platform, signal);
  const { digest, size } = artifact;
  tell({ kind: "resolved", image: artifact.name, digest, platform, layers: [{ digest, size }] });
  const path = join(folder, `${digest.replace(":", "-")}.sif`);
  if (await isWhole(path, size)) {
    tell({ kind: "layer-cached", digest });
    return path;
  }
  tell({ kind: "layer-started", digest });
  await makeFolder(folder, 0o700);
  const file = await createOutputFile(path);
  try {
    const sink = sinkAt(file, 0);
    for await (const bytes of artifact.open(signal)) {
      await sink.write(bytes);
      tell({ kind: "layer-progress", digest, received: sink.position });
    }
    await file.commit();
  } finally {
    await file.discard();
  }
  tell({ kind: "layer-done", digest });
  return path;
};

const openSif = async (
  { client, library, tell }: Parameters<typeof fetchSif>[0],
  base: OrasBase | LibraryBase,
  { architecture }: BuildPlan["platform"],
  signal: AbortSignal | undefined,
): Promise<Artifact> => {
  const stop = signal && { signal };
  if (base.agent === "oras") {
    tell({ kind: "resolving", image: formatReference(base.reference) });
    return openRegistryArtifact(client, base.reference, {
      mediaType: SIF_MEDIA_TYPE,
      what: "a SIF",
      ...stop,
    });
  }
  const { reference, server } = base;
  tell({ kind: "resolving", image: formatLibraryReference(reference) });
  return openLibraryImage(client, await library(reference.host ?? server), reference, {
    architecture,
    ...stop,
  });
};

const isWhole = async (path: string, size: number): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.size === size;
