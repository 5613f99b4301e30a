/** Images opened from a registry: what is resolved, chosen, checked and refused. */

import { digestOfBytes, imageOf, indexOf, layerTar, type TestImage } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { parsePlatform } from "../src/index.ts";
import { amd64, client, failureOf, layerBytes, open, registry } from "./opening.ts";

const tar = await layerTar([{ path: "etc/arch", content: "amd64" }]);
const armTar = await layerTar([{ path: "etc/arch", content: "arm64" }]);
const image = imageOf({
  layers: [tar],
  config: {
    Env: ["A=1", "B=2"],
    Entrypoint: ["/entry"],
    Cmd: null,
    Labels: { title: "x" },
    WorkingDir: "/srv/app",
    User: "",
    Volumes: { "/data": {} },
  },
});

const serving = async (content: TestImage, tag = "1") => {
  const server = await registry();
  server.putImage("x/y", tag, content);
  return server;
};

describe("an image", () => {
  it("is its config and its layers", async () => {
    const server = await serving(image);
    const opened = await open(client(), `${server.host}/x/y:1`);
    expect(opened).toMatchObject({
      name: `${server.host}/x/y:1`,
      manifestDigest: image.digest,
      platform: amd64,
      config: {
        created: "2020-01-01T00:00:00Z",
        entrypoint: ["/entry"],
        cmd: [],
        env: ["A=1", "B=2"],
        labels: { title: "x" },
        workingDir: "/srv/app",
      },
    });
    expect(opened.rawConfig).toMatchObject({ Volumes: { "/data": {} }, Cmd: null });
    expect(opened.layers).toMatchObject([
      { diffId: digestOfBytes(tar), mediaType: "application/vnd.oci.image.layer.v1.tar+gzip" },
    ]);
  });

  it.each([
    ["docker", "gzip", "application/vnd.docker.image.rootfs.diff.tar.gzip"],
    ["oci", "zstd", "application/vnd.oci.image.layer.v1.tar+zstd"],
    ["oci", "none", "application/vnd.oci.image.layer.v1.tar"],
  ] as const)("may be of %s, %s", async (style, compression, mediaType) => {
    const server = await serving(imageOf({ layers: [tar], style, compression }));
    const opened = await open(client(), `${server.host}/x/y:1`);
    expect(opened.layers[0]?.mediaType).toBe(mediaType);
    expect((await layerBytes(opened)).length).toBe(opened.layers[0]?.size);
  });

  it("is the tag `latest` where none is named", async () => {
    const server = await serving(image, "latest");
    expect((await open(client(), `${server.host}/x/y`)).name).toBe(`${server.host}/x/y:latest`);
  });

  it("is found by its digest, and the digest wins over the tag", async () => {
    const server = await serving(image);
    const opened = await open(client(), `${server.host}/x/y:other@${image.digest}`);
    expect(opened.manifestDigest).toBe(image.digest);
  });

  it("may have no config object and no layers", async () => {
    const server = await serving(
      imageOf({ layers: [], document: { config: null, rootfs: { type: "layers", diff_ids: null } } }),
    );
    const opened = await open(client(), `${server.host}/x/y:1`);
    expect(opened).toMatchObject({ rawConfig: {}, layers: [], config: { env: [], cmd: [] } });
  });
});

describe("an index", () => {
  const arm64 = { os: "linux", architecture: "arm64", variant: "v8" };
  const armImage = imageOf({ layers: [armTar], platform: arm64 });
  const attestation = {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: digestOfBytes(Buffer.from("x")),
    size: 1,
    platform: { os: "unknown", architecture: "unknown" },
    annotations: { "vnd.docker.reference.type": "attestation-manifest" },
  };

  it.each(["oci", "docker"] as const)("of %s gives the image of the platform", async (style) => {
    const server = await serving(indexOf([image, armImage], { style, entries: [attestation] }));
    const from = client();
    expect((await open(from, `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
    const arm = await open(from, `${server.host}/x/y:1`, { os: "linux", architecture: "aarch64" });
    expect(arm.manifestDigest).toBe(armImage.digest);
    expect(arm.platform).toEqual(arm64);
  });

  it.each([
    ["arm/v7", "arm/v7"],
    ["arm/v6", "arm/v6"],
    ["arm/v5", undefined],
    ["arm", "arm/v7"],
    ["arm64", "arm64/v8"],
    ["386", "386"],
    ["amd64", "amd64"],
    ["amd64/v3", "amd64/v2"],
    ["riscv64", undefined],
  ])("gives a machine of %s the nearest it can run: %s", async (wanted, expected) => {
    const offered = ["arm/v6", "arm/v7", "arm64/v8", "386", "amd64", "amd64/v2"].map((name) => {
      const [architecture = "", variant] = name.split("/");
      const platform = { os: "linux", architecture, ...(variant !== undefined && { variant }) };
      return imageOf({ layers: [tar], platform, config: { Labels: { name } } });
    });
    const server = await serving(indexOf(offered));
    const platform = parsePlatform(wanted);
    if (!platform) throw new Error(wanted);
    const opening = open(client(), `${server.host}/x/y:1`, platform);
    if (expected === undefined) expect((await failureOf(opening)).code).toBe("oci/no-such-platform");
    else expect((await opening).config.labels).toEqual({ name: expected });
  });

  it("says what there is when the platform is not", async () => {
    const server = await serving(indexOf([image, armImage], { entries: [attestation] }));
    expect(
      await failureOf(open(client(), `${server.host}/x/y:1`, { os: "linux", architecture: "ppc64le" })),
    ).toEqual({
      code: "oci/no-such-platform",
      message: `${server.host}/x/y:1 has no image for linux/ppc64le`,
      hint: "it has linux/amd64, linux/arm64/v8",
    });
  });

  it("may hold an index, but not for ever", async () => {
    let nested = indexOf([image]);
    const wrap = (inner: TestImage): TestImage => ({ ...indexOf([inner]), children: [inner] });
    nested = wrap(nested);
    const server = await serving(nested);
    expect((await open(client(), `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
    for (let depth = 0; depth < 3; depth++) nested = wrap(nested);
    server.putImage("x/y", "deep", nested);
    expect((await failureOf(open(client(), `${server.host}/x/y:deep`))).code).toBe("oci/bad-manifest");
  });

  it("of a single image without a platform is that image", async () => {
    const entry = { mediaType: image.mediaType, digest: image.digest, size: image.manifest.length };
    const server = await serving(image);
    server.putImage("x/y", "1", indexOf([], { entries: [entry] }));
    expect((await open(client(), `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
  });

  it("that lies about its image's size is not believed", async () => {
    const entry = { mediaType: image.mediaType, digest: image.digest, size: 7, platform: amd64 };
    const server = await serving(image);
    server.putImage("x/y", "1", indexOf([], { entries: [entry] }));
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe("oci/size-mismatch");
  });
});

describe("what is refused", () => {
  it("a manifest whose bytes are not those of its digest", async () => {
    const server = await serving(image);
    server.addFault({ on: /manifests/, do: { kind: "flip", at: image.manifest.length - 1 } });
    const { code } = await failureOf(open(client(), `${server.host}/x/y@${image.digest}`));
    expect(code).toBe("oci/digest-mismatch");
  });

  it("a manifest that contradicts the registry's own digest header", async () => {
    const server = await serving(image);
    const headers = { "docker-content-digest": digestOfBytes(Buffer.from("other")) };
    server.addFault({ on: /manifests/, do: { kind: "headers", headers } });
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe("oci/digest-mismatch");
  });

  it("a config with a flipped byte, before it is read", async () => {
    const server = await serving(image);
    server.addFault({ on: /blobs/, do: { kind: "flip", at: 5 } });
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe("oci/digest-mismatch");
  });

  it("a tag that is not there, with the way out", async () => {
    const server = await serving(image);
    expect(await failureOf(open(client(), `${server.host}/x/y:none`))).toEqual({
      code: "oci/not-found",
      message: `image ${server.host}/x/y:none is not there: manifest unknown`,
      hint: `check the name and the tag; registry ${server.host} answered, so the network is fine`,
    });
  });

  it("a page that is no manifest", async () => {
    const server = await serving(image);
    const page = {
      kind: "answer",
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html>",
    } as const;
    server.addFault({ on: /manifests/, do: page });
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).message).toContain("is no JSON");
  });

  it("a manifest of more than 4 MiB", async () => {
    const server = await serving(image);
    server.addFault({
      on: /manifests/,
      do: { kind: "answer", status: 200, body: " ".repeat(5 * 1024 * 1024) },
    });
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe("bytes/too-long");
  });

  it.each([
    ["more layers than diff ids", { document: { rootfs: { diff_ids: [] } } }, "oci/bad-manifest"],
    ["a config without rootfs", { document: { rootfs: undefined } }, "oci/bad-config"],
    ["environment of the wrong type", { config: { Env: "A=1" } }, "oci/bad-config"],
    ["a diff id that is no digest", { document: { rootfs: { diff_ids: ["md5:1"] } } }, "oci/bad-config"],
    ["layers of the wrong type", { manifest: { layers: {} } }, "oci/bad-manifest"],
    ["an index and an image at once", { manifest: { manifests: [] } }, "oci/bad-manifest"],
    [
      "the media type of an index",
      { manifest: { mediaType: "application/vnd.oci.image.index.v1+json" } },
      "oci/bad-manifest",
    ],
    ["schema 1", { manifest: { schemaVersion: 1 } }, "oci/schema1"],
  ])("an image with %s", async (_name, parts, code) => {
    const server = await serving(imageOf({ layers: [tar], ...parts }));
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe(code);
  });

  it("a SIF in a registry, with the keyword to use", async () => {
    const config = {
      mediaType: "application/vnd.sylabs.sif.config.v1+json",
      digest: digestOfBytes(Buffer.from("{}")),
      size: 2,
    };
    const server = await serving(imageOf({ layers: [], manifest: { config } }));
    const { code, hint } = await failureOf(open(client(), `${server.host}/x/y:1`));
    expect([code, hint]).toEqual(["oci/not-an-image", 'it is a SIF file: use "Bootstrap: oras"']);
  });

  it("a layer of an unknown kind", async () => {
    const layers = [
      {
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        digest: digestOfBytes(tar),
        size: 1,
      },
    ];
    const server = await serving(imageOf({ layers: [tar], manifest: { layers } }));
    expect((await failureOf(open(client(), `${server.host}/x/y:1`))).code).toBe("oci/unknown-layer");
  });
});
