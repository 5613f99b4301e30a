/** A guess at the Linux distribution a stage starts from: it decides which package manager its scripts should speak to. */

import type { Stage } from "./recipe.ts";

/** The distributions that are told apart. */
export type DistributionName =
  | "debian"
  | "ubuntu"
  | "alpine"
  | "centos"
  | "rocky"
  | "almalinux"
  | "rhel"
  | "fedora"
  | "amazonlinux"
  | "oraclelinux"
  | "opensuse"
  | "arch"
  | "unknown";

/** A distribution, as far as the header gives it away. */
export interface Distribution {
  readonly name: DistributionName;
  /** As written in the tag or `OSVersion`: `22.04`, `bookworm`, `9`; absent when nothing says it. */
  readonly release?: string;
  /** Absent for `unknown`. */
  readonly packageManager?: "apt" | "apk" | "dnf" | "zypper" | "pacman";
}

const packageManagers: Readonly<Record<DistributionName, Distribution["packageManager"]>> = {
  debian: "apt",
  ubuntu: "apt",
  alpine: "apk",
  centos: "dnf",
  rocky: "dnf",
  almalinux: "dnf",
  rhel: "dnf",
  fedora: "dnf",
  amazonlinux: "dnf",
  oraclelinux: "dnf",
  opensuse: "zypper",
  arch: "pacman",
  unknown: undefined,
};

/** What the image's name and tag, or an agent that installs packages, say about the distribution. */
export const distribution = (stage: Stage): Distribution => {
  const known = remembered.get(stage) ?? found(stage);
  remembered.set(stage, known);
  return known;
};

/** A dozen rules ask, and each answer tries some forty patterns. */
const remembered = new WeakMap<Stage, Distribution>();

const found = (stage: Stage): Distribution => {
  const [name, release] = guess(stage);
  const packageManager = packageManagers[name];
  return {
    name,
    ...(release === undefined || release === "" ? {} : { release }),
    ...(packageManager === undefined ? {} : { packageManager }),
  };
};

type Guess = readonly [name: DistributionName, release?: string | undefined];

const guess = (stage: Stage): Guess => {
  const { bootstrap } = stage;
  switch (bootstrap?.agent.text.toLowerCase()) {
    case "docker":
    case "docker-daemon":
      return ofImage(bootstrap?.image?.text ?? "");
    case "library":
    case "oras":
    case "shub":
      return ofImage(bootstrap?.from?.text ?? "");
    case "debootstrap":
    case "yum":
    case "dnf":
      return ofMirror(stage);
    case "zypper":
      return ["opensuse", headerValue(stage, "osversion")];
    case "arch":
      return ["arch"];
    default:
      return ["unknown"];
  }
};

/** The tag has the first word, since it names the variant; then what the repository is known to be built from. */
const ofImage = (text: string): Guess => {
  const [, path = "", tag = ""] =
    /^(?:\w+:\/\/)?([^@]*?)(?::([^/:@]*))?(?:@.*)?$/.exec(text.toLowerCase()) ?? [];
  const last = path.slice(path.lastIndexOf("/") + 1);
  for (const [own, name] of ownNames) if (own.test(last)) return [name, releaseIn(tag)];
  for (const [variant, name] of variants) {
    const found = variant.exec(tag);
    if (found !== null) return [name, found[1]];
  }
  for (const [known, name] of knownRepositories) if (known.test(path)) return [name];
  return ["unknown"];
};

/** A release is a number or a code word at the tag's start; `latest` says nothing. */
const releaseIn = (tag: string): string | undefined =>
  tag === "latest"
    ? undefined
    : /^(?:v|(?:centos|ubuntu|debian|stream)-?(?=[\d]))?([\d.]+|[a-z]+)/.exec(tag)?.[1];

/** Repositories that are the distribution itself. */
const ownNames: readonly (readonly [RegExp, DistributionName])[] = [
  [/^debian(-slim)?$/, "debian"],
  [/^ubuntu$/, "ubuntu"],
  [/^alpine$/, "alpine"],
  [/^centos$/, "centos"],
  [/^rocky(linux)?(-\d+)?$/, "rocky"],
  [/^almalinux$/, "almalinux"],
  [/^(rhel|ubi)\d*(-(minimal|init|micro))?$/, "rhel"],
  [/^fedora$/, "fedora"],
  [/^amazonlinux$/, "amazonlinux"],
  [/^oraclelinux$/, "oraclelinux"],
  [/^(leap|tumbleweed|opensuse|bci-base)$/, "opensuse"],
  [/^archlinux$/, "arch"],
];

const debianReleases = "stretch|buster|bullseye|bookworm|trixie|forky|sid";
const ubuntuReleases = "trusty|xenial|bionic|focal|jammy|noble|plucky|questing";

/** Tags that name a distribution: `3.12-alpine3.20`, `12.4.1-devel-ubuntu22.04`, `3.11-slim-bookworm`. */
const variants: readonly (readonly [RegExp, DistributionName])[] = [
  [/(?:^|[-_])alpine([\d.]*)/, "alpine"],
  [/(?:^|[-_])ubuntu-?([\d.]*)/, "ubuntu"],
  [/(?:^|[-_])debian-?([\d.]*)/, "debian"],
  [/(?:^|[-_])centos-?(?:stream)?([\d.]*)/, "centos"],
  [/(?:^|[-_])rocky(?:linux)?-?([\d.]*)/, "rocky"],
  [/(?:^|[-_])alma(?:linux)?-?([\d.]*)/, "almalinux"],
  [/(?:^|[-_])(?:ubi|rhel)-?([\d.]*)/, "rhel"],
  [/(?:^|[-_])fedora-?([\d.]*)/, "fedora"],
  [new RegExp(`(?:^|[-_])(${debianReleases})(?:$|[-_])`), "debian"],
  [new RegExp(`(?:^|[-_])(${ubuntuReleases})(?:$|[-_])`), "ubuntu"],
];

/** Well-known repositories, by what their plain tags are built from. */
const knownRepositories: readonly (readonly [RegExp, DistributionName])[] = [
  [
    /^(?:docker\.io\/|index\.docker\.io\/)?(?:library\/)?(?:python|node|golang|rust|ruby|perl|openjdk|gcc|buildpack-deps|r-base|julia|php|postgres|nginx|haskell|erlang|elixir)$/,
    "debian",
  ],
  [/(?:^|\/)(?:continuumio\/(?:mini|ana)conda3?|mambaorg\/micromamba)$/, "debian"],
  [/(?:^|\/)condaforge\/(?:miniforge|mambaforge)3?(?:-pypy3)?$/, "ubuntu"],
  [/(?:^|\/)(?:rocker|jupyter|bioconductor|pytorch|tensorflow|nvcr\.io\/nvidia)\//, "ubuntu"],
];

/** An agent that installs packages says where from. */
const ofMirror = (stage: Stage): Guess => {
  const mirror = (headerValue(stage, "mirrorurl") ?? "").toLowerCase();
  const release = headerValue(stage, "osversion");
  for (const [part, name] of mirrors) if (part.test(mirror)) return [name, release];
  if (stage.bootstrap?.agent.text.toLowerCase() !== "debootstrap") return ["unknown", release];
  return [new RegExp(`^(${ubuntuReleases})$`).test(release ?? "") ? "ubuntu" : "debian", release];
};

const mirrors: readonly (readonly [RegExp, DistributionName])[] = [
  [/ubuntu/, "ubuntu"],
  [/debian/, "debian"],
  [/rocky/, "rocky"],
  [/alma/, "almalinux"],
  [/fedora/, "fedora"],
  [/oracle/, "oraclelinux"],
  [/centos/, "centos"],
];

const headerValue = ({ header }: Stage, key: string): string | undefined => header.get(key)?.value?.text;
