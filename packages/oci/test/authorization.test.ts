/** Logging in: anonymous, basic and bearer, and where a password may and may not go. */

import { imageOf, layerTar, type TestRegistryOptions } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import type { Credentials } from "../src/index.ts";
import { client, failureOf, layerBytes, open, registry, testClock } from "./opening.ts";

const image = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });
const right: Credentials = { kind: "password", username: "user", password: "pass word" };
const wrong: Credentials = { kind: "password", username: "user", password: "hunter2" };

const serving = async (options: TestRegistryOptions) => {
  const server = await registry(options);
  server.putImage("private/x", "1", image);
  server.putImage("public/x", "1", image);
  return server;
};

const as = (credentials: Credentials | undefined) => ({ credentials: async () => credentials });

describe("a registry with basic authentication", () => {
  it("gives the image to who has the password", async () => {
    const server = await serving({ auth: "basic" });
    const opened = await open(client(as(right)), `${server.host}/private/x:1`);
    expect((await layerBytes(opened)).length).toBe(opened.layers[0]?.size);
  });

  it("tells who has none how to log in", async () => {
    const server = await serving({ auth: "basic" });
    const { code, message, hint } = await failureOf(open(client(), `${server.host}/private/x:1`));
    expect(code).toBe("oci/unauthorized");
    expect(message).toBe(`registry ${server.host} wants a login for image ${server.host}/private/x:1`);
    expect(hint).toContain("docker login");
  });

  it("tells who has a wrong one, without repeating it", async () => {
    const server = await serving({ auth: "basic" });
    const told = await failureOf(open(client(as(wrong)), `${server.host}/private/x:1`));
    expect(told.code).toBe("oci/unauthorized");
    expect(JSON.stringify(told)).not.toContain("hunter2");
  });
});

describe("a registry with bearer tokens", () => {
  it("gives public images to everybody", async () => {
    const server = await serving({ auth: "bearer" });
    const opened = await open(client(), `${server.host}/public/x:1`);
    expect((await layerBytes(opened)).length).toBe(opened.layers[0]?.size);
  });

  it("gives private images to who has the password, which only the token server sees", async () => {
    const server = await serving({ auth: "bearer" });
    await layerBytes(await open(client(as(right)), `${server.host}/private/x:1`));
    const withPassword = server.requests.filter(({ headers }) =>
      headers["authorization"]?.startsWith("Basic "),
    );
    expect(withPassword.map(({ path }) => path)).toEqual([
      "/token?service=testkit&scope=repository%3Aprivate%2Fx%3Apull",
    ]);
  });

  it("is asked for a token once per repository", async () => {
    const server = await serving({ auth: "bearer" });
    const from = client(as(right));
    await Promise.all(
      ["private/x", "public/x", "private/x"].map(async (name) =>
        layerBytes(await open(from, `${server.host}/${name}:1`)),
      ),
    );
    expect(server.requests.filter(({ path }) => path.startsWith("/token")).length).toBe(2);
  });

  it("is asked for a new token when the old one ends", async () => {
    const clock = testClock();
    const server = await serving({ auth: "bearer", now: clock.now, tokenLife: 60 });
    const from = client({ ...as(right), clock });
    const opened = await open(from, `${server.host}/private/x:1`);
    await clock.sleep(55_000);
    await layerBytes(opened);
    expect(server.requests.filter(({ path }) => path.startsWith("/token")).length).toBe(2);
    expect(server.requests.filter(({ path }) => path.includes("/blobs/")).length).toBe(2);
  });

  it("is asked again when it ends a token before its time", async () => {
    const clock = testClock();
    let ahead = 0;
    const server = await serving({ auth: "bearer", now: () => clock.now() + ahead, tokenLife: 60 });
    const opened = await open(client({ ...as(right), clock }), `${server.host}/private/x:1`);
    ahead = 90_000;
    expect((await layerBytes(opened)).length).toBe(opened.layers[0]?.size);
  });

  it("takes an identity token by POST, so that it stands in no log", async () => {
    const server = await serving({ auth: "bearer" });
    const token: Credentials = { kind: "identity-token", token: "identity-of-user" };
    await open(client(as(token)), `${server.host}/private/x:1`);
    expect(server.requests.some(({ method, path }) => method === "POST" && path === "/token")).toBe(true);
    expect(JSON.stringify(server.requests)).not.toContain("identity-of-user");
  });

  it("tells who has a wrong password, and who has none", async () => {
    const server = await serving({ auth: "bearer" });
    const refused = await failureOf(open(client(as(wrong)), `${server.host}/private/x:1`));
    expect(refused.message).toContain("refuses the user name or password");
    expect(JSON.stringify(refused)).not.toContain("hunter2");
    const { message } = await failureOf(open(client(), `${server.host}/private/x:1`));
    expect(message).toBe(`registry ${server.host} wants a login for image ${server.host}/private/x:1`);
  });

  it.each([
    ["plain http elsewhere", "http://tokens.example/token", "over plain http"],
    ["no address", "nowhere", "names no token server"],
    ["a file", "file:///etc/passwd", "names no token server"],
  ])("does not get a password sent to %s", async (_name, realm, words) => {
    const server = await serving({ auth: "bearer", realm });
    const { code, message } = await failureOf(open(client(as(right)), `${server.host}/private/x:1`));
    expect(code).toBe("oci/bad-challenge");
    expect(message).toContain(words);
  });

  it("does not get the password sent on by its token server", async () => {
    const elsewhere = await registry();
    const server = await serving({ auth: "bearer" });
    const headers = { location: `${elsewhere.url}/token` };
    server.addFault({ on: /\/token/, do: { kind: "answer", status: 307, headers } });
    await failureOf(open(client(as(right)), `${server.host}/private/x:1`));
    expect(elsewhere.requests.length).toBe(1);
    expect(elsewhere.requests[0]?.headers["authorization"]).toBeUndefined();
  });

  it("cannot smuggle a header in its token", async () => {
    const server = await serving({ auth: "bearer" });
    const body = JSON.stringify({ token: "a\r\nx-evil: 1" });
    server.addFault({ on: /\/token/, do: { kind: "answer", status: 200, body } });
    expect((await failureOf(open(client(as(right)), `${server.host}/private/x:1`))).code).toBe(
      "oci/bad-challenge",
    );
  });
});

describe("a registry that asks for something else", () => {
  it("is told about", async () => {
    const server = await serving({});
    const headers = { "www-authenticate": "Negotiate" };
    server.addFault({ on: /./, times: 9, do: { kind: "answer", status: 401, headers } });
    const { code, message } = await failureOf(open(client(as(right)), `${server.host}/private/x:1`));
    expect(code).toBe("oci/bad-challenge");
    expect(message).toContain("a kind that is not known here");
  });
});
