/** Blobs from a registry that misbehaves: verified, resumed, and given up on with the right words. */

import { randomBytes } from "node:crypto";
import { imageOf, layerTar } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { client, failureOf, layerBytes, open, registry, testClock } from "./opening.ts";

/** An image with one layer of half a mebibyte that no compressor makes smaller. */
const content = randomBytes(512 * 1024);
const image = imageOf({ layers: [await layerTar([{ path: "data", content }])] });
const layer = image.blobs[1] ?? new Uint8Array();
const layerPath = /blobs\/sha256/;

/** Opens the image, its config fetched without trouble, then sets the faults for its layer. */
const opened = async (options: Parameters<typeof client>[0] = {}) => {
  const server = await registry();
  server.putImage("x/y", "1", image);
  const opening = await open(client(options), `${server.host}/x/y:1`);
  const ranges = () => server.requests.slice(3).map(({ headers }) => headers["range"]);
  return { server, opening, ranges };
};

describe("a layer", () => {
  it("is given as it is stored", async () => {
    const { opening } = await opened();
    expect(opening.layers[0]?.size).toBe(layer.length);
    expect(Buffer.compare(await layerBytes(opening), layer)).toBe(0);
  });

  it("fails when a byte was flipped", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "flip", at: 1000 } });
    const { code, message } = await failureOf(layerBytes(opening));
    expect(code).toBe("oci/digest-mismatch");
    expect(message).toContain(opening.layers[0]?.digest);
  });

  it.each([
    ["cut short, and says so", { kind: "truncate", to: 1000 }, "but 1000 came"],
    ["cut short, without a length", { kind: "unsized", to: 1000 }, "but only 1000 came"],
    ["cut to nothing", { kind: "truncate", to: 0 }, "but 0 came"],
    ["too long, and says so", { kind: "pad", by: 7 }, `but ${layer.length + 7} came`],
    ["too long, without a length", { kind: "unsized", padding: 7 }, "but more came"],
  ] as const)("fails when it is %s", async (_name, misdeed, words) => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: misdeed });
    const { code, message } = await failureOf(layerBytes(opening));
    expect(code).toBe("oci/size-mismatch");
    expect(message).toContain(words);
  });

  it("never gives more bytes than promised", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "unsized", padding: 1024 * 1024 } });
    let received = 0;
    const read = async (): Promise<void> => {
      for await (const bytes of opening.layers[0]?.open() ?? []) received += bytes.length;
    };
    expect((await failureOf(read())).code).toBe("oci/size-mismatch");
    expect(received).toBeLessThanOrEqual(layer.length);
  });

  it("is resumed where the connection broke, and is verified as a whole", async () => {
    const { server, opening, ranges } = await opened();
    server.addFault({ on: layerPath, do: { kind: "reset", after: 100_000 } });
    expect(Buffer.compare(await layerBytes(opening), layer)).toBe(0);
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  it("is resumed from the start by a registry that knows no ranges", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "reset", after: 100_000 } });
    server.addFault({ on: layerPath, do: { kind: "ignore-range" } });
    expect(Buffer.compare(await layerBytes(opening), layer)).toBe(0);
  });

  it("fails when what was resumed is not the rest", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "reset", after: 100_000 } });
    server.addFault({ on: layerPath, do: { kind: "flip", at: layer.length - 1 } });
    expect((await failureOf(layerBytes(opening))).code).toBe("oci/digest-mismatch");
  });

  it("fails when a range is answered with another one", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "reset", after: 100_000 } });
    const headers = { "content-range": `bytes 0-${layer.length - 1}/${layer.length}` };
    server.addFault({ on: layerPath, do: { kind: "headers", headers } });
    const { code, message } = await failureOf(layerBytes(opening));
    expect(code).toBe("oci/registry-error");
    expect(message).toContain("cannot resume blob");
  });

  it("is resumed after a stall", async () => {
    const { server, opening, ranges } = await opened({ timeouts: { stallMs: 200 } });
    server.addFault({ on: layerPath, do: { kind: "stall", after: 70_000 } });
    expect(Buffer.compare(await layerBytes(opening), layer)).toBe(0);
    expect(ranges().length).toBe(2);
  });

  it("is given up when every connection breaks", async () => {
    const clock = testClock();
    const { server, opening } = await opened({ clock });
    server.addFault({ on: layerPath, times: 100, do: { kind: "reset", after: 10 } });
    const { code, message } = await failureOf(layerBytes(opening));
    expect(code).toBe("oci/connection-broken");
    expect(message).toContain("broke off 6 times");
    expect(clock.waits).toEqual([200, 400, 800, 1600, 3200]);
  });

  it("stops when the caller says so, with the caller's reason", async () => {
    const { server, opening } = await opened();
    server.addFault({ on: layerPath, do: { kind: "stall", after: 10 } });
    const controller = new AbortController();
    const reading = layerBytes(opening, 0, controller.signal);
    const reason = new Error("enough");
    setImmediate(() => controller.abort(reason));
    await expect(reading).rejects.toBe(reason);
  });

  it("may be left early, and opened again", async () => {
    const { opening } = await opened();
    for await (const bytes of opening.layers[0]?.open() ?? []) {
      expect(bytes.length).toBeGreaterThan(0);
      break;
    }
    expect((await layerBytes(opening)).length).toBe(layer.length);
  });
});
