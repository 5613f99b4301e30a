/**
 * Variables that scripts find set, or that programs give a meaning, with who sees them.
 * Source: Apptainer v1.4.5, internal/pkg/build/stage.go and util.go (build scripts), internal/pkg/runtime/engine/apptainer (run time).
 */

import type { ScriptSection } from "@deftools/recipe";

/** A variable that is not the recipe's own. */
export interface EnvironmentVariable {
  readonly name: string;
  /** Where it is set, or where setting it has an effect. */
  readonly sections: readonly ScriptSection[];
  /** Meaning, in Markdown. */
  readonly doc: string;
  /** What many set it to; with a colon in front, what many put something before. */
  readonly usual?: string;
}

const onHost: readonly ScriptSection[] = ["pre", "setup"];
const inBuild: readonly ScriptSection[] = ["post", "appinstall"];
const atRunTime: readonly ScriptSection[] = [
  "runscript",
  "startscript",
  "test",
  "environment",
  "appenv",
  "apprun",
  "appstart",
  "apptest",
];
const ofApps: readonly ScriptSection[] = ["appinstall", "appenv", "apprun", "appstart", "apptest"];
const inContainer: readonly ScriptSection[] = [...inBuild, ...atRunTime];
const anywhere: readonly ScriptSection[] = [...onHost, ...inContainer];

/** Of names with two prefixes the current one comes first. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  {
    name: "APPTAINER_ROOTFS",
    sections: onHost,
    doc: "The tree being built, as a path of the building machine. SingularityCE sets only `SINGULARITY_ROOTFS`.",
  },
  {
    name: "SINGULARITY_ROOTFS",
    sections: onHost,
    doc: "The tree being built, as a path of the building machine.",
  },
  {
    name: "APPTAINER_ENVIRONMENT",
    sections: inBuild,
    doc: "A file that is read when the container starts: append `export NAME=value` lines to it. SingularityCE sets only `SINGULARITY_ENVIRONMENT`.",
  },
  {
    name: "SINGULARITY_ENVIRONMENT",
    sections: inBuild,
    doc: "A file that is read when the container starts: append `export NAME=value` lines to it.",
  },
  {
    name: "APPTAINER_LABELS",
    sections: inBuild,
    doc: "A file of labels: append `key value` lines to it. SingularityCE sets only `SINGULARITY_LABELS`.",
  },
  { name: "SINGULARITY_LABELS", sections: inBuild, doc: "A file of labels: append `key value` lines to it." },
  {
    name: "APPTAINER_CONTAINER",
    sections: atRunTime,
    doc: "The path of the image that runs. SingularityCE sets only `SINGULARITY_CONTAINER`.",
  },
  { name: "SINGULARITY_CONTAINER", sections: atRunTime, doc: "The path of the image that runs." },
  {
    name: "APPTAINER_NAME",
    sections: atRunTime,
    doc: "The file name of the image that runs. SingularityCE sets only `SINGULARITY_NAME`.",
  },
  { name: "SINGULARITY_NAME", sections: atRunTime, doc: "The file name of the image that runs." },
  {
    name: "APPTAINER_BIND",
    sections: atRunTime,
    doc: "The bind paths that the user asked for. SingularityCE sets only `SINGULARITY_BIND`.",
  },
  { name: "SINGULARITY_BIND", sections: atRunTime, doc: "The bind paths that the user asked for." },
  {
    name: "APPTAINER_COMMAND",
    sections: atRunTime,
    doc: "How the container was started: `run`, `exec`, `shell`, `test` or `start`.",
  },
  {
    name: "SINGULARITY_SHELL",
    sections: ["environment", "appenv"],
    doc: "Export it to choose the program that `shell` starts, a path inside the image. Apptainer knows it by this name only.",
  },
  { name: "SCIF_APPNAME", sections: ofApps, doc: "The name of the app." },
  { name: "SCIF_APPROOT", sections: ofApps, doc: "The directory of the app, below `/scif/apps`." },
  { name: "SCIF_APPMETA", sections: ofApps, doc: "The directory of the app's scripts and labels." },
  { name: "SCIF_APPDATA", sections: ofApps, doc: "The data directory of the app, below `/scif/data`." },
  { name: "SCIF_APPINPUT", sections: ofApps, doc: "The input directory of the app." },
  { name: "SCIF_APPOUTPUT", sections: ofApps, doc: "The output directory of the app." },
  {
    name: "PATH",
    sections: anywhere,
    doc: "The directories where commands are looked for.",
    usual: ":$PATH",
  },
  {
    name: "HOME",
    sections: anywhere,
    doc: "The home directory: of root in a build, of the user at run time.",
  },
  { name: "PWD", sections: anywhere, doc: "The working directory." },
  { name: "USER", sections: atRunTime, doc: "Who runs the container." },
  {
    name: "LD_LIBRARY_PATH",
    sections: inContainer,
    doc: "The directories where shared libraries are looked for first.",
    usual: ":$LD_LIBRARY_PATH",
  },
  {
    name: "LANG",
    sections: inContainer,
    doc: "The locale; `C.UTF-8` is there in most base images.",
    usual: "C.UTF-8",
  },
  {
    name: "LC_ALL",
    sections: inContainer,
    doc: "The locale, stronger than every other setting of it.",
    usual: "C.UTF-8",
  },
  { name: "TZ", sections: inContainer, doc: "The time zone.", usual: "UTC" },
  { name: "TMPDIR", sections: anywhere, doc: "Where programs put temporary files." },
  {
    name: "PYTHONPATH",
    sections: inContainer,
    doc: "Where Python looks for modules first.",
    usual: ":$PYTHONPATH",
  },
  {
    name: "PYTHONNOUSERSITE",
    sections: inContainer,
    doc: "Set it to anything and Python passes over packages in the user's home.",
    usual: "1",
  },
  {
    name: "PERL5LIB",
    sections: inContainer,
    doc: "Where Perl looks for modules first.",
    usual: ":$PERL5LIB",
  },
  { name: "R_LIBS", sections: inContainer, doc: "Where R looks for packages first." },
  { name: "R_LIBS_USER", sections: inContainer, doc: "Where R looks for packages of the user." },
  { name: "CONDA_PREFIX", sections: inContainer, doc: "The active Conda environment." },
  { name: "OMP_NUM_THREADS", sections: atRunTime, doc: "How many threads OpenMP programs use.", usual: "1" },
  {
    name: "DEBIAN_FRONTEND",
    sections: inBuild,
    doc: "`noninteractive` keeps Debian's package tools from asking.",
    usual: "noninteractive",
  },
  { name: "JAVA_HOME", sections: inContainer, doc: "Where Java is." },
  { name: "CC", sections: inBuild, doc: "The C compiler that build tools call." },
  { name: "CXX", sections: inBuild, doc: "The C++ compiler that build tools call." },
  { name: "CFLAGS", sections: inBuild, doc: "Options that build tools give to the C compiler." },
];

const byName = new Map(environmentVariables.map((each) => [each.name, each]));

/** What is known about a variable that others give a meaning. */
export const environmentVariable = (name: string): EnvironmentVariable | undefined => byName.get(name);

/** Whether engines or common programs give the variable its meaning. */
export const isEngineVariable = (name: string): boolean => byName.has(name);
