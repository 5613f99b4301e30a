/**
 * The bootstrap agents: what may stand after `Bootstrap:`. Their names are case-sensitive.
 * Source: `internal/pkg/build/conveyorPacker.go` and `internal/pkg/build/sources/` of Apptainer and SingularityCE;
 * `libexec/bootstrap-scripts/` of Singularity 2.6.1.
 */

import { only2, since2, since3, type Versions } from "./engines.ts";

interface AgentRow {
  readonly name: string;
  readonly versions: Versions;
  /** What the agent starts from, in Markdown. */
  readonly doc: string;
  /** What its `From:` is like; absent when it reads none. */
  readonly from?: string;
  readonly source: string;
}

const appendix = "https://apptainer.org/docs/user/latest/appendix.html";

export const bootstrapAgents = [
  {
    name: "docker",
    versions: since2,
    from: "ubuntu:24.04",
    doc: "An image from an OCI registry, Docker Hub unless `From` or `Registry` names another. Its environment, entry point and command become those of the new image.",
    source: `${appendix}#build-docker-module`,
  },
  {
    name: "library",
    versions: since3("3.0"),
    from: "entity/collection/image:tag",
    doc: "A SIF image from a container library that speaks the Library API.",
    source: `${appendix}#build-library-module`,
  },
  {
    name: "oras",
    versions: since3("3.3"),
    from: "registry.example.org/images/base:1.0",
    doc: "A SIF image that an OCI registry keeps as an artifact. `From` is written without a scheme.",
    source: `${appendix}#build-oras`,
  },
  {
    name: "shub",
    versions: since2,
    from: "user/collection:tag",
    doc: "An image from Singularity Hub, which has been a read-only archive since 2021. `From` is written without `shub://`.",
    source: `${appendix}#build-shub`,
  },
  {
    name: "localimage",
    versions: since2,
    from: "./base.sif",
    doc: "An image of this machine: a SIF, SquashFS or ext3 file, or a sandbox directory. The scripts of the base are kept.",
    source: `${appendix}#build-localimage`,
  },
  {
    name: "docker-daemon",
    versions: since3("3.0"),
    from: "image:tag",
    doc: "An image from the Docker daemon of this machine. The tag must be written.",
    source: `${appendix}#docker-daemon`,
  },
  {
    name: "docker-archive",
    versions: since3("3.0"),
    from: "image.tar",
    doc: "A file written by `docker save`, as `path` or `path:tag`. A relative path starts at the working directory.",
    source: `${appendix}#docker-archive`,
  },
  {
    name: "oci",
    versions: since3("3.0"),
    from: "./layout",
    doc: "A directory with an OCI image layout.",
    source: `${appendix}#build-modules`,
  },
  {
    name: "oci-archive",
    versions: since3("3.0"),
    from: "image.tar",
    doc: "A tar file with an OCI image layout, as `path` or `path:tag`. A relative path starts at the working directory.",
    source: `${appendix}#docker-archive`,
  },
  {
    name: "debootstrap",
    versions: since2,
    doc: "A fresh Debian or Ubuntu, made by `debootstrap` from the mirror `MirrorURL`. Needs root.",
    source: `${appendix}#build-debootstrap`,
  },
  {
    name: "yum",
    versions: since2,
    doc: "A fresh Fedora, RHEL or relative, made by `dnf` or `yum` from the mirror `MirrorURL`.",
    source: `${appendix}#build-yum`,
  },
  {
    name: "dnf",
    versions: { apptainer: ["1.4"], "singularity-ce": ["4.3"] },
    doc: "Another name of the `yum` agent.",
    source: `${appendix}#build-yum`,
  },
  {
    name: "zypper",
    versions: since2,
    doc: "A fresh openSUSE or SUSE Linux Enterprise, made by `zypper`.",
    source: `${appendix}#build-zypper`,
  },
  {
    name: "arch",
    versions: since2,
    doc: "A fresh Arch Linux, made by `pacstrap`; x86-64 only.",
    source: `${appendix}#build-arch`,
  },
  {
    name: "busybox",
    versions: since2,
    doc: "A tree with nothing but a busybox binary, fetched from `MirrorURL`.",
    source: `${appendix}#build-busybox`,
  },
  {
    name: "scratch",
    versions: since3("3.1"),
    doc: "An empty tree: only what the engine itself puts into every image.",
    source: `${appendix}#scratch-agent`,
  },
  {
    name: "buildkit",
    versions: { apptainer: ["1.5"] },
    from: "./context",
    doc: "The result of a Dockerfile, built by BuildKit (or `docker build`) in the context directory `From`.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "dockerfile",
    versions: { apptainer: ["1.5"] },
    from: "./context",
    doc: "Another name of the `buildkit` agent.",
    source: `${appendix}#dockerfile`,
  },
  {
    name: "self",
    versions: only2,
    doc: "The file system of the building machine itself. Singularity 2.x only.",
    source: "https://github.com/sylabs/singularity/tree/2.6.1/libexec/bootstrap-scripts",
  },
] as const satisfies readonly AgentRow[];

export type AgentName = (typeof bootstrapAgents)[number]["name"];

/** One bootstrap agent. */
export interface BootstrapAgent extends AgentRow {
  readonly name: AgentName;
}

const byName: ReadonlyMap<string, BootstrapAgent> = new Map(
  bootstrapAgents.map((agent) => [agent.name, agent]),
);

/** The agent of a name as written; their case counts. */
export const bootstrapAgent = (name: string): BootstrapAgent | undefined => byName.get(name);
