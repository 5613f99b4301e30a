/** Images from mirrors: the next place is asked when one lacks them, breaks, or gives other bytes. */

import { imageOf, layerTar, selfSignedCertificate, type TestRegistry } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../src/index.ts";
import { client, failureOf, layerBytes, open, registry } from "./opening.ts";

const image = imageOf({ layers: [await layerTar([{ path: "data", content: "content" }])] });
const other = imageOf({ layers: [await layerTar([{ path: "data", content: "other" }])] });

const layerPath = /blobs\/sha256/;
const servers = async (): Promise<{ readonly mirror: TestRegistry; readonly origin: TestRegistry }> => {
  const [mirror, origin] = [await registry(), await registry()];
  origin.putImage("x/y", "1", image);
  return { mirror, origin };
};
const endpoint = ({ host }: TestRegistry, more: Partial<Endpoint> = {}): Endpoint => ({
  registry: host,
  repository: "x/y",
  version: "1",
  insecure: false,
  ...more,
});
const clientOf = (...endpoints: readonly Endpoint[]) => client({ endpoints: async () => endpoints });

describe("an image with a mirror", () => {
  it("comes from the mirror, whatever it is called there", async () => {
    const { mirror, origin } = await servers();
    mirror.putImage("cache/hub/x/y", "1", image);
    const from = clientOf(endpoint(mirror, { repository: "cache/hub/x/y" }), endpoint(origin));
    const opened = await open(from, `${origin.host}/x/y:1`);
    expect(opened.name).toBe(`${origin.host}/x/y:1`);
    await layerBytes(opened);
    expect(origin.requests).toEqual([]);
  });

  it("comes from its registry when the mirror lacks it, is away, or answers with errors", async () => {
    const { mirror, origin } = await servers();
    const away = await registry();
    await away.close();
    const broken = await registry({
      faults: [{ on: /manifests/, do: { kind: "answer", status: 500 }, times: 9 }],
    });
    const from = clientOf(endpoint(away), endpoint(broken), endpoint(mirror), endpoint(origin));
    expect((await layerBytes(await open(from, `${origin.host}/x/y:1`))).length).toBeGreaterThan(0);
  });

  it("takes the layers that the mirror lost from its registry", async () => {
    const { mirror, origin } = await servers();
    mirror.putManifest("x/y", "1", image.manifest, image.mediaType);
    mirror.putBlob("x/y", image.blobs[0] ?? new Uint8Array());
    const opened = await open(clientOf(endpoint(mirror), endpoint(origin)), `${origin.host}/x/y:1`);
    await layerBytes(opened);
    expect(origin.requests.map(({ path }) => path)).toEqual(["/v2/", expect.stringMatching(layerPath)]);
  });

  it("by digest never is another one", async () => {
    const { mirror, origin } = await servers();
    mirror.putImage("x/y", image.digest, other);
    const version = image.digest;
    const from = clientOf(endpoint(mirror, { version }), endpoint(origin, { version }));
    const opened = await open(from, `${origin.host}/x/y@${image.digest}`);
    expect(opened.manifestDigest).toBe(image.digest);
    expect(opened.layers).toHaveLength(1);
    await layerBytes(opened);
  });

  it("that nobody has is told of with what each of them said", async () => {
    const [mirror, origin] = [await registry(), await registry()];
    const { code, message } = await failureOf(
      open(clientOf(endpoint(mirror), endpoint(origin)), `${origin.host}/x/y:1`),
    );
    expect(code).toBe("oci/not-found");
    expect(message).toContain("mirrors failed before: image");
  });
});

const certificate = await selfSignedCertificate();
if (!certificate && process.env["REQUIRE_REAL"] === "1")
  throw new Error("openssl is required, but is not installed");

describe.skipIf(!certificate)("a mirror with https (needs the program openssl)", () => {
  it("may show a certificate nobody vouches for only where that is allowed for it", async () => {
    const mirror = await registry(certificate ? { tls: certificate } : {});
    const origin = await registry();
    mirror.putImage("x/y", "1", image);
    const strict = clientOf(endpoint(mirror), endpoint(origin));
    expect((await failureOf(open(strict, `${origin.host}/x/y:1`))).message).toContain("certificate");
    const lenient = clientOf(endpoint(mirror, { insecure: true }), endpoint(origin));
    expect((await open(lenient, `${origin.host}/x/y:1`)).manifestDigest).toBe(image.digest);
  });
});
