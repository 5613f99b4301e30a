/** Images in files that other programs wrote, skopeo, umoci and GNU tar: opened, read to their ends, and held against each other. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { collect } from "@deftools/bytes";
import { type Image, openDockerArchive, openLayoutImage, openOciArchive } from "@deftools/oci";
import { digestOfBytes, imageOf, indexOf, layerTar } from "@deftools/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeLayout } from "./layout.ts";
import { describeReal, must } from "./programs.ts";

const amd64 = { os: "linux", architecture: "amd64" };
const arm64 = { os: "linux", architecture: "arm64" };
const longName = `${"folder/".repeat(30)}file`;
const layers = [
  await layerTar([{ path: "etc/os-release", content: "ID=test\n" }]),
  await layerTar([{ path: longName, content: "long\n".repeat(300_000) }]),
];
const diffIds = layers.map(digestOfBytes);
const image = imageOf({ layers, config: { Cmd: ["/bin/sh"] } });
const armImage = imageOf({ layers: layers.slice(0, 1), platform: arm64 });

/** The digests of the tars that an image really gives, its layers read to their ends. */
const tarDigests = async (image: Image): Promise<readonly string[]> => {
  const digests: string[] = [];
  for (const layer of image.layers) {
    const bytes = await collect(layer.open(), 1e9, "a layer");
    expect(bytes.length).toBe(layer.size);
    expect(digestOfBytes(bytes)).toBe(layer.digest);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    digests.push(digestOfBytes(isGzip ? gunzipSync(bytes) : bytes));
  }
  return digests;
};

let work = "";
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "deftools-sources-"));
  writeLayout(join(work, "one"), image);
  writeLayout(join(work, "multi"), indexOf([image, armImage]));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

let staged = 0;
const temporaryFile = async (): Promise<string> => join(work, `staged-${staged++}`);
const options = { platform: amd64, temporaryFile };

describeReal("images that skopeo wrote", ["skopeo"], () => {
  const copy = (from: string, to: string, ...flags: readonly string[]): void => {
    must("skopeo", ["--insecure-policy", "copy", "--quiet", ...flags, from, to], { cwd: work });
  };
  const inspect = (source: string) => JSON.parse(must("skopeo", ["inspect", source], { cwd: work }));

  it("open from a layout with several images", async () => {
    copy("oci:one:latest", "oci:several:docker.io/a/b:1");
    copy("oci:multi:latest", "oci:several:multi", "--all");
    const path = join(work, "several");
    const opened = await openLayoutImage(path, { platform: amd64, tag: "docker.io/a/b:1" });
    expect(await tarDigests(opened)).toEqual(diffIds);
    expect(opened.layers.map(({ digest }) => digest)).toEqual(inspect("oci:several:docker.io/a/b:1").Layers);
    const arm = await openLayoutImage(path, { platform: arm64, tag: "multi" });
    expect(arm.platform).toEqual(arm64);
    expect(await tarDigests(arm)).toEqual(diffIds.slice(0, 1));
    const byDigest = await openLayoutImage(path, { platform: amd64, digest: armImage.digest });
    expect(byDigest.layers).toEqual(arm.layers.map((layer) => ({ ...layer, open: expect.any(Function) })));
  });

  it("open from an oci-archive, and from one in gzip", async () => {
    copy("oci:one:latest", "oci-archive:one.tar:1");
    const path = join(work, "one.tar");
    const opened = await openOciArchive(path, { ...options, tag: "1" });
    expect(await tarDigests(opened)).toEqual(diffIds);
    expect(opened.layers.map(({ digest }) => digest)).toEqual(inspect("oci-archive:one.tar:1").Layers);
    must("gzip", ["--keep", path]);
    const gzip = await openOciArchive(`${path}.gz`, options);
    expect(gzip.manifestDigest).toBe(opened.manifestDigest);
    expect(await tarDigests(gzip)).toEqual(diffIds);
  });

  it("open from a docker-archive by each of its tags", async () => {
    copy("oci:one:latest", "docker-archive:saved.tar:small:1", "--additional-tag", "quay.io/a/b:2");
    const path = join(work, "saved.tar");
    for (const tag of [undefined, "1", "small:1", "quay.io/a/b:2"]) {
      const opened = await openDockerArchive(path, { temporaryFile, ...(tag !== undefined && { tag }) });
      expect(opened.config.cmd).toEqual(["/bin/sh"]);
      expect(opened.layers.map(({ digest }) => digest)).toEqual(diffIds);
      expect(await tarDigests(opened)).toEqual(diffIds);
    }
    expect(inspect("docker-archive:saved.tar").Layers).toEqual(diffIds);
  });

  it("open through the links that old Dockers put in place of layers", async () => {
    copy("oci:one:latest", "docker-archive:links.tar:small:1");
    const path = join(work, "links.tar");
    const manifest = JSON.parse(must("tar", ["-xOf", path, "manifest.json"]));
    const links = must("tar", ["-tvf", path])
      .split("\n")
      .flatMap((line) => / ([0-9a-f]+\/layer\.tar) -> /.exec(line)?.[1] ?? []);
    expect(links).toHaveLength(layers.length);
    manifest[0].Layers = manifest[0].Layers.map(
      (file: string) =>
        links.find((link) => must("tar", ["-tvf", path, link]).trim().endsWith(`../${file}`)) ?? "",
    );
    writeFileSync(join(work, "manifest.json"), JSON.stringify(manifest));
    must("tar", ["--append", "-f", path, "manifest.json"], { cwd: work });
    const opened = await openDockerArchive(path, { temporaryFile });
    expect(await tarDigests(opened)).toEqual(diffIds);
  });
});

describeReal("images that umoci and GNU tar wrote", ["umoci", "tar"], () => {
  it("open from the layout umoci changes", async () => {
    const path = join(work, "umoci");
    writeLayout(path, image);
    must("umoci", ["config", "--image", `${path}:latest`, "--tag", "next", "--config.cmd", "/bin/next"]);
    const opened = await openLayoutImage(path, { platform: amd64, tag: "next" });
    expect(opened.config.cmd).toEqual(["/bin/next"]);
    expect(await tarDigests(opened)).toEqual(diffIds);
  });

  it.each(["gnu", "oldgnu", "pax", "ustar"])(
    "open from a tar of a layout in the dialect %s",
    async (format) => {
      const path = join(work, `${format}.tar`);
      must("tar", ["--format", format, "-C", join(work, "multi"), "-cf", path, "."]);
      const opened = await openOciArchive(path, { ...options, platform: arm64 });
      expect(opened.manifestDigest).toBe(armImage.digest);
      expect(await tarDigests(opened)).toEqual(diffIds.slice(0, 1));
    },
  );
});
