/** Images in archives of `docker save`, of its several ages, and what a hostile one cannot do. */

import { gzipSync, zstdCompressSync } from "node:zlib";
import { digestOfBytes, imageOf, type LayerEntry, layerTar } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { type Image, openDockerArchive } from "../../src/index.ts";
import { amd64, failureOf, layerBytes } from "../opening.ts";
import {
  blobName,
  type Files,
  fileOf,
  json,
  layoutFiles,
  noTemporaryFile,
  savedFiles,
  tarOf,
  temporaryFiles,
} from "./image-files.ts";

const one = await layerTar([{ path: "etc/one", content: "1" }]);
const two = await layerTar([{ path: "etc/two", content: "2".repeat(3_000_000) }]);
const saved = savedFiles({ tags: ["small:latest"], layers: [one, two], config: { Env: ["A=b"] } });

const open = async (files: Files, tag?: string, ...entries: readonly LayerEntry[]): Promise<Image> =>
  openDockerArchive(await fileOf(await tarOf(files, ...entries)), {
    temporaryFile: noTemporaryFile,
    ...(tag !== undefined && { tag }),
  });

/** An archive whose one layer is under a name of the caller's. */
const withLayer = (name: string, diffId = digestOfBytes(one)): Map<string, Uint8Array> => {
  const config = json({ os: "linux", architecture: "amd64", rootfs: { diff_ids: [diffId] } });
  return new Map([
    ["config.json", config],
    ["manifest.json", json([{ Config: "config.json", RepoTags: [], Layers: [name] }])],
  ]);
};

describe("an image of docker save", () => {
  it("has its config, its id, and layers that give their bytes", async () => {
    const opened = await open(saved);
    const config = [...saved].find(([name]) => /^[0-9a-f]{64}\.json$/.test(name))?.[1] ?? new Uint8Array();
    expect(opened).toMatchObject({
      manifestDigest: digestOfBytes(config),
      platform: amd64,
      config: { env: ["A=b"] },
    });
    expect(opened.layers.map(({ digest }) => digest)).toEqual([one, two].map(digestOfBytes));
    expect(opened.layers.map(({ diffId }) => diffId)).toEqual([one, two].map(digestOfBytes));
    expect(await layerBytes(opened, 0)).toEqual(Buffer.from(one));
    expect(digestOfBytes(await layerBytes(opened, 1))).toBe(digestOfBytes(two));
  });

  it("may be gzip as a whole", async () => {
    const { made, temporaryFile } = temporaryFiles();
    const opened = await openDockerArchive(await fileOf(gzipSync(await tarOf(saved))), { temporaryFile });
    expect(digestOfBytes(await layerBytes(opened, 1))).toBe(digestOfBytes(two));
    expect(made).toHaveLength(1);
  });

  it("may have compressed layers, whose digest is that of their own bytes", async () => {
    const stored = [gzipSync(one), zstdCompressSync(two)];
    const diffIds = [one, two].map(digestOfBytes);
    const opened = await open(savedFiles({ tags: [], layers: stored, diffIds }));
    expect(opened.layers).toMatchObject([
      { digest: digestOfBytes(stored[0]!), diffId: diffIds[0], mediaType: expect.stringMatching(/\.gzip$/) },
      { digest: digestOfBytes(stored[1]!), diffId: diffIds[1], mediaType: expect.stringMatching(/\.zstd$/) },
    ]);
    expect(await layerBytes(opened, 0)).toEqual(stored[0]);
  });

  it("may be a layout at the same time, as of Docker 25", async () => {
    const image = imageOf({ layers: [one, two] });
    const [config, ...layers] = image.blobs.map((blob) => blobName(digestOfBytes(blob)));
    const manifest = json([{ Config: config, RepoTags: ["small:1"], Layers: layers }]);
    const opened = await open(new Map([...layoutFiles({ image }), ["manifest.json", manifest]]));
    expect(opened.layers.map(({ digest }) => digest)).toEqual(image.blobs.slice(1).map(digestOfBytes));
    expect(await layerBytes(opened)).toEqual(image.blobs[1]);
  });

  it("is chosen by its tag in any spelling", async () => {
    const files = savedFiles(
      { tags: ["small:latest", "small:1"], layers: [one] },
      { tags: ["quay.io/a/big:2"], layers: [two] },
      { tags: [], layers: [one, two] },
    );
    for (const tag of ["small:1", "small", "docker.io/library/small:1", "1", "latest"])
      expect((await open(files, tag)).layers).toHaveLength(1);
    expect((await open(files, "quay.io/a/big:2")).layers[0]?.digest).toBe(digestOfBytes(two));
    expect(await failureOf(open(files, "big:2"))).toMatchObject({
      code: "oci/no-such-tag",
      hint: 'it has "small:latest", "small:1", "quay.io/a/big:2"',
    });
    expect((await failureOf(open(files))).code).toBe("oci/ambiguous-image");
    const twice = savedFiles({ tags: ["a:1"], layers: [one] }, { tags: ["b:1"], layers: [two] });
    expect(await failureOf(open(twice, "1"))).toMatchObject({
      code: "oci/ambiguous-image",
      hint: 'name one by its whole tag; it has "a:1", "b:1"',
    });
  });

  it("fails for a damaged layer at its end, and for a changed config at once", async () => {
    const damaged = Buffer.from(two);
    damaged[1000]! ^= 1;
    const opened = await open(new Map([...saved, ["01/layer.tar", damaged]]));
    expect((await failureOf(layerBytes(opened, 1))).code).toBe("oci/digest-mismatch");
    const [name = ""] = [...saved.keys()].filter((key) => key.length === 69);
    const config = json({ rootfs: { diff_ids: [] } });
    expect((await failureOf(open(new Map([...saved, [name, config]])))).code).toBe("oci/digest-mismatch");
  });

  it("names what is missing, malformed or of another kind", async () => {
    expect((await failureOf(open(withLayer("gone/layer.tar")))).message).toContain('lacks "gone/layer.tar"');
    const manifest = (document: unknown) => failureOf(open(new Map([["manifest.json", json(document)]])));
    expect((await manifest([{ Config: 5 }])).message).toContain('malformed at "0.Config"');
    expect((await manifest("text")).code).toBe("oci/bad-manifest");
    expect((await manifest([])).code).toBe("oci/not-an-image");
    const two = new Map([...withLayer("a"), ["a", one]]);
    two.set("manifest.json", json([{ Config: "config.json", Layers: ["a", "a"] }]));
    expect((await failureOf(open(two))).message).toContain("has 2 layers, but its config knows 1");
    expect((await failureOf(open(layoutFiles()))).hint).toContain("use oci-archive:");
    const ancient = await failureOf(open(new Map([["repositories", json({})]])));
    expect(ancient.message).toContain("older than 1.10");
    expect((await failureOf(open(new Map([["etc/passwd", one]])))).hint).toContain("docker export");
  });
});

describe("links in an archive", () => {
  it("lead to other members, as old Dockers wrote them", async () => {
    const target = new Map([...withLayer("new/layer.tar"), ["old/layer.tar", one]]);
    const link: LayerEntry = { path: "new/layer.tar", target: "../old/layer.tar" };
    expect(await layerBytes(await open(target, undefined, link))).toEqual(Buffer.from(one));
    const hard: LayerEntry = { path: "new/layer.tar", target: "old/layer.tar", type: "link" };
    expect(await layerBytes(await open(target, undefined, hard))).toEqual(Buffer.from(one));
  });

  it.each(["/etc/passwd", "../../etc/passwd", "../../../../../../etc/passwd"])(
    "never lead out of it: %s",
    async (target) => {
      const failure = await failureOf(
        open(withLayer("a/layer.tar"), undefined, { path: "a/layer.tar", target }),
      );
      expect(failure).toMatchObject({
        code: "oci/bad-archive",
        message: expect.stringContaining("out of it"),
      });
    },
  );

  it("never go in circles", async () => {
    const failure = await failureOf(
      open(withLayer("a"), undefined, { path: "a", target: "b" }, { path: "b", target: "a" }),
    );
    expect(failure).toMatchObject({ code: "oci/bad-archive", message: expect.stringContaining("circle") });
  });

  it("and names outside of the archive are not files of this machine", async () => {
    for (const name of ["/etc/passwd", "../../../../etc/passwd"])
      expect((await failureOf(open(withLayer(name)))).code).toBe("oci/missing-part");
    const absolute = withLayer("/etc/passwd");
    absolute.set("/etc/passwd", one);
    expect((await failureOf(open(absolute))).code).toBe("oci/missing-part");
  });
});
