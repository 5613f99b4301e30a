/** Proxies as variables name them, and requests that go through one. */

import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { proxiesOf } from "../src/index.ts";
import { client, failureOf, open } from "./opening.ts";

describe("proxies", () => {
  it.each([
    [{}, undefined],
    [{ no_proxy: "x" }, undefined],
    [{ http_proxy: "", HTTP_PROXY: "" }, undefined],
    [
      { https_proxy: "http://p:3128", HTTPS_PROXY: "http://other", NO_PROXY: ".site" },
      { https: "http://p:3128/", except: ".site" },
    ],
    [{ HTTP_PROXY: "p.site:3128" }, { http: "http://p.site:3128/" }],
  ])("of %j are read", (env, proxies) => {
    expect(proxiesOf(env)).toEqual(proxies);
  });

  it.each(["socks5://x", "http://", "s3cret@"])("that are none are told about: %s", (value) => {
    expect(() => proxiesOf({ http_proxy: value })).toThrow(
      expect.objectContaining({
        code: "oci/bad-proxy",
        message: "variable http_proxy is no address of an http proxy",
      }),
    );
  });

  it("are asked to connect to the registry, not to this machine", async () => {
    const asked: string[] = [];
    const proxy = createServer().on("connect", ({ url }, socket) => {
      asked.push(url ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    const https = `http://127.0.0.1:${address.port}`;
    const from = client({ proxy: { https } });
    expect((await failureOf(open(from, "registry.example/x"))).message).toContain(
      "registry.example (a proxy is set)",
    );
    await failureOf(open(from, "127.0.0.1:1/x"));
    expect(asked).toEqual(["registry.example:443"]);
  });
});
