/** Platforms: which of an index's images runs on which machine (OCI image-spec image-index.md#platform-variants). */

import type { Platform } from "./image.ts";

/** The platform of a machine, by Node's name of its processor (`process.arch`); containers are Linux everywhere. */
export const hostPlatform = (arch: string): Platform =>
  normalizePlatform({ os: "linux", architecture: nodeNames[arch] ?? arch });

/** `os/architecture[/variant]`, as engines print it. */
export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, variant].filter((part) => part !== undefined).join("/");

/** Reads `arm64`, `arm/v7` or `linux/arm64/v8`; undefined when there are too many parts or an empty one. */
export const parsePlatform = (text: string): Platform | undefined => {
  const parts = text.toLowerCase().split("/");
  if (3 < parts.length || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part))) return undefined;
  const [first = "", second, third] = parts;
  const saysOs = third !== undefined || first === "linux" || first === "windows";
  const [os, architecture, variant] = saysOs ? [first, second, third] : ["linux", first, second];
  if (architecture === undefined) return undefined;
  return normalizePlatform({ os, architecture, ...(variant !== undefined && { variant }) });
};

/** One name for each platform: `aarch64` is `arm64`, arm64 without a variant is v8, arm without one is v7. */
export const normalizePlatform = ({ os, architecture, variant }: Platform): Platform => {
  const [name, implied] = aliases[architecture.toLowerCase()] ?? [architecture.toLowerCase(), undefined];
  const chosen = variant === undefined || variant === "" ? (implied ?? defaultVariants[name]) : variant;
  return { os: os.toLowerCase(), architecture: name, ...(chosen !== undefined && { variant: chosen }) };
};

/**
 * How well a machine of platform `wanted` runs an image for `offered`: 0 is exact, higher is a compatible older variant, undefined is
 * not at all.
 */
export const platformDistance = (wanted: Platform, offered: Platform): number | undefined => {
  const machine = normalizePlatform(wanted);
  const image = normalizePlatform(offered);
  if (machine.os !== image.os || machine.architecture !== image.architecture) return undefined;
  const distance = variantNumber(machine) - variantNumber(image);
  if (Number.isNaN(distance)) return machine.variant === image.variant ? 0 : undefined;
  return distance < 0 ? undefined : distance;
};

/** `v7` is 7; a platform without variants is 1, the base that every later variant runs. */
const variantNumber = ({ variant = "v1" }: Platform): number =>
  /^v?\d+$/.test(variant) ? Number(variant.replace("v", "")) : Number.NaN;

/** Node's names that are not Go's. */
const nodeNames: Readonly<Record<string, string>> = {
  x64: "amd64",
  ia32: "386",
  ppc64: "ppc64le",
  mipsel: "mipsle",
};

/** Names that people and kernels use, and the variant some of them imply. */
const aliases: Readonly<Record<string, readonly [architecture: string, variant: string | undefined]>> = {
  x86_64: ["amd64", undefined],
  "x86-64": ["amd64", undefined],
  i386: ["386", undefined],
  i686: ["386", undefined],
  aarch64: ["arm64", undefined],
  arm64v8: ["arm64", "v8"],
  armhf: ["arm", "v7"],
  arm32v7: ["arm", "v7"],
  armel: ["arm", "v6"],
  arm32v6: ["arm", "v6"],
  arm32v5: ["arm", "v5"],
};

const defaultVariants: Readonly<Record<string, string>> = { arm64: "v8", arm: "v7" };
