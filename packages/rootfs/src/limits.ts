/** How much of a layer we take. Layers are untrusted: every number of theirs meets a limit before memory or disk is spent on it. */

import { Failure } from "@deftools/trouble";

/** Bytes, unless the name says otherwise. */
export interface LayerLimits {
  /** Entries of one layer, a count. */
  readonly entries: number;
  /** A whole path or link target. */
  readonly pathBytes: number;
  /** One name of a path. */
  readonly nameBytes: number;
  /** The content of one file, holes included. */
  readonly fileBytes: number;
  /** The content of all files of a layer, holes included; also the layer's tar. */
  readonly totalBytes: number;
  /** Names and values of all extended attributes of one entry. */
  readonly xattrBytes: number;
  /** One extended header (PAX records, GNU long name). */
  readonly headerBytes: number;
  /** Regions of data in one sparse file, a count. */
  readonly sparseRegions: number;
  /** Decompressed bytes per compressed one, a ratio; looked at after the first GiB. Deflate cannot reach the default. */
  readonly expansion: number;
}

/** PATH_MAX and NAME_MAX are Linux's; the header limit is Go's archive/tar; the rest leaves room over any image seen. */
export const defaultLimits: LayerLimits = {
  entries: 5_000_000,
  pathBytes: 4096,
  nameBytes: 255,
  fileBytes: 2 ** 40,
  totalBytes: 2 ** 41,
  xattrBytes: 2 ** 18,
  headerBytes: 2 ** 20,
  sparseRegions: 2 ** 18,
  expansion: 2000,
};

/** Lets a value of `what` pass that is within the limit named. @throws Failure "rootfs/limit" naming the limit */
export const within = (
  limits: LayerLimits,
  name: keyof LayerLimits,
  value: number,
  what: () => string,
): void => {
  if (value <= limits[name]) return;
  throw new Failure("rootfs/limit", `${what()}: ${value} is over the limit of ${limits[name]} (${name})`);
};
