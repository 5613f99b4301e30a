/** A base that a stage starts from, as a tree of references to contents. */

import type { Digest, ImageConfig, Platform } from "@deftools/oci";
import type { Directory } from "@deftools/rootfs";
import type { Sif } from "@deftools/sif";
import type { PlacedFile } from "@deftools/squashfs";

/** What every agent gives. */
export interface OpenedBase {
  readonly root: Directory<PlacedFile>;
  readonly name: string;
  readonly digest?: Digest;
  readonly platform: Platform;
  /** When it was made, in seconds since 1970; absent when it does not say. */
  readonly created?: number;
  /** That of a container image. */
  readonly config?: ImageConfig;
  /** The JSON text of a container image's config, as it is kept in a SIF. */
  readonly ociConfig?: string;
  /** The texts that an engine put into it when it was built, by path; absent when no engine built it. */
  readonly inherited?: ReadonlyMap<string, string>;
  /** The file it was read from, when that is a SIF. */
  readonly sif?: { readonly path: string; readonly content: Sif };
}
