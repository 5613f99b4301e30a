/** A daemon on a socket of this test: what it is asked, what comes of its answers, and of there being none. */

import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { layerTar } from "@deftools/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { daemonSocket, type Image, openDaemonImage } from "../../src/index.ts";
import { failureOf, layerBytes } from "../opening.ts";
import { fileOf, savedFiles, tarOf, temporaryFiles, temporaryFolder } from "./image-files.ts";

const layer = await layerTar([{ path: "etc/one", content: "1" }]);
const archive = await tarOf(savedFiles({ tags: ["small:1"], layers: [layer] }));

const { temporaryFile } = temporaryFiles();

/** A daemon that ends with the test. */
const daemon = async (answer: RequestListener): Promise<string> => {
  const path = join(await temporaryFolder(), "docker.sock");
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return path;
};

const open = (socketPath: string, reference = "small:1"): Promise<Image> =>
  openDaemonImage(reference, { socketPath, temporaryFile, userAgent: "test" });

describe("an image of the Docker daemon", () => {
  it("is asked for by its name, and kept while it is open", async () => {
    const asked: (string | undefined)[] = [];
    const socket = await daemon(({ url, method, headers }, response) => {
      asked.push(`${method} ${url} ${headers["user-agent"]}`);
      response.end(archive);
    });
    const image = await open(socket);
    expect(image.name).toBe("docker-daemon:small:1");
    expect(await layerBytes(image)).toEqual(Buffer.from(layer));
    await open(socket, "quay.io/a/b:2");
    await open(socket, `sha256:${"0".repeat(64)}`);
    expect(asked).toEqual([
      "GET /images/small:1/get test",
      "GET /images/quay.io/a/b:2/get test",
      `GET /images/sha256:${"0".repeat(64)}/get test`,
    ]);
  });

  it("that is not there is said to be not there", async () => {
    const socket = await daemon((_request, response) =>
      response.writeHead(404).end('{"message":"No such image: small:1"}'),
    );
    expect(await failureOf(open(socket))).toMatchObject({
      code: "oci/not-found",
      message: "the Docker daemon has no image small:1",
      hint: expect.stringContaining("docker pull small:1"),
    });
  });

  it("that the daemon cannot give comes with the daemon's words, made safe to show", async () => {
    const socket = await daemon((_request, response) =>
      response.writeHead(500).end('{"message":"disk\\u001b[31m full"}'),
    );
    expect((await failureOf(open(socket))).message).toBe(
      "the Docker daemon answers with status 500 for small:1: disk [31m full",
    );
    const mute = await daemon((_request, response) => response.writeHead(500).end("<html>"));
    expect((await failureOf(open(mute))).message).toBe(
      "the Docker daemon answers with status 500 for small:1",
    );
  });

  it("fails when the daemon breaks off", async () => {
    const socket = await daemon((_request, response) => {
      response.writeHead(200, { "content-length": archive.length });
      response.write(archive.subarray(0, 1000), () => response.destroy());
    });
    expect((await failureOf(open(socket))).code).toBe("oci/connection-broken");
  });
});

describe("a daemon that cannot be asked", () => {
  it.each(["../containers/json", "a:1/../../x", "small", "a:1?x=y"])(
    "is not asked for %s",
    async (reference) => {
      expect((await failureOf(open("/nowhere/docker.sock", reference))).code).toBe("oci/bad-reference");
    },
  );

  it("is told apart: no socket, a file, nobody behind it", async () => {
    const folder = await temporaryFolder();
    expect(await failureOf(open(join(folder, "docker.sock")))).toMatchObject({
      code: "oci/no-daemon",
      message: expect.stringContaining("there is no such socket"),
      hint: expect.stringContaining("docker save -o image.tar small:1"),
    });
    expect(await failureOf(open(await fileOf(archive)))).toMatchObject({
      code: "oci/no-daemon",
      message: expect.stringMatching(/nobody listens there|it is no socket/),
    });
  });
});

describe("daemonSocket", () => {
  it("is Docker's own, or that of DOCKER_HOST", () => {
    expect(daemonSocket({})).toBe("/var/run/docker.sock");
    expect(daemonSocket({ DOCKER_HOST: "" })).toBe("/var/run/docker.sock");
    expect(daemonSocket({ DOCKER_HOST: "unix:///run/user/1000/docker.sock" })).toBe(
      "/run/user/1000/docker.sock",
    );
  });

  it.each(["tcp://127.0.0.1:2375", "ssh://host", "unix://relative"])("is not %s", async (host) => {
    const failure = await failureOf((async () => daemonSocket({ DOCKER_HOST: host }))());
    expect(failure.code).toBe("oci/no-daemon");
  });
});
