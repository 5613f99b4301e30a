/** What will be done, as plain data: it can be printed, compared and kept. Nothing in it came from disk, network or clock. */

import type { LibraryReference, Platform, Source } from "@deftools/oci";
import type { ImageReference } from "@deftools/reference";
import type { Span } from "@deftools/text";

/** One build. */
export interface BuildPlan {
  /** Those that the image needs, in the order they are built. The last one becomes the image. */
  readonly stages: readonly PlannedStage[];
  readonly platform: Platform;
  readonly compression: Compression;
  /** The time of all generated files in seconds since 1970; absent: that of each base image. */
  readonly time?: number;
  /** Whether labels and help of the recipe may overwrite those of the base image. */
  readonly forceLabels: boolean;
  /** Set where the image is its base as it is: what a SIF holds besides its image then comes along. */
  readonly isCopy?: true;
}

/** One stage of a recipe. */
export interface PlannedStage {
  readonly name?: string;
  readonly base: Base;
  /** Lines of `%files`: those that copy from other stages, then those that copy from the host, each in their order. */
  readonly copies: readonly PlannedCopy[];
  /** Runs on this machine, before the base is opened. */
  readonly pre?: BuildScript;
  /** Runs on this machine, where it sees the stage as a folder: after what is copied from other stages, before what is copied from here. */
  readonly setup?: BuildScript;
  /** Runs in the stage, with all `%appinstall` behind it. */
  readonly post?: BuildScript;
  readonly apps?: readonly PlannedApp[];
  readonly metadata: Metadata;
}

/** An app of the image (SCIF). What it copies is among the copies of the stage, what it installs is a part of `post`. */
export interface PlannedApp {
  readonly name: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly environment?: string;
  readonly help?: string;
  readonly run?: string;
  readonly start?: string;
  readonly test?: string;
}

/** A script that runs while a stage is built. */
export interface BuildScript {
  readonly section: "pre" | "setup" | "post";
  /** Words for `/bin/sh -ex`, in front of the script's path. */
  readonly options: readonly string[];
  /** Of `-c SHELL …`: another program reads the script. */
  readonly shell?: string;
  /** After templates, with LF line ends. */
  readonly text: string;
  /** Where its lines are in the recipe. */
  readonly places: readonly ScriptPlace[];
  /** Of the first section line in the recipe. */
  readonly place: Span;
}

/** From a line of the script on, up to the next place, its lines follow each other in the recipe. Counted from 1. */
export interface ScriptPlace {
  readonly line: number;
  /** Absent where the lines are not the author's. */
  readonly recipe?: number;
}

/** Where the root file system comes from, one kind per bootstrap agent. */
export type Base = DockerBase | OrasBase | LibraryBase | StoredBase | LocalBase | InstalledBase | ScratchBase;

/** An image in a registry. */
export interface DockerBase {
  readonly agent: "docker";
  readonly reference: ImageReference;
}

/** A SIF in a registry. */
export interface OrasBase {
  readonly agent: "oras";
  readonly reference: ImageReference;
}

/** A SIF in a library. */
export interface LibraryBase {
  readonly agent: "library";
  readonly reference: LibraryReference;
  /** The library, where the recipe names one. */
  readonly server?: string;
}

/** A container image on this machine, or in its Docker daemon. */
export interface StoredBase {
  readonly agent: "oci" | "oci-archive" | "docker-archive" | "docker-daemon";
  /** As the engine writes it, without the agent. */
  readonly from: string;
  readonly source: Extract<Source, { kind: "oci" | "oci-archive" | "docker-archive" | "docker-daemon" }>;
}

/** A SIF, a SquashFS image or a folder on this machine; relative to the working directory. */
export interface LocalBase {
  readonly agent: "localimage";
  readonly path: string;
}

/** A distribution that programs of this machine install. */
export interface InstalledBase {
  readonly agent: "busybox" | "debootstrap" | "yum" | "dnf" | "zypper" | "arch";
  /** For people: `debootstrap bookworm`. */
  readonly title: string;
  /** Files that are fetched before, by the names under which they lie in `/given`. */
  readonly downloads: Readonly<Record<string, string>>;
  /** For sh: makes a root at `/target`. */
  readonly script: string;
}

/** Nothing. */
export interface ScratchBase {
  readonly agent: "scratch";
}

/** The codec of an image's data. gzip is read by every engine, zstd by Apptainer 1.4 and later only. */
export interface Compression {
  readonly name: "gzip" | "zstd";
  readonly level?: number;
}

/** One line of `%files`. */
export interface PlannedCopy {
  /** The place, in the plan, of the stage that is copied from; absent: the host. */
  readonly stage?: number;
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
  /** The recipe's text as it is stored: all stages, template variables replaced. */
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
