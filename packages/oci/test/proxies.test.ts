/** Proxies as variables name them, and requests that go through one. */

import { createServer, request as sendOn } from "node:http";
import { imageOf, layerTar, listening } from "@deftools/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { proxiesOf } from "../src/index.ts";
import { client, failureOf, layerBytes, open, registry } from "./opening.ts";

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
    const { host, close } = await listening(proxy);
    onTestFinished(close);
    const https = `http://${host}`;
    const from = client({ proxy: { https } });
    expect((await failureOf(open(from, "registry.example/x"))).message).toContain(
      "registry.example (a proxy is set)",
    );
    await failureOf(open(from, "127.0.0.1:1/x"));
    expect(asked).toEqual(["registry.example:443"]);
  });

  it("carry an image of plain http, with their own login, but not for hosts that are excepted", async () => {
    const behind = await registry();
    behind.putImage("x/y", "1", imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] }));
    const carried: (readonly [url: string, login: string | undefined])[] = [];
    const proxy = createServer((asked, answer) => {
      const { pathname } = new URL(asked.url ?? "");
      carried.push([asked.url ?? "", asked.headers["proxy-authorization"]]);
      const onward = sendOn(`${behind.url}${pathname}`, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      asked.pipe(onward);
    });
    const { host, close } = await listening(proxy);
    onTestFinished(close);
    const http_proxy = `http://me:pass@${host}`;
    const through = proxiesOf({ http_proxy });
    if (!through) throw new Error("no proxy");
    const image = await open(client({ proxy: through, https: "off" }), "registry.invalid:5000/x/y:1");
    await layerBytes(image);
    const login = `Basic ${Buffer.from("me:pass").toString("base64")}`;
    expect(carried).toHaveLength(4);
    expect(
      carried.every(([url, sent]) => url.startsWith("http://registry.invalid:5000/v2/") && sent === login),
    ).toBe(true);
    const past = proxiesOf({ http_proxy, no_proxy: "registry.invalid" });
    if (!past) throw new Error("no proxy");
    const { message } = await failureOf(
      open(client({ proxy: past, https: "off" }), "registry.invalid:5000/x/y:1"),
    );
    expect(message).toMatch(/is not a known host name|cannot be looked up/);
    expect(carried).toHaveLength(4);
  });
});
