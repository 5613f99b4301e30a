/**
 * The keywords of a header: one row each, with who reads them. Their case does not matter.
 * A keyword that an engine knows and an agent does not read is accepted and ignored.
 * Source: `validHeaders` in `pkg/build/types/parser/deffile.go`, `internal/pkg/build/sources/` of Apptainer 1.5.3 and
 * SingularityCE 4.5.1; `src/builddef.c` and `libexec/bootstrap-scripts/` of Singularity 2.6.1.
 */

import type { AgentName } from "./agents.ts";
import { only2, since2, since3, type Versions } from "./engines.ts";

/** One way some agents read a keyword; the first that fits counts. */
export interface Use {
  /** Absent: all agents. */
  readonly agents?: readonly AgentName[];
  readonly need: "required" | "optional";
  /** Absent: all engines that know the keyword. */
  readonly versions?: Versions;
}

/** What a value is, for who completes or checks it. */
export type ValueKind =
  | "agent"
  | "image"
  | "name"
  | "url"
  | "version"
  | "packages"
  | "path"
  | "list"
  | "secret"
  | "text";

interface KeywordRow {
  /** As documentation spells it. A trailing `0` stands for any number. */
  readonly name: string;
  readonly versions: Versions;
  readonly value: ValueKind;
  readonly uses: readonly Use[];
  readonly example: string;
  /** Meaning, in Markdown. */
  readonly doc: string;
  readonly source: string;
}

const oci: readonly AgentName[] = ["docker", "docker-daemon", "docker-archive", "oci", "oci-archive"];
const sif: readonly AgentName[] = ["library", "oras", "shub", "localimage"];
const buildkit: readonly AgentName[] = ["buildkit", "dockerfile"];
const yum: readonly AgentName[] = ["yum", "dnf"];
const apptainer15: Versions = { apptainer: ["1.5"] };
const after2: Versions = since3("3.0");

const appendix = "https://apptainer.org/docs/user/latest/appendix.html";
const definition = "https://apptainer.org/docs/user/latest/definition_files.html";
const yumPage = `${appendix}#build-yum`;
const zypperPage = `${appendix}#build-zypper`;
const singularity2 = "https://github.com/sylabs/singularity/tree/2.6.1/libexec/bootstrap-scripts";

/** All keywords, those people need first. */
export const headerKeywords = [
  {
    name: "Bootstrap",
    versions: since2,
    value: "agent",
    uses: [{ need: "required" }],
    example: "docker",
    doc: "Where the base of the image comes from: the name of a bootstrap agent, in lower case. It must be the first key of a header, in column 1, with its colon right behind it; every such line begins a new stage.",
    source: `${definition}#header`,
  },
  {
    name: "From",
    versions: since2,
    value: "image",
    uses: [{ agents: [...oci, ...sif, ...buildkit], need: "required" }],
    example: "ubuntu:24.04",
    doc: "The base image, as its agent names images: a reference without a scheme, a path, or for `buildkit` the context directory. `#` and all after it is a comment.",
    source: `${definition}#header`,
  },
  {
    name: "Stage",
    versions: since3("3.2"),
    value: "name",
    uses: [{ need: "optional" }],
    example: "build",
    doc: "The name of this stage, for `%files from` in later ones. Its case counts. Only the last stage becomes the image.",
    source: `${definition}#multi-stage-builds`,
  },
  {
    name: "Registry",
    versions: since2,
    value: "name",
    uses: [
      { agents: oci, need: "optional" },
      { agents: ["shub"], need: "optional", versions: only2 },
    ],
    example: "registry.example.org",
    doc: "The registry of the image, a host name without a scheme: it is put before `From` with a slash between. Singularity 3.0 did not read it.",
    source: `${appendix}#build-docker-module`,
  },
  {
    name: "Namespace",
    versions: since2,
    value: "name",
    uses: [
      { agents: oci, need: "optional" },
      { agents: ["shub"], need: "optional", versions: only2 },
    ],
    example: "library",
    doc: "The first part of the repository: it is put between `Registry` and `From`, with slashes between. Singularity 3.0 did not read it.",
    source: `${appendix}#build-docker-module`,
  },
  {
    name: "Library",
    versions: after2,
    value: "url",
    uses: [{ agents: ["library"], need: "optional" }],
    example: "https://library.example.org",
    doc: "The library server to use in place of the configured one. A host in `From` wins over it.",
    source: `${appendix}#build-library-module`,
  },
  {
    name: "Fingerprints",
    versions: since3("3.7"),
    value: "list",
    uses: [{ agents: sif, need: "optional" }],
    example: "12045C8C0B1004D058DE4BEDA20C27EE7FF7BA84",
    doc: "Fingerprints of keys, with commas between. All of them must have signed the base image, which must be a SIF, or the build stops.",
    source: `${appendix}#build-library-module`,
  },
  {
    name: "IncludeCmd",
    versions: { ...since2, singularity: ["2.2"] },
    value: "text",
    uses: [{ agents: oci, need: "optional", versions: only2 }],
    example: "yes",
    doc: "Chose between the command and the entry point of a Docker image in Singularity 2.x. Engines since 3.0 accept it and never read it.",
    source: singularity2,
  },
  {
    name: "MirrorURL",
    versions: since2,
    value: "url",
    uses: [
      { agents: ["busybox"], need: "optional", versions: only2 },
      { agents: ["busybox", "debootstrap", ...yum], need: "required" },
      { agents: ["zypper"], need: "optional" },
    ],
    example: "http://mirror.example.org/debian",
    doc: "The mirror to install from; for `busybox`, the address of the binary. `%{OSVERSION}` in it stands for the value of `OSVersion` (`yum`, `dnf`, `zypper`).",
    source: yumPage,
  },
  {
    name: "OSVersion",
    versions: since2,
    value: "version",
    uses: [
      { agents: ["debootstrap"], need: "required" },
      { agents: [...yum, "zypper"], need: "optional" },
    ],
    example: "bookworm",
    doc: "The release to install: for `debootstrap` its code name. For `yum` and `dnf` it is read only where `%{OSVERSION}` stands in `MirrorURL` or `UpdateURL`, and needed then; SUSE Linux Enterprise always needs it.",
    source: `${appendix}#build-debootstrap`,
  },
  {
    name: "Include",
    versions: since2,
    value: "packages",
    uses: [
      { agents: ["debootstrap", ...yum, "zypper"], need: "optional" },
      { agents: ["arch"], need: "optional", versions: { apptainer: ["1.1"] } },
    ],
    example: "ca-certificates",
    doc: "Packages to install along with the base, with blanks between. The environment variable `INCLUDE` of the building machine adds more. For `arch` it replaces the package `base`, and holds one package only.",
    source: `${appendix}#build-debootstrap`,
  },
  {
    name: "UpdateURL",
    versions: since2,
    value: "url",
    uses: [{ agents: [...yum, "zypper"], need: "optional" }],
    example: "http://mirror.example.org/updates/%{OSVERSION}/",
    doc: "A second mirror, for updates. Singularity 3.0 did not know it.",
    source: yumPage,
  },
  {
    name: "SetOpt",
    versions: { apptainer: ["1.2"], "singularity-ce": ["3.11"] },
    value: "text",
    uses: [{ agents: yum, need: "optional" }],
    example: "reposdir=/etc/yum.repos.d",
    doc: "Given to `dnf` or `yum` as `--setopt`.",
    source: yumPage,
  },
  {
    name: "ConfURL",
    versions: { apptainer: ["1.1"] },
    value: "url",
    uses: [{ agents: ["arch"], need: "optional" }],
    example: "https://example.org/pacman.conf",
    doc: "A `pacman.conf` to fetch and use in place of the default one.",
    source: `${appendix}#build-arch`,
  },
  {
    name: "Product",
    versions: since3("3.4"),
    value: "name",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "SLES",
    doc: "The SUSE Linux Enterprise product. Needs `User` and `RegCode`, too: all three or none.",
    source: zypperPage,
  },
  {
    name: "User",
    versions: since3("3.4"),
    value: "text",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "user@example.org",
    doc: "The account a SUSE product is registered with. It is stored in the image, as a label and in the definition.",
    source: zypperPage,
  },
  {
    name: "RegCode",
    versions: since3("3.4"),
    value: "secret",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "0123456789ABCDEF",
    doc: "The code a SUSE product is registered with. It is a secret, and it is stored in the image, as a label and in the definition.",
    source: zypperPage,
  },
  {
    name: "ProductPGP",
    versions: since3("3.4"),
    value: "text",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "-----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\",
    doc: "The public key of a SUSE product, its lines ended by `\\n\\`.",
    source: zypperPage,
  },
  {
    name: "RegisterURL",
    versions: since3("3.4"),
    value: "url",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "https://scc.example.org",
    doc: "The registration server of a SUSE product.",
    source: zypperPage,
  },
  {
    name: "Modules",
    versions: since3("3.4"),
    value: "list",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "sle-module-basesystem",
    doc: "Modules of a SUSE product to add, with commas between.",
    source: zypperPage,
  },
  {
    name: "OtherURL0",
    versions: since3("3.4"),
    value: "url",
    uses: [{ agents: ["zypper"], need: "optional" }],
    example: "http://mirror.example.org/extra",
    doc: "Further mirrors: `OtherURL0` or `OtherURL1` and upward until a number is missing, at most 20. Without a number the key is unknown.",
    source: zypperPage,
  },
  {
    name: "Target",
    versions: apptainer15,
    value: "name",
    uses: [{ agents: buildkit, need: "optional" }],
    example: "release",
    doc: "The stage of the Dockerfile to build.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "Frontend",
    versions: apptainer15,
    value: "name",
    uses: [{ agents: buildkit, need: "optional" }],
    example: "dockerfile.v0",
    doc: "The BuildKit frontend, `dockerfile.v0` when absent.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "Filename",
    versions: apptainer15,
    value: "path",
    uses: [{ agents: buildkit, need: "optional" }],
    example: "Dockerfile",
    doc: "The Dockerfile in the context directory, `Dockerfile` when absent.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "BuildArgs",
    versions: apptainer15,
    value: "list",
    uses: [{ agents: buildkit, need: "optional" }],
    example: "VERSION=1.0 DEBUG=no",
    doc: "Build arguments for the Dockerfile, `K=V` with blanks between. Words without `=` are dropped.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "MetaLink",
    versions: only2,
    value: "url",
    uses: [{ agents: ["yum", "zypper"], need: "optional" }],
    example: "https://mirrors.example.org/metalink?repo=fedora",
    doc: "A list of mirrors in place of `MirrorURL`, in Singularity 2.x only.",
    source: singularity2,
  },
  {
    name: "UpdateMetaLink",
    versions: only2,
    value: "url",
    uses: [{ agents: ["yum", "zypper"], need: "optional" }],
    example: "https://mirrors.example.org/metalink?repo=updates",
    doc: "A list of mirrors in place of `UpdateURL`, in Singularity 2.x only.",
    source: singularity2,
  },
  {
    name: "GPG",
    versions: only2,
    value: "url",
    uses: [{ agents: ["yum", "zypper"], need: "optional" }],
    example: "https://mirror.example.org/RPM-GPG-KEY",
    doc: "The key that packages must be signed with, in Singularity 2.x only. Later engines read the environment variable `GPG` for `yum`.",
    source: singularity2,
  },
  {
    name: "Arch",
    versions: only2,
    value: "name",
    uses: [{ agents: ["debootstrap"], need: "optional" }],
    example: "amd64",
    doc: "The architecture to install, in Singularity 2.x only.",
    source: singularity2,
  },
  {
    name: "Exclude",
    versions: only2,
    value: "path",
    uses: [{ agents: ["self"], need: "optional" }],
    example: "/home",
    doc: "What `self` leaves out, in Singularity 2.x only.",
    source: singularity2,
  },
  {
    name: "Import",
    versions: only2,
    value: "path",
    uses: [{ need: "optional" }],
    example: "common.def",
    doc: "A file to read more header keys from, in Singularity 2.x only.",
    source: singularity2,
  },
  {
    name: "Username",
    versions: {},
    value: "text",
    uses: [],
    example: "someone",
    doc: "The account for a registry. No engine reads it from a recipe; credentials belong into the environment or `apptainer registry login`.",
    source: singularity2,
  },
  {
    name: "Password",
    versions: {},
    value: "secret",
    uses: [],
    example: "…",
    doc: "The password for a registry. No engine reads it from a recipe, and a recipe is stored in its image: credentials belong into the environment or `apptainer registry login`.",
    source: singularity2,
  },
  {
    name: "Token",
    versions: {},
    value: "secret",
    uses: [],
    example: "…",
    doc: "The token for a registry. No engine reads it from a recipe, and a recipe is stored in its image: credentials belong into the environment or `apptainer registry login`.",
    source: singularity2,
  },
] as const satisfies readonly KeywordRow[];

/** One keyword. */
export interface HeaderKeyword extends KeywordRow {
  readonly name: (typeof headerKeywords)[number]["name"];
}
