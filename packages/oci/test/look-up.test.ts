/** What registries and libraries tell of images that nobody fetches. */

import { createServer } from "node:http";
import { parseReference } from "@deftools/reference";
import { listening } from "@deftools/testkit";
import { expect, it, onTestFinished } from "vitest";
import {
  describeImage,
  listHubRepositories,
  listLibraryTags,
  listRepositories,
  listTags,
} from "../src/index.ts";
import { amd64, client, failureOf, registry } from "./opening.ts";

const reference = (text: string) => {
  const parsed = parseReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.reference;
};

/** A registry whose lists have several pages, each with the link that it sends along. */
const inPages = async (path: string, pages: readonly { readonly body: object; readonly link?: string }[]) => {
  const server = await registry();
  for (const { body, link } of pages)
    server.addFault({
      on: new RegExp(`GET ${path}`),
      do: { kind: "answer", status: 200, headers: link ? { link } : {}, body: JSON.stringify(body) },
    });
  return server;
};

it.each([
  ["a path", '</v2/a/tags/list?n=100&last=1>; rel="next"'],
  ["a whole address, which is not gone to", "<https://other.example/v2/a/tags/list?n=100&last=1>; rel=next"],
  ["the second of two links", '</v2/a/tags/list?x>; rel="first", </v2/a/tags/list?n=100&last=1>; rel="next"'],
])("tags go on where a link says so: %s", async (_, link) => {
  const server = await inPages("/v2/a/tags/list", [
    { body: { tags: ["1"] }, link },
    { body: { tags: ["2"] } },
  ]);
  expect(await listTags(client(), reference(`${server.host}/a`))).toEqual(["1", "2"]);
  expect(server.requests.at(-1)?.path).toBe("/v2/a/tags/list?n=100&last=1");
});

it("a list that leads back to itself ends", async () => {
  const link = '</v2/a/tags/list?n=1&last=1>; rel="next"';
  const page = { body: { tags: ["1"] }, link };
  const server = await inPages("/v2/a/tags/list", [page, page, page, page]);
  expect(await listTags(client(), reference(`${server.host}/a`))).toEqual(["1", "1"]);
});

it("repositories go on, too", async () => {
  const server = await inPages("/v2/_catalog", [
    { body: { repositories: ["a"] }, link: '</v2/_catalog?last=a>; rel="next"' },
    { body: { repositories: ["b/c"] } },
  ]);
  expect(await listRepositories(client(), server.host)).toEqual(["a", "b/c"]);
});

it("Docker Hub tells the repositories of a namespace page by page", async () => {
  const paths: string[] = [];
  const { host, close } = await listening(
    createServer(({ url = "" }, response) => {
      paths.push(url);
      if (url.includes("/none/")) response.writeHead(404).end();
      else if (url.includes("/odd/")) response.end("{}");
      else if (url.endsWith("page=1"))
        response.end('{"results":[{"name":"r-ver"}],"next":"https://other.example"}');
      else response.end('{"results":[{"name":"shiny"}],"next":null}');
    }),
  );
  onTestFinished(close);
  const hub = new URL(`http://${host}`);
  expect(await listHubRepositories(client(), "rocker", { hub })).toEqual(["rocker/r-ver", "rocker/shiny"]);
  expect(paths).toEqual(
    [1, 2].map((page) => `/v2/namespaces/rocker/repositories?page_size=100&page=${page}`),
  );
  expect((await failureOf(listHubRepositories(client(), "none", { hub }))).code).toBe("oci/not-found");
  expect((await failureOf(listHubRepositories(client(), "odd", { hub }))).code).toBe("oci/bad-manifest");
});

it("an artifact has a digest and a size", async () => {
  const server = await registry();
  const manifest = {
    schemaVersion: 2,
    config: {
      mediaType: "application/vnd.sylabs.sif.config.v1+json",
      size: 2,
      digest: `sha256:${"a".repeat(64)}`,
    },
    layers: [
      {
        mediaType: "application/vnd.sylabs.sif.layer.v1.sif",
        size: 4096,
        digest: `sha256:${"b".repeat(64)}`,
      },
    ],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = server.putManifest("sif/a", "1", bytes, "application/vnd.oci.image.manifest.v1+json");
  expect(await describeImage(client(), reference(`${server.host}/sif/a:1`), { platform: amd64 })).toEqual({
    digest,
    platforms: [],
    size: 4096,
  });
});

it("a library tells each tag once, whatever the architecture", async () => {
  const paths: string[] = [];
  const { host, close } = await listening(
    createServer(({ url = "" }, response) => {
      paths.push(url);
      const data = {
        imageTags: { "1": "x" },
        archTags: { amd64: { "1": "x", latest: "x" }, arm64: { "2": "y" } },
      };
      if (url === "/api/v1/containers/lab/tools/image") response.end(JSON.stringify({ data }));
      else if (url === "/api/v1/containers/lab/tools/odd") response.end("[]");
      else response.writeHead(404).end();
    }),
  );
  onTestFinished(close);
  const server = { kind: "library", url: new URL(`http://${host}/api`) } as const;
  expect(await listLibraryTags(client(), server, { path: "lab/tools/image" })).toEqual(["1", "latest", "2"]);
  expect((await failureOf(listLibraryTags(client(), server, { path: "lab/tools/odd" }))).code).toBe(
    "oci/bad-manifest",
  );
  expect((await failureOf(listLibraryTags(client(), server, { path: "no" }))).code).toBe("oci/not-found");
});
