/** What a configuration knows of the place where recipes are built and images run. Rules are given it. */

import type { EngineId } from "@deftools/grammar";

export interface Site {
  /** Who will build: what that engine does not do is no matter. */
  readonly engine: EngineId;
  /** Hosts images may come from; absent when every registry will do. */
  readonly allowedRegistries?: readonly string[];
  /** Folders of the host that are mounted over those of the image. */
  readonly sitePaths: readonly string[];
  /** Values that are always given with `--build-arg`. */
  readonly buildArguments: Readonly<Record<string, string>>;
}

/** The newest Apptainer, and nothing special. */
export const defaultSite: Site = { engine: "apptainer-1.5", sitePaths: [], buildArguments: {} };
