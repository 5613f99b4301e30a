/**
 * The sections of a definition file and their arguments.
 * Source: `pkg/build/types/parser/deffile.go`, `internal/pkg/build/{stage,util,metadata}.go` of Apptainer and
 * SingularityCE; `src/get-section.c` of Singularity 2.6.1.
 */

import type { Versions } from "./engines.ts";
import { since2 } from "./engines.ts";

/** What a section's body is made of. */
export type ContentKind = "script" | "text" | "files" | "labels" | "arguments" | "unknown";

/** Where what a section says takes place. */
export type Place =
  | "build host"
  | "container being built"
  | "image at run time"
  | "image metadata"
  | "definition";

/** What the engines do with what follows the name in a section line. */
export type ArgumentUse = "shell-options" | "shebang-options" | "files-from" | "app-name" | "none";

/** Each use of section arguments, told once. */
export const argumentUses: Readonly<
  Record<ArgumentUse, { readonly doc: string; readonly examples: readonly string[] }>
> = {
  "shell-options": {
    doc: "Options for the `/bin/sh` that runs the script, up to a `#`. After `-c` comes the shell to run it with; the `-e` and `-x` of the outer shell do not reach that one, so write `-c /bin/bash -e`.",
    examples: ["-c /bin/bash -e", "-e"],
  },
  "shebang-options": {
    doc: "Appended to the `#!/bin/sh` line of the stored script. `-c SHELL` does not work here: put a shebang into the first line of the body instead.",
    examples: [],
  },
  "files-from": {
    doc: "`from STAGE` copies from the tree of an earlier stage; without arguments files come from the building machine. With any other number of words Apptainer ignores the whole section.",
    examples: ["from "],
  },
  "app-name": {
    doc: "The name of the app, after exactly one space. Further words are ignored.",
    examples: [],
  },
  none: { doc: "Engines accept arguments here and never use them.", examples: [] },
};

interface SectionRow {
  readonly name: string;
  readonly versions: Versions;
  readonly content: ContentKind;
  readonly place: Place;
  readonly arguments: ArgumentUse;
  /** Meaning, in Markdown. */
  readonly doc: string;
  readonly source: string;
}

const guide = "https://apptainer.org/docs/user/latest/definition_files.html";
const since12: Versions = { apptainer: ["1.2"], "singularity-ce": ["4.0"] };

/** The sections, in the order a build comes to them. Any case is right. */
export const sections = [
  {
    name: "arguments",
    versions: since12,
    content: "arguments",
    place: "definition",
    arguments: "none",
    doc: "Defaults for the `{{ placeholders }}` of this stage, one `name=value` per line. `--build-arg` and `--build-arg-file` win over them. Quotes and trailing comments are part of the value.",
    source: `${guide}#templating-how-to-pass-values-into-definition-files`,
  },
  {
    name: "pre",
    versions: since2,
    content: "script",
    place: "build host",
    arguments: "shell-options",
    doc: "Runs on the building machine before the base image is there, with the rights of whoever builds.",
    source: `${guide}#sections`,
  },
  {
    name: "setup",
    versions: since2,
    content: "script",
    place: "build host",
    arguments: "shell-options",
    doc: "Runs on the building machine once the base image is there. The tree being built is at `$APPTAINER_ROOTFS` (`$SINGULARITY_ROOTFS`); any other path is one of the host, so use it with care.",
    source: `${guide}#setup`,
  },
  {
    name: "files",
    versions: since2,
    content: "files",
    place: "container being built",
    arguments: "files-from",
    doc: "Copies files into the image before `%post`, one `source [destination]` per line. Without a destination the path stays the same. Only double quotes group; a third word is ignored and `#` starts a comment only at a line's start.",
    source: `${guide}#files`,
  },
  {
    name: "post",
    versions: since2,
    content: "script",
    place: "container being built",
    arguments: "shell-options",
    doc: "Runs inside the container being built, as root: the place to install software. It runs under `/bin/sh -ex`, with a clean environment and the `/tmp` of the host.",
    source: `${guide}#post`,
  },
  {
    name: "environment",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "none",
    doc: "Shell text that is read whenever the container starts; `export` what programs should see. It is not in force in `%post`.",
    source: `${guide}#environment`,
  },
  {
    name: "labels",
    versions: since2,
    content: "labels",
    place: "image metadata",
    arguments: "none",
    doc: "Metadata of the image, one `key value` per line, cut at the first space. A tab does not separate, quotes and `=` have no meaning.",
    source: `${guide}#labels`,
  },
  {
    name: "runscript",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "shebang-options",
    doc: 'What `run`, or calling the image as a program, does. Its arguments are in `"$@"`.',
    source: `${guide}#runscript`,
  },
  {
    name: "startscript",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "shebang-options",
    doc: "What `instance start` runs.",
    source: `${guide}#startscript`,
  },
  {
    name: "test",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "shebang-options",
    doc: "Checks that the image works: runs at the end of the build, where a failure fails the build, and by `test`. It does not stop at the first error unless it says `set -e`.",
    source: `${guide}#test`,
  },
  {
    name: "help",
    versions: since2,
    content: "text",
    place: "image metadata",
    arguments: "none",
    doc: "The text that `run-help` shows, kept as it is.",
    source: `${guide}#help`,
  },
] as const satisfies readonly SectionRow[];

/** The sections of SCIF apps; their names must be in lower case. */
export const appSections = [
  {
    name: "appinstall",
    versions: since2,
    content: "script",
    place: "container being built",
    arguments: "app-name",
    doc: "Installs an app: runs in its directory below `/scif/apps`, at the end of `%post` and under the same shell.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "appfiles",
    versions: since2,
    content: "files",
    place: "container being built",
    arguments: "app-name",
    doc: "Copies files of the building machine into the app's directory.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "appenv",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "app-name",
    doc: "The environment of an app, read when the app starts.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "applabels",
    versions: since2,
    content: "labels",
    place: "image metadata",
    arguments: "app-name",
    doc: "Metadata of an app, one `key value` per line.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "apphelp",
    versions: since2,
    content: "text",
    place: "image metadata",
    arguments: "app-name",
    doc: "The text that `run-help --app` shows.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "apprun",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "app-name",
    doc: "What `run --app` does.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "appstart",
    versions: since12,
    content: "script",
    place: "image at run time",
    arguments: "app-name",
    doc: "What `instance start --app` runs.",
    source: `${guide}#scif-apps`,
  },
  {
    name: "apptest",
    versions: since2,
    content: "script",
    place: "image at run time",
    arguments: "app-name",
    doc: "What `test --app` runs.",
    source: `${guide}#scif-apps`,
  },
] as const satisfies readonly SectionRow[];

export type SectionType = (typeof sections)[number]["name"];
export type AppSectionType = (typeof appSections)[number]["name"];

/** One section. */
export interface Section extends SectionRow {
  readonly name: SectionType | AppSectionType;
}
