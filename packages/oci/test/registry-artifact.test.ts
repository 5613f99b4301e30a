/** SIF files in registries (oras): found, verified, resumed, and refused when they are something else. */

import { collect } from "@deftools/bytes";
import { parseReference } from "@deftools/reference";
import {
  digestOfBytes,
  imageOf,
  layerTar,
  type TestRegistry,
  type TestRegistryOptions,
} from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { openRegistryArtifact, type RegistryClientOptions } from "../src/index.ts";
import { client, failureOf, registry } from "./opening.ts";

const mediaType = "application/vnd.sylabs.sif.layer.v1.sif";
const sif = Buffer.alloc(300_000, "as far as a registry is concerned, any bytes are a SIF ");

/** Stores a manifest as `oras push` writes it, its layers of one type. */
const put = (server: TestRegistry, type = mediaType, count = 1): void => {
  const config = Buffer.from("{}");
  server.putBlob("lab/sif", config);
  const digest = server.putBlob("lab/sif", sif);
  const manifest = {
    schemaVersion: 2,
    config: {
      mediaType: "application/vnd.sylabs.sif.config.v1+json",
      digest: digestOfBytes(config),
      size: config.length,
    },
    layers: Array.from({ length: count }, () => ({ mediaType: type, digest, size: sif.length })),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  server.putManifest("lab/sif", "1", bytes, "application/vnd.oci.image.manifest.v1+json");
};

const serving = async (options: TestRegistryOptions = {}): Promise<TestRegistry> => {
  const server = await registry(options);
  put(server);
  return server;
};

const open = (server: TestRegistry, name = "lab/sif:1", options: Partial<RegistryClientOptions> = {}) => {
  const parsed = parseReference(`${server.host}/${name}`);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return openRegistryArtifact(client(options), parsed.reference, { mediaType, what: "a SIF" });
};

describe("a SIF in a registry", () => {
  it("is found by tag and by digest of its manifest, and gives its bytes", async () => {
    const server = await serving();
    const artifact = await open(server);
    expect(artifact).toMatchObject({
      name: `${server.host}/lab/sif:1`,
      digest: digestOfBytes(sif),
      size: sif.length,
    });
    expect(Buffer.from(await collect(artifact.open(), 1e6, "a SIF")).equals(sif)).toBe(true);
  });
  it("is given to who may have it", async () => {
    const server = await serving({ auth: "bearer" });
    expect((await failureOf(open(server))).code).toBe("oci/unauthorized");
    const { name: username, password } = server.user;
    const credentials = async () => ({ kind: "password", username, password }) as const;
    expect((await open(server, undefined, { credentials })).size).toBe(sif.length);
  });
  it("is resumed where the connection broke", async () => {
    const server = await serving();
    const artifact = await open(server);
    server.addFault({ on: /blobs/, do: { kind: "reset", after: 100_000 } });
    expect(Buffer.from(await collect(artifact.open(), 1e6, "a SIF")).equals(sif)).toBe(true);
    expect(server.requests.at(-1)?.headers["range"]).toMatch(/^bytes=[1-9]\d*-$/);
  });
  it("with a flipped byte is not believed", async () => {
    const server = await serving();
    const artifact = await open(server);
    server.addFault({ on: /blobs/, do: { kind: "flip", at: 7 } });
    expect((await failureOf(collect(artifact.open(), 1e6, "a SIF"))).code).toBe("oci/digest-mismatch");
  });
  it("that is not there is told about", async () => {
    expect((await failureOf(open(await serving(), "lab/sif:2"))).code).toBe("oci/not-found");
  });
  it.each([
    ["several files", (server: TestRegistry) => put(server, mediaType, 2)],
    ["a file of another kind", (server: TestRegistry) => put(server, "application/x-tar")],
  ])("is not %s", async (_name, store) => {
    const server = await registry();
    store(server);
    expect((await failureOf(open(server))).code).toBe("oci/not-an-artifact");
  });
  it("is not a container image, which has a keyword of its own", async () => {
    const server = await registry();
    server.putImage("lab/sif", "1", imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] }));
    expect(await failureOf(open(server))).toMatchObject({
      code: "oci/not-an-artifact",
      hint: "if it is a container image, use docker:// in place of oras://",
    });
  });
});
