/** Images in OCI layouts: which one is meant, and that nothing unproven is given. */

import { truncate } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { digestOfBytes, imageOf, indexOf, layerTar, type TestImage } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { type Image, type LayoutOptions, openLayoutImage, openOciArchive } from "../../src/index.ts";
import { amd64, failureOf, layerBytes } from "../opening.ts";
import {
  blobName,
  type Files,
  fileOf,
  folderOf,
  json,
  layoutFiles,
  noTemporaryFile,
  tarOf,
  temporaryFiles,
} from "./image-files.ts";

const one = await layerTar([{ path: "etc/one", content: "1" }]);
const two = await layerTar([{ path: "etc/two", content: "2" }]);
const image = imageOf({ layers: [one, two], config: { Cmd: ["/bin/sh"] } });
const other = imageOf({ layers: [two] });
const arm64 = { os: "linux", architecture: "arm64" } as const;
const armImage = imageOf({ layers: [one], platform: arm64 });

/** The image of a layout, from a folder. */
const open = async (files: Files, options: Partial<LayoutOptions> = {}): Promise<Image> =>
  openLayoutImage(await folderOf(files), { platform: amd64, ...options });

/** The same from a tar. */
const openTar = async (files: Files, options: Partial<LayoutOptions> = {}): Promise<Image> =>
  openOciArchive(await fileOf(await tarOf(files)), {
    platform: amd64,
    temporaryFile: noTemporaryFile,
    ...options,
  });

const changed = (files: Files, name: string, bytes: Uint8Array | undefined): Files => {
  const copy = new Map(files);
  if (bytes) copy.set(name, bytes);
  else copy.delete(name);
  return copy;
};

const blobOf = (from: TestImage, index: number): string =>
  blobName(digestOfBytes(from.blobs[index] ?? new Uint8Array()));

describe.each([
  { from: "a folder", open },
  { from: "a tar", open: openTar },
])("an image in a layout in $from", ({ open }) => {
  it("has its config, and layers that give their bytes", async () => {
    const opened = await open(layoutFiles({ image }));
    expect(opened).toMatchObject({
      manifestDigest: image.digest,
      platform: amd64,
      config: { cmd: ["/bin/sh"] },
      rawConfig: { Cmd: ["/bin/sh"] },
    });
    expect(opened.layers.map(({ diffId }) => diffId)).toEqual([one, two].map(digestOfBytes));
    expect(await layerBytes(opened, 0)).toEqual(image.blobs[1]);
    expect(await layerBytes(opened, 1)).toEqual(image.blobs[2]);
    expect(await layerBytes(opened, 1)).toEqual(image.blobs[2]);
  });

  it("is found by its tag, its digest and its platform, through indexes", async () => {
    const files = layoutFiles(
      { image, tag: "1.0" },
      { image: other, tag: "docker.io/a/b:2" },
      { image: indexOf([indexOf([armImage]), image, armImage]), tag: "multi" },
    );
    expect((await open(files, { tag: "1.0" })).manifestDigest).toBe(image.digest);
    expect((await open(files, { tag: "docker.io/a/b:2" })).manifestDigest).toBe(other.digest);
    expect((await open(files, { tag: "multi", platform: arm64 })).manifestDigest).toBe(armImage.digest);
    expect((await open(files, { digest: armImage.digest })).manifestDigest).toBe(armImage.digest);
    expect((await open(files, { digest: other.digest, tag: "1.0" })).manifestDigest).toBe(other.digest);
  });

  it("fails for a damaged layer at its end", async () => {
    const name = blobOf(image, 1);
    const bytes = Buffer.from(image.blobs[1] ?? []);
    bytes[bytes.length - 1]! ^= 1;
    const opened = await open(changed(layoutFiles({ image }), name, bytes));
    expect(await failureOf(layerBytes(opened))).toMatchObject({
      code: "oci/digest-mismatch",
      hint: expect.stringContaining("save it anew"),
    });
  });

  it.each([
    ["manifest", blobName(image.digest), "oci/size-mismatch"],
    ["config", blobOf(image, 0), "oci/size-mismatch"],
  ])("fails for a longer %s before anything is believed", async (_part, name, code) => {
    const files = layoutFiles({ image });
    const longer = Buffer.concat([files.get(name) ?? new Uint8Array(), Buffer.from(" ")]);
    expect((await failureOf(open(changed(files, name, longer)))).code).toBe(code);
  });

  it("fails for a manifest that is another one", async () => {
    const files = layoutFiles({ image });
    const bytes = Buffer.from(image.manifest);
    bytes[bytes.length - 1]! ^= 1;
    const failure = await failureOf(open(changed(files, blobName(image.digest), bytes)));
    expect(failure.code).toBe("oci/digest-mismatch");
  });

  it("names what is missing", async () => {
    const files = layoutFiles({ image });
    const layer = blobOf(image, 2);
    const opened = await open(changed(files, layer, undefined));
    expect((await failureOf(layerBytes(opened, 1))).code).toBe("oci/missing-part");
    const noManifest = changed(files, blobName(image.digest), undefined);
    expect(await failureOf(open(noManifest))).toMatchObject({
      code: "oci/missing-part",
      message: expect.stringContaining(image.digest),
    });
    expect((await failureOf(open(changed(files, "index.json", undefined)))).code).toBe("oci/not-a-layout");
  });

  it("reads no endless index", async () => {
    const huge = Buffer.alloc(5 * 1024 * 1024, " ");
    const failure = await failureOf(open(changed(layoutFiles({ image }), "index.json", huge)));
    expect(failure.code).toBe("oci/too-large");
  });
});

describe("the choice in a layout", () => {
  it("is none when there is one image, whatever platform its entry claims", async () => {
    const opened = await open(layoutFiles({ image, fields: { platform: arm64 } }));
    expect(opened.platform).toEqual(amd64);
  });

  it("passes over attestations", async () => {
    const attestation = { platform: { os: "unknown", architecture: "unknown" } };
    const opened = await open(layoutFiles({ image: other, fields: attestation }, { image }));
    expect(opened.manifestDigest).toBe(image.digest);
  });

  it("goes by the platform among entries of one name", async () => {
    const files = layoutFiles(
      { image: armImage, tag: "1", fields: { annotations: {}, platform: arm64 } },
      { image, fields: { platform: amd64 } },
    );
    expect((await open(files)).manifestDigest).toBe(image.digest);
    expect((await open(files, { platform: arm64 })).manifestDigest).toBe(armImage.digest);
    const riscv = { os: "linux", architecture: "riscv64" };
    expect(await failureOf(open(files, { platform: riscv }))).toMatchObject({
      code: "oci/no-such-platform",
      hint: "it has linux/amd64, linux/arm64",
    });
  });

  it("is never a guess", async () => {
    const failure = await failureOf(open(layoutFiles({ image, tag: "a" }, { image: other, tag: "b" })));
    expect(failure).toMatchObject({
      code: "oci/ambiguous-image",
      hint: 'name one by its tag or digest; it has "a", "b"',
    });
    const nameless = await failureOf(open(layoutFiles({ image }, { image: other })));
    expect(nameless.hint).toContain(other.digest);
  });

  it("takes one image under two tags for one", async () => {
    const opened = await open(layoutFiles({ image, tag: "a" }, { image, tag: "b" }));
    expect(opened.manifestDigest).toBe(image.digest);
  });

  it("lists the tags there are, made safe to show", async () => {
    const files = layoutFiles({ image, tag: "1.0\u001b[31m" });
    expect(await failureOf(open(files, { tag: "2" }))).toMatchObject({
      code: "oci/no-such-tag",
      message: expect.stringContaining('no image with the tag "2"'),
      hint: 'it has "1.0 [31m"',
    });
  });

  it("fails for an empty layout, and for digests that are none or not there", async () => {
    expect((await failureOf(open(layoutFiles()))).code).toBe("oci/not-an-image");
    const files = layoutFiles({ image });
    expect((await failureOf(open(files, { digest: "sha256:../../../etc" }))).code).toBe("oci/bad-digest");
    expect((await failureOf(open(files, { digest: armImage.digest }))).code).toBe("oci/missing-part");
  });
});

describe("a foreign layer", () => {
  const urls = ["ftp://a.example/layer", "https://b.example/layer", "https://c.example/layer"];
  const whole = imageOf({ layers: [one, two] });
  const layers = JSON.parse(Buffer.from(whole.manifest).toString()).layers.map(
    (layer: object, index: number) =>
      index === 1
        ? { ...layer, mediaType: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", urls }
        : layer,
  );
  const foreign = imageOf({ layers: [one, two], manifest: { layers } });
  const files = changed(layoutFiles({ image: foreign }), blobOf(foreign, 2), undefined);

  it("is fetched from the first address that answers, and proven", async () => {
    const asked: string[] = [];
    const fetchForeign = async function* (url: URL): AsyncGenerator<Uint8Array> {
      asked.push(url.href);
      if (url.host === "b.example") yield* failing();
      yield foreign.blobs[2] ?? new Uint8Array();
    };
    const opened = await open(files, { fetchForeign });
    expect(await layerBytes(opened, 1)).toEqual(foreign.blobs[2]);
    expect(asked).toEqual(urls.slice(1));
    const forged = await open(files, {
      fetchForeign: async function* () {
        yield Buffer.alloc(foreign.blobs[2]?.length ?? 0);
      },
    });
    expect((await failureOf(layerBytes(forged, 1))).code).toBe("oci/digest-mismatch");
  });

  it("fails clearly where nothing may be fetched, and where nobody answers", async () => {
    expect(await failureOf(layerBytes(await open(files), 1))).toMatchObject({
      code: "oci/foreign-layer",
      message: expect.stringContaining("b.example, c.example"),
    });
    const opened = await open(files, { fetchForeign: failing });
    expect(await failureOf(layerBytes(opened, 1))).toMatchObject({
      code: "oci/foreign-layer",
      message: expect.stringContaining("no index.json"),
    });
  });
});

/** A stream that ends in some Failure before its first byte. */
async function* failing(): AsyncGenerator<Uint8Array> {
  await open(new Map());
  yield new Uint8Array();
}

describe("an archive of a layout", () => {
  const archive = async (bytes: Uint8Array, options: Partial<Parameters<typeof openOciArchive>[1]> = {}) =>
    openOciArchive(await fileOf(bytes), { platform: amd64, temporaryFile: noTemporaryFile, ...options });

  it("is unpacked to a temporary file when it is gzip, even in several members", async () => {
    const tar = await tarOf(layoutFiles({ image }));
    const half = Math.floor(tar.length / 2);
    const { made, temporaryFile } = temporaryFiles();
    const gzip = Buffer.concat([gzipSync(tar.subarray(0, half)), gzipSync(tar.subarray(half))]);
    const opened = await archive(gzip, { temporaryFile });
    expect(await layerBytes(opened)).toEqual(image.blobs[1]);
    expect(made).toHaveLength(1);
    const cut = await failureOf(archive(gzip.subarray(0, -100), { temporaryFile }));
    expect(cut).toMatchObject({ code: "oci/bad-archive", message: expect.stringContaining("gzip data") });
  });

  it("says how to unpack what it does not", async () => {
    const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]);
    expect(await failureOf(archive(zstd))).toMatchObject({
      code: "oci/bad-archive",
      hint: expect.stringContaining("unzstd"),
    });
  });

  it("may be cut into odd names, and have its last word on each", async () => {
    const stale = changed(layoutFiles({ image: other }), "oci-layout", undefined);
    const fresh = layoutFiles({ image });
    const odd = new Map([...fresh].map(([name, bytes]) => [`./${name.replace("/", "//")}`, bytes]));
    const opened = await archive(await tarOf(new Map([...stale, ["zzz", Buffer.from("z")], ...odd])));
    expect(opened.manifestDigest).toBe(image.digest);
  });

  it("fails for what is no tar, cut short or damaged in the middle", async () => {
    const tar = await tarOf(layoutFiles({ image }));
    expect(await failureOf(archive(Buffer.alloc(2000, "x")))).toMatchObject({
      code: "oci/bad-archive",
      message: expect.stringContaining("is no tar archive"),
    });
    expect((await failureOf(archive(new Uint8Array()))).code).toBe("oci/bad-archive");
    expect((await failureOf(archive(tar.subarray(0, 700)))).code).toBe("oci/bad-archive");
    const damaged = Buffer.from(tar);
    const second = damaged.indexOf([...layoutFiles({ image }).keys()][1] ?? "");
    damaged[second] = 0xff;
    expect(await failureOf(archive(damaged))).toMatchObject({
      code: "oci/bad-archive",
      message: expect.stringMatching(/is damaged at byte \d+/),
    });
  });

  it("tells when it was changed under an open image", async () => {
    const path = await fileOf(await tarOf(layoutFiles({ image })));
    const opened = await openOciArchive(path, { platform: amd64, temporaryFile: noTemporaryFile });
    await truncate(path, 600);
    expect((await failureOf(layerBytes(opened))).code).toBe("bytes/truncated");
  });

  it("is told apart from an archive of docker save, and from a missing file", async () => {
    const saved = await tarOf(new Map([["manifest.json", json([])]]));
    expect((await failureOf(archive(saved))).hint).toContain("use docker-archive:");
    const missing = openOciArchive("/nowhere/image.tar", { platform: amd64, temporaryFile: noTemporaryFile });
    expect((await failureOf(missing)).code).toBe("bytes/cannot-read");
  });

  it("stops when it is told to", async () => {
    const opened = await archive(await tarOf(layoutFiles({ image })));
    const stop = AbortSignal.abort(new Error("stopped"));
    await expect(layerBytes(opened, 0, stop)).rejects.toThrow("stopped");
  });
});
