/**
 * Values that many headers have: mirrors, releases, packages, registries. They are where to begin and no more, as of November 2026.
 * Source: https://www.debian.org/mirror/, https://ubuntu.com/about/release-cycle, and the mirrors of each distribution's own pages.
 */

import type { AgentName, BootstrapAgent, HeaderKeyword } from "@deftools/grammar";

/** Registries of images that people have heard of, Docker Hub aside, which needs no name. */
export const registries: readonly string[] = [
  "quay.io",
  "ghcr.io",
  "nvcr.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "registry.gitlab.com",
];

/** One value. */
export interface KnownValue {
  readonly text: string;
  /** What it is, in a word or two. */
  readonly detail: string;
}

interface Row {
  readonly key: HeaderKeyword["name"];
  readonly agents: readonly AgentName[];
  /** What the mirror must look like for these to be there. */
  readonly mirror?: RegExp;
  readonly detail: string;
  readonly values: readonly string[];
}

const rpm: readonly AgentName[] = ["yum", "dnf"];
const buildkit: readonly AgentName[] = ["buildkit", "dockerfile"];

const rows: readonly Row[] = [
  { key: "Registry", agents: ["docker"], detail: "registry", values: registries },
  {
    key: "MirrorURL",
    agents: ["debootstrap"],
    detail: "Debian",
    values: ["https://deb.debian.org/debian"],
  },
  {
    key: "MirrorURL",
    agents: ["debootstrap"],
    detail: "Ubuntu",
    values: ["http://archive.ubuntu.com/ubuntu", "http://ports.ubuntu.com/ubuntu-ports"],
  },
  {
    key: "MirrorURL",
    agents: rpm,
    detail: "Rocky Linux",
    values: ["https://dl.rockylinux.org/pub/rocky/%{OSVERSION}/BaseOS/x86_64/os/"],
  },
  {
    key: "MirrorURL",
    agents: rpm,
    detail: "AlmaLinux",
    values: ["https://repo.almalinux.org/almalinux/%{OSVERSION}/BaseOS/x86_64/os/"],
  },
  {
    key: "MirrorURL",
    agents: rpm,
    detail: "CentOS Stream",
    values: ["https://mirror.stream.centos.org/%{OSVERSION}-stream/BaseOS/x86_64/os/"],
  },
  {
    key: "MirrorURL",
    agents: rpm,
    detail: "Fedora",
    values: ["https://dl.fedoraproject.org/pub/fedora/linux/releases/%{OSVERSION}/Everything/x86_64/os/"],
  },
  {
    key: "UpdateURL",
    agents: rpm,
    detail: "Fedora",
    values: ["https://dl.fedoraproject.org/pub/fedora/linux/updates/%{OSVERSION}/Everything/x86_64/"],
  },
  {
    key: "MirrorURL",
    agents: ["zypper"],
    detail: "openSUSE Leap",
    values: ["https://download.opensuse.org/distribution/leap/%{OSVERSION}/repo/oss/"],
  },
  {
    key: "MirrorURL",
    agents: ["zypper"],
    detail: "openSUSE Tumbleweed",
    values: ["https://download.opensuse.org/tumbleweed/repo/oss/"],
  },
  {
    key: "MirrorURL",
    agents: ["busybox"],
    detail: "BusyBox 1.35 for x86-64",
    values: ["https://busybox.net/downloads/binaries/1.35.0-x86_64-linux-musl/busybox"],
  },
  {
    key: "OSVersion",
    agents: ["debootstrap"],
    mirror: /debian/i,
    detail: "Debian",
    values: ["trixie", "bookworm", "sid"],
  },
  {
    key: "OSVersion",
    agents: ["debootstrap"],
    mirror: /ubuntu/i,
    detail: "Ubuntu",
    values: ["resolute", "noble", "jammy"],
  },
  {
    key: "OSVersion",
    agents: rpm,
    mirror: /^(?!.*fedora)/i,
    detail: "Enterprise Linux",
    values: ["10", "9", "8"],
  },
  { key: "OSVersion", agents: rpm, mirror: /fedora/i, detail: "Fedora", values: ["44", "43"] },
  { key: "OSVersion", agents: ["zypper"], detail: "openSUSE Leap", values: ["16.0"] },
  {
    key: "Include",
    agents: ["debootstrap"],
    detail: "package",
    values: ["ca-certificates", "curl", "gnupg", "locales", "wget"],
  },
  { key: "Include", agents: rpm, detail: "package", values: ["dnf", "ca-certificates", "which"] },
  { key: "Include", agents: ["zypper"], detail: "package", values: ["zypper", "ca-certificates"] },
  { key: "Include", agents: ["arch"], detail: "package", values: ["base", "base-devel"] },
  { key: "Library", agents: ["library"], detail: "public library", values: ["https://library.sylabs.io"] },
  { key: "Frontend", agents: buildkit, detail: "default", values: ["dockerfile.v0"] },
  { key: "Filename", agents: buildkit, detail: "default", values: ["Dockerfile"] },
];

/** What may be written behind a key for an agent, and a mirror if there is one already. */
export const knownValues = (
  key: HeaderKeyword["name"],
  agent: string,
  mirror: string | undefined,
): readonly KnownValue[] =>
  rows
    .filter((row) => row.key === key && row.agents.some((each) => each === agent))
    .filter((row) => !row.mirror || mirror === undefined || row.mirror.test(mirror))
    .flatMap(({ values, detail }) => values.map((text) => ({ text, detail })));

/** A value as the agent takes it, or as some agent does. */
export const exampleOf = (keyword: HeaderKeyword, agent: BootstrapAgent | undefined): string =>
  (keyword.name === "From" && agent?.from) ||
  (agent && knownValues(keyword.name, agent.name, undefined)[0]?.text) ||
  keyword.example;
