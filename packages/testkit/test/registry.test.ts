/** The in-process registry is itself right: what it serves, whom it lets in, and what it does wrong only when told. */

import { describe, expect, it, onTestFinished } from "vitest";
import {
  digestOfBytes,
  imageOf,
  indexOf,
  layerTar,
  startRegistry,
  type TestRegistryOptions,
} from "../src/index.ts";

const started = async (options: TestRegistryOptions = {}) => {
  const registry = await startRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
};

const bytes = Buffer.from("0123456789");
const blobPath = `/v2/x/y/blobs/${digestOfBytes(bytes)}`;

describe("an in-process registry", () => {
  it("serves images, indexes, and what they point at", async () => {
    const registry = await started();
    const image = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });
    const index = indexOf([image]);
    registry.putImage("x/y", "1", index);

    const answer = await fetch(`${registry.url}/v2/x/y/manifests/1`);
    expect(answer.headers.get("content-type")).toBe("application/vnd.oci.image.index.v1+json");
    expect(answer.headers.get("docker-content-digest")).toBe(index.digest);
    const { manifests } = JSON.parse(await answer.text());
    const child = JSON.parse(
      await (await fetch(`${registry.url}/v2/x/y/manifests/${manifests[0].digest}`)).text(),
    );
    for (const { digest, size } of [child.config, ...child.layers]) {
      const blob = new Uint8Array(
        await (await fetch(`${registry.url}/v2/x/y/blobs/${digest}`)).arrayBuffer(),
      );
      expect(digestOfBytes(blob)).toBe(digest);
      expect(blob.length).toBe(size);
    }
    expect(registry.requests.map(({ path }) => path)[0]).toBe("/v2/x/y/manifests/1");
  });

  it("serves ranges", async () => {
    const registry = await started();
    registry.putBlob("x/y", bytes);
    const part = await fetch(registry.url + blobPath, { headers: { range: "bytes=4-" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 4-9/10");
    expect(await part.text()).toBe("456789");
    expect((await fetch(registry.url + blobPath, { headers: { range: "bytes=10-" } })).status).toBe(416);
  });

  it("says what it does not have in the registry's form", async () => {
    const registry = await started();
    const answer = await fetch(`${registry.url}/v2/x/y/manifests/none`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }],
    });
  });

  it("wants the password where it is told to", async () => {
    const registry = await started({ auth: "basic" });
    registry.putBlob("x/y", bytes);
    expect((await fetch(registry.url + blobPath)).status).toBe(401);
    const authorization = `Basic ${Buffer.from("user:pass word").toString("base64")}`;
    expect((await fetch(registry.url + blobPath, { headers: { authorization } })).status).toBe(200);
  });

  it("does what a fault says, as often as it says", async () => {
    const registry = await started({ faults: [{ on: /blobs/, do: { kind: "flip", at: 0 }, times: 1 }] });
    registry.putBlob("x/y", bytes);
    expect(await (await fetch(registry.url + blobPath)).text()).toBe("1123456789");
    expect(await (await fetch(registry.url + blobPath)).text()).toBe("0123456789");
  });
});
