/** Opens the base of a stage: a row per kind. */

import type { ByteStream } from "@deftools/bytes";
import { formatLibraryReference, type Image, type Platform } from "@deftools/oci";
import { emptyRoot } from "@deftools/rootfs";
import { never } from "@deftools/trouble";
import type { Base, BuildPlan, DockerBase, LibraryBase, OrasBase, StoredBase } from "../build-plan.ts";
import { buildTime } from "../build-time.ts";
import type { StageScriptPorts } from "../scripts/script-ports.ts";
import type { Workshop } from "../workshop.ts";
import { openInstalledBase } from "./installed-base.ts";
import { openLayeredBase } from "./layered-base.ts";
import { openLocalBase } from "./local-base.ts";
import type { OpenedBase } from "./opened-base.ts";

/** What opening needs of the world. */
export interface OpeningPorts extends StageScriptPorts {
  /** Opens a container image. */
  openImage(base: DockerBase | StoredBase, platform: Platform, signal?: AbortSignal): Promise<Image>;
  /** Fetches a SIF from a registry or a library, verified; tells where it lies. */
  fetchSif(base: OrasBase | LibraryBase, platform: Platform, signal?: AbortSignal): Promise<string>;
  /** The path on this machine of a path in a recipe. */
  locate(path: string): string;
  /** Whether owners of files on this machine count; those of an ordinary user's folder become root. */
  readonly isRoot: boolean;
  /** The bytes at a URL. */
  download(url: string, signal?: AbortSignal): ByteStream;
}

/** @throws Failure "build/not-an-image", and of every room below */
export const openBase = async (
  ports: OpeningPorts,
  workshop: Workshop,
  base: Base,
  { platform, time }: BuildPlan,
  signal: AbortSignal | undefined,
): Promise<OpenedBase> => {
  switch (base.agent) {
    case "docker":
    case "oci":
    case "oci-archive":
    case "docker-archive":
    case "docker-daemon": {
      const image = await ports.openImage(base, platform, signal);
      return openLayeredBase(ports, workshop, image, { time, signal });
    }
    case "oras":
    case "library": {
      const path = await ports.fetchSif(base, platform, signal);
      const name =
        base.agent === "oras"
          ? `${base.reference.registry}/${base.reference.repository}`
          : formatLibraryReference(base.reference);
      return openLocalBase(ports, workshop, { path, name }, platform);
    }
    case "localimage":
      return openLocalBase(ports, workshop, { path: ports.locate(base.path), name: base.path }, platform);
    case "busybox":
    case "debootstrap":
    case "yum":
    case "dnf":
    case "zypper":
    case "arch":
      return openInstalledBase(ports, workshop, base, { platform, time, signal });
    case "scratch":
      return { root: emptyRoot({ mtime: buildTime(time, undefined) }), name: "scratch", platform };
    default:
      return never(base);
  }
};
