/** What a SIF is made of: to write, and as read. */

import type { ByteSink, RandomAccessSink } from "@deftools/bytes";
import type {
  SifArchitecture,
  SifFilesystem,
  SifHash,
  SifMessageFormat,
  SifMessageKind,
  SifObjectType,
  SifPartitionUse,
  SifSbomFormat,
} from "./codes.ts";

/** What to write. */
export interface SifImage {
  /** That of the primary partition; "unknown" without one. */
  readonly architecture: SifArchitecture | number;
  /** A UUID in RFC byte order, 16 bytes. */
  readonly id: Uint8Array;
  /** Unix seconds, for all times in the file. */
  readonly time: number;
  /** At most 31 bytes; that of every Singularity without. */
  readonly launchScript?: string;
  /** In the order of the file. */
  readonly objects: readonly SifObject[];
}

/** One object to write. */
export interface SifObject extends SifDetails {
  readonly type: SifObjectType | number;
  /** At most 128 bytes. */
  readonly name?: string;
  /** 1 without. */
  readonly group?: number | "none";
  readonly link?: SifLink;
  /** A multiple of this many bytes to start at: 4096 for partitions, 1 for others without. */
  readonly alignment?: number;
  /** The bytes, or what writes them. */
  readonly content: Uint8Array | ((sink: ByteSink) => Promise<void>) | SifContentWriter;
}

/** Content that is not written in order, such as a file system: it may write anywhere from `start` on, and tells its size. */
export interface SifContentWriter {
  write(file: RandomAccessSink, start: number): Promise<{ readonly size: number }>;
}

/** What an object belongs to. */
export interface SifLink {
  readonly kind: "object" | "group";
  readonly id: number;
}

/** What only some types of object have. */
export interface SifDetails {
  /** Of type "partition". */
  readonly partition?: SifPartition;
  /** Of type "signature". */
  readonly signature?: SifSignature;
  /** Of type "cryptographic-message". */
  readonly message?: {
    readonly format: SifMessageFormat | number;
    readonly kind: SifMessageKind | number;
  };
  /** Of type "sbom". */
  readonly sbom?: { readonly format: SifSbomFormat | number };
  /** Of OCI objects: `sha256:…`. */
  readonly digest?: string;
  /** The raw field (384 bytes) of a type that has no details here. */
  readonly extra?: Uint8Array;
}

export interface SifPartition {
  readonly filesystem: SifFilesystem | number;
  readonly use: SifPartitionUse | number;
  readonly architecture: SifArchitecture | number;
}

export interface SifSignature {
  readonly hash: SifHash | number;
  /** Of the PGP key, 40 hexadecimal digits; zeros where the key is no PGP key. */
  readonly fingerprint: string;
}

/** A SIF as read. Numbers that are not known stay numbers. */
export interface Sif {
  readonly launchScript: string;
  readonly version: string;
  readonly architecture: SifArchitecture | number;
  readonly id: Uint8Array;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly descriptorsFree: number;
  readonly descriptorsTotal: number;
  readonly descriptorsOffset: number;
  readonly descriptorsSize: number;
  readonly dataOffset: number;
  readonly dataSize: number;
  /** Those in use, in the order of their descriptors. */
  readonly objects: readonly SifEntry[];
}

/** An object as read. */
export interface SifEntry extends SifDetails {
  readonly type: SifObjectType | number;
  readonly id: number;
  readonly name: string;
  readonly group: number | "none";
  readonly link?: SifLink;
  readonly offset: number;
  readonly size: number;
  /** From the end of the object before. */
  readonly sizeWithPadding: number;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly uid: number;
  readonly gid: number;
}
