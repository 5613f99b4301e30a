/** Layers that an image's registry may not hold: from the registry all the same, or from where their owner keeps them. */

import { parseReference } from "@deftools/reference";
import { digestOfBytes, imageOf, layerTar, type TestRegistry } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { type Image, openRegistryImage, type RegistryClient } from "../src/index.ts";
import { amd64, client, failureOf, layerBytes, registry } from "./opening.ts";

const plain = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });
const [config = new Uint8Array(), blob = new Uint8Array()] = plain.blobs;
const digest = digestOfBytes(blob);

/** A registry with an image whose layer lies at `urls`, and opens it. */
const serving = async (urls: readonly string[]): Promise<TestRegistry> => {
  const server = await registry();
  const layer = {
    mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
    digest,
    size: blob.length,
    urls,
  };
  const manifest = { ...JSON.parse(Buffer.from(plain.manifest).toString()), layers: [layer] };
  server.putBlob("x/y", config);
  server.putManifest("x/y", "1", Buffer.from(JSON.stringify(manifest)), plain.mediaType);
  return server;
};

const open = (from: RegistryClient, { host }: TestRegistry, allowed = true): Promise<Image> => {
  const parsed = parseReference(`${host}/x/y:1`);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return openRegistryImage(from, parsed.reference, {
    platform: amd64,
    ...(allowed && { fetchForeign: from.fetchForeign }),
  });
};

const owner = async (): Promise<TestRegistry> => {
  const server = await registry();
  server.putBlob("owner/files", blob);
  return server;
};

describe("a foreign layer", () => {
  it("is taken from the registry when that has it", async () => {
    const server = await serving(["https://nowhere.invalid/layer"]);
    server.putBlob("x/y", blob);
    expect(await layerBytes(await open(client(), server))).toEqual(blob);
  });

  it("is fetched from its owner, without the registry's credentials", async () => {
    const owned = await owner();
    const server = await serving([
      `${owned.url}/v2/owner/files/blobs/${digestOfBytes(config)}`,
      `${owned.url}/v2/owner/files/blobs/${digest}`,
    ]);
    const from = client({
      https: "off",
      credentials: async () => ({ kind: "registry-token", token: "secret" }),
    });
    expect(await layerBytes(await open(from, server))).toEqual(blob);
    expect(owned.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined, undefined]);
  });

  it("is not fetched where nobody allowed it, nor over plain http", async () => {
    const owned = await owner();
    const server = await serving([`${owned.url}/v2/owner/files/blobs/${digest}`]);
    expect(await failureOf(layerBytes(await open(client(), server, false)))).toMatchObject({
      code: "oci/foreign-layer",
      message: expect.stringContaining(owned.host),
    });
    expect((await failureOf(layerBytes(await open(client(), server)))).message).toContain("plain http");
    expect(owned.requests).toEqual([]);
  });

  it("whose owner gives other bytes is not believed", async () => {
    const owned = await registry();
    const path = `owner/files/blobs/${digest}`;
    const answer = (body: string) => ({ on: /blobs/, do: { kind: "answer", status: 200, body } }) as const;
    owned.addFault(answer("x".repeat(blob.length)));
    owned.addFault(answer("short"));
    const opened = await open(client({ https: "off" }), await serving([`${owned.url}/v2/${path}`]));
    expect((await failureOf(layerBytes(opened))).code).toBe("oci/digest-mismatch");
    expect((await failureOf(layerBytes(opened))).code).toBe("oci/size-mismatch");
  });

  it("that its owner lost fails with what the owner says", async () => {
    const owned = await registry();
    const server = await serving([`${owned.url}/v2/owner/files/blobs/${digest}`]);
    const failure = await failureOf(layerBytes(await open(client({ https: "off" }), server)));
    expect(failure.code).toBe("oci/foreign-layer");
    expect(failure.message).toContain(`a layer at ${owned.host} is not there`);
  });
});
