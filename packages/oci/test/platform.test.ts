/** Which platform is which, and which image runs where. */

import { describe, expect, it } from "vitest";
import { formatPlatform, hostPlatform, parsePlatform } from "../src/index.ts";
import { normalizePlatform, platformDistance } from "../src/platform.ts";

const platform = (text: string) => {
  const parsed = parsePlatform(text);
  if (!parsed) throw new Error(`${text} is no platform`);
  return parsed;
};

describe("platforms", () => {
  it.each([
    ["x64", "linux/amd64"],
    ["arm64", "linux/arm64/v8"],
    ["arm", "linux/arm/v7"],
    ["ia32", "linux/386"],
    ["ppc64", "linux/ppc64le"],
    ["s390x", "linux/s390x"],
    ["riscv64", "linux/riscv64"],
  ])("of this machine: %s is %s", (arch, name) => {
    expect(formatPlatform(hostPlatform(arch))).toBe(name);
  });

  it.each([
    ["aarch64", "linux/arm64/v8"],
    ["linux/amd64", "linux/amd64"],
    ["arm/v6", "linux/arm/v6"],
    ["Linux/ARM/v7", "linux/arm/v7"],
    ["arm32v6", "linux/arm/v6"],
    ["arm32v5", "linux/arm/v5"],
    ["armhf", "linux/arm/v7"],
    ["arm64v8", "linux/arm64/v8"],
    ["arm64/v8", "linux/arm64/v8"],
    ["386", "linux/386"],
    ["i686", "linux/386"],
    ["ppc64le", "linux/ppc64le"],
    ["amd64/v3", "linux/amd64/v3"],
  ])("are read: %s is %s", (text, name) => {
    expect(formatPlatform(platform(text))).toBe(name);
  });

  it.each(["", "linux", "linux/", "a/b/c/d", "linux/amd 64"])("are not: %j", (text) => {
    expect(parsePlatform(text)).toBeUndefined();
  });

  it("are the same when they are normalized twice", () => {
    const once = normalizePlatform({ os: "Linux", architecture: "x86_64" });
    expect(normalizePlatform(once)).toEqual(once);
  });

  it.each([
    ["amd64", "amd64", 0],
    ["amd64", "arm64", undefined],
    ["arm64", "arm64/v8", 0],
    ["arm/v7", "arm/v6", 1],
    ["arm/v6", "arm/v7", undefined],
    ["amd64", "amd64/v3", undefined],
    ["amd64/v3", "amd64", 2],
    ["amd64", "windows/amd64", undefined],
    ["mips64/r6", "mips64/r6", 0],
  ])("%s runs images of %s at distance %s", (machine, image, distance) => {
    expect(platformDistance(platform(machine), platform(image))).toBe(distance);
  });
});
