/** What will be done, as plain data: it can be printed, compared and kept. Nothing in it came from disk, network or clock. */

import type { Platform } from "@deftools/oci";
import type { ImageReference } from "@deftools/reference";
import type { Span } from "@deftools/text";

/** One build. */
export interface BuildPlan {
  readonly base: Base;
  readonly platform: Platform;
  /** Lines of `%files`, in their order. */
  readonly copies: readonly PlannedCopy[];
  readonly metadata: Metadata;
  readonly compression: Compression;
  /** The time of all generated files in seconds since 1970; absent: that of the base image. */
  readonly time?: number;
  /** Whether labels of the recipe may overwrite those of the base image. */
  readonly forceLabels: boolean;
}

/** Where the root file system comes from, one kind per bootstrap agent. */
export type Base = DockerBase;

/** An image in a registry. */
export interface DockerBase {
  readonly agent: "docker";
  readonly reference: ImageReference;
}

/** The codec of an image's data. gzip is read by every engine, zstd by Apptainer 1.4 and later only. */
export interface Compression {
  readonly name: "gzip" | "zstd";
  readonly level?: number;
}

/** One line of `%files` that copies from the host. */
export interface PlannedCopy {
  /** As the recipe has it: may hold wildcards; relative to the working directory. */
  readonly source: string;
  /** Absent: the same path as the source. A final slash means a folder. */
  readonly destination?: string;
  /** Of the source in the recipe. */
  readonly place: Span;
  /** Of the recipe, counted from 1. */
  readonly line: number;
}

/** What the image says about itself. */
export interface Metadata {
  /** The recipe's text as it is stored, from its first header line on. */
  readonly definition: string;
  /** Header keywords in lower case, for the automatic labels. */
  readonly header: readonly { readonly key: string; readonly value: string }[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly help?: string;
  readonly environment?: string;
  readonly runscript?: PlannedScript;
  readonly startscript?: PlannedScript;
  readonly test?: PlannedScript;
}

/** A section that becomes a program of the image. */
export interface PlannedScript {
  /** The first line, `#!` included. */
  readonly shebang: string;
  /** Ends with a line end. */
  readonly body: string;
}
