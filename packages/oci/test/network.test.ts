/** The network between: patience with what passes, redirects without secrets, https and its certificates. */

import { createServer } from "node:net";
import { imageOf, layerTar, selfSignedCertificate } from "@deftools/testkit";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createRegistryClient, openRegistryImage } from "../src/index.ts";
import { amd64, client, failureOf, layerBytes, open, registry, testClock } from "./opening.ts";

const image = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });

const serving = async (options: Parameters<typeof registry>[0] = {}) => {
  const server = await registry(options);
  server.putImage("x/y", "1", image);
  return server;
};

describe("patience", () => {
  it("waits as long as the registry asks", async () => {
    const clock = testClock();
    const server = await serving();
    const busy = { kind: "answer", status: 429, headers: { "retry-after": "7" } } as const;
    server.addFault({ on: /manifests/, times: 2, do: busy });
    await open(client({ clock }), `${server.host}/x/y:1`);
    expect(clock.waits).toEqual([7000, 7000]);
  });

  it("understands dates", async () => {
    const clock = testClock();
    const server = await serving();
    const date = new Date(clock.now() + 9000).toUTCString();
    server.addFault({
      on: /manifests/,
      do: { kind: "answer", status: 503, headers: { "retry-after": date } },
    });
    await open(client({ clock }), `${server.host}/x/y:1`);
    expect(clock.waits).toEqual([9000]);
  });

  it("waits longer each time for a server that says nothing, and then gives up", async () => {
    const clock = testClock();
    const server = await serving();
    server.addFault({ on: /manifests/, times: 100, do: { kind: "answer", status: 502, body: "<html>" } });
    const { code, message } = await failureOf(open(client({ clock }), `${server.host}/x/y:1`));
    expect(code).toBe("oci/registry-error");
    expect(message).toBe(`registry ${server.host} answers with status 502 for image ${server.host}/x/y:1`);
    expect(clock.waits).toEqual([200, 400, 800, 1600, 3200]);
  });

  it("ends at once when it is asked for more than a minute", async () => {
    const clock = testClock();
    const server = await serving();
    const busy = { kind: "answer", status: 429, headers: { "retry-after": "3600" } } as const;
    server.addFault({ on: /manifests/, do: busy });
    const { code, message } = await failureOf(open(client({ clock }), `${server.host}/x/y:1`));
    expect([code, message]).toEqual(["oci/rate-limited", `${server.host} asks to come back in 3600 seconds`]);
    expect(clock.waits).toEqual([]);
  });

  it("outlives broken connections", async () => {
    const server = await serving();
    server.addFault({ on: /manifests/, times: 3, do: { kind: "reset" } });
    expect((await open(client(), `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
  });

  it("repeats the registry's own words, made safe to print", async () => {
    const server = await serving();
    const body = JSON.stringify({ errors: [{ code: "X", message: "no\u001b[2J\r\nmore" }] });
    server.addFault({ on: /manifests/, do: { kind: "answer", status: 418, body } });
    const { message } = await failureOf(open(client(), `${server.host}/x/y:1`));
    expect(message).toMatch(/: no \[2j more$/);
  });
});

describe("redirects", () => {
  const password = async () => ({ kind: "password", username: "user", password: "pass word" }) as const;

  it("to another host lose the password, and are followed", async () => {
    const server = await serving({ auth: "basic" });
    const storage = await serving();
    const [, layer] = image.blobs;
    const from = client({ credentials: password });
    const opened = await open(from, `${server.host}/x/y:1`);
    const location = `${storage.url}/v2/x/y/blobs/${opened.layers[0]?.digest}`;
    server.addFault({ on: /blobs/, do: { kind: "answer", status: 307, headers: { location } } });
    expect(Buffer.compare(await layerBytes(opened), layer ?? new Uint8Array())).toBe(0);
    expect(server.requests.at(-1)?.headers["authorization"]).toMatch(/^Basic /);
    expect(storage.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
  });

  it("that come back to the registry do not bring the password back", async () => {
    const server = await serving({ auth: "basic" });
    const elsewhere = await registry();
    const opened = await open(client({ credentials: password }), `${server.host}/x/y:1`);
    const blob = `/v2/x/y/blobs/${opened.layers[0]?.digest}`;
    const away = { location: `${elsewhere.url}/away` };
    const back = { location: `${server.url}${blob}` };
    server.addFault({ on: /blobs/, do: { kind: "answer", status: 307, headers: away } });
    elsewhere.addFault({ on: /away/, do: { kind: "answer", status: 302, headers: back } });
    await failureOf(layerBytes(opened));
    const returned = server.requests.filter(({ path }) => path === blob)[1];
    expect(returned?.headers["authorization"]).toBeUndefined();
  });

  it("within the registry keep it", async () => {
    const server = await serving({ auth: "basic" });
    const headers = { location: "/v2/x/y/manifests/1?again" };
    server.addFault({ on: /manifests\/1$/, do: { kind: "answer", status: 301, headers } });
    expect((await open(client({ credentials: password }), `${server.host}/x/y:1`)).manifestDigest).toBe(
      image.digest,
    );
  });

  it.each([
    ["in circles", "/v2/x/y/manifests/1", "redirects more than 8 times"],
    ["to a file", "file:///etc/passwd", "redirects to nowhere"],
    ["without a target", undefined, "redirects to nowhere"],
  ])("%s end", async (_name, location, words) => {
    const server = await serving();
    const headers = location === undefined ? {} : { location };
    server.addFault({ on: /manifests/, times: 100, do: { kind: "answer", status: 302, headers } });
    const { code, message } = await failureOf(open(client(), `${server.host}/x/y:1`));
    expect(code).toBe("oci/bad-redirect");
    expect(message).toContain(words);
  });
});

describe("plain http", () => {
  it("is not spoken where https is required", async () => {
    const server = await serving();
    const { code, hint } = await failureOf(open(client({ https: "required" }), `${server.host}/x/y:1`));
    expect(code).toBe("oci/plain-http");
    expect(hint).toContain("--no-https");
    expect(server.requests).toEqual([]);
  });

  it("is tried for names of this machine", async () => {
    const server = await serving();
    expect((await open(client(), `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
  });
});

it("repeats why an image is forbidden", async () => {
  const server = await serving();
  const body = JSON.stringify({ errors: [{ code: "DENIED", message: "Accept the license first" }] });
  server.addFault({ on: /manifests/, do: { kind: "answer", status: 403, body } });
  expect(await failureOf(open(client(), `${server.host}/x/y:1`))).toMatchObject({
    code: "oci/unauthorized",
    message: `registry ${server.host} wants a login for image ${server.host}/x/y:1: accept the license first`,
  });
});

it("says that a part of the image is lost", async () => {
  const server = await serving();
  server.putManifest("z", "1", image.manifest, image.mediaType);
  const { code, message, hint } = await failureOf(open(client(), `${server.host}/z:1`));
  expect(code).toBe("oci/not-found");
  expect(message).toMatch(/^blob sha256:\w+ of .*\/z is not there: blob unknown to registry$/);
  expect(hint).toBe("the registry has lost a part of this image; push it anew");
});

describe("a caller who has had enough", () => {
  const reason = new Error("enough");

  /** Opens an image by a client with the machine's own clock, until the signal. */
  const openUntil = (host: string, signal: AbortSignal) => {
    const from = createRegistryClient({ credentials: async () => undefined, userAgent: "test" });
    onTestFinished(() => from.close());
    const reference = { registry: host, repository: "x/y", ranges: { repository: { start: 0, end: 3 } } };
    return openRegistryImage(from, reference, { platform: amd64, signal });
  };

  it("does not wait for a server that says nothing", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    const controller = new AbortController();
    const opening = openUntil(`127.0.0.1:${address.port}`, controller.signal);
    silent.once("connection", () => controller.abort(reason));
    await expect(opening).rejects.toBe(reason);
  });

  it("does not wait as long as a registry asks", async () => {
    const server = await serving();
    const busy = { kind: "answer", status: 503, headers: { "retry-after": "50" } } as const;
    server.addFault({ on: /manifests/, do: busy });
    const controller = new AbortController();
    const opening = openUntil(server.host, controller.signal);
    await vi.waitFor(() => expect(server.requests.at(-1)?.path).toContain("/manifests/"));
    controller.abort(reason);
    await expect(opening).rejects.toBe(reason);
  });
});

it("says that nobody listens", async () => {
  expect(await failureOf(open(client(), "127.0.0.1:1/x"))).toMatchObject({
    code: "oci/unreachable",
    message: "127.0.0.1:1 refuses the connection",
  });
});

const certificate = await selfSignedCertificate();
if (!certificate && process.env["REQUIRE_REAL"] === "1")
  throw new Error("openssl is required, but is not installed");

describe.skipIf(!certificate)("https (needs the program openssl)", () => {
  const secure = () => serving(certificate ? { tls: certificate } : {});

  it("does not trust a self-signed certificate, and says what to do", async () => {
    const server = await secure();
    const { code, message, hint } = await failureOf(open(client(), `${server.host}/x/y:1`));
    expect([code, message]).toEqual([
      "oci/untrusted-certificate",
      `${server.host} shows a self-signed certificate`,
    ]);
    expect(hint).toContain("--no-https");
    expect(server.requests).toEqual([]);
  });

  it("trusts it when it is given as an authority", async () => {
    const server = await secure();
    const opened = await open(
      client({ https: "required", ca: certificate?.cert ?? "" }),
      `${server.host}/x/y:1`,
    );
    expect(opened.manifestDigest).toBe(image.digest);
  });

  it("says when an authority is none", () => {
    expect(() => client({ ca: "no certificate" })).toThrow("the CA file given holds no PEM certificate");
  });

  it("trusts everybody when https is off", async () => {
    const server = await secure();
    expect((await open(client({ https: "off" }), `${server.host}/x/y:1`)).manifestDigest).toBe(image.digest);
  });

  it("is not left for plain http by a redirect", async () => {
    const server = await secure();
    const plain = await serving();
    const headers = { location: `${plain.url}/v2/x/y/manifests/1` };
    server.addFault({ on: /manifests/, do: { kind: "answer", status: 302, headers } });
    const from = client({ ca: certificate?.cert ?? "" });
    expect((await failureOf(open(from, `${server.host}/x/y:1`))).code).toBe("oci/bad-redirect");
    expect(plain.requests).toEqual([]);
  });
});
