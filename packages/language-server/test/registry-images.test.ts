/** Look-ups in a registry: kept, silent without network, and without a login. */

import { createServer } from "node:http";
import { dockerHub, parseReference } from "@deftools/reference";
import { imageOf, listening, startRegistry } from "@deftools/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { registryImages } from "../src/registry-images.ts";

let registry: Awaited<ReturnType<typeof startRegistry>>;
let digest: string;
beforeAll(async () => {
  registry = await startRegistry();
  const image = imageOf({ layers: [new Uint8Array(1024)], config: {} });
  digest = registry.putImage("org/tool", "1.0", image);
  registry.putImage("org/tool", "2.0", image);
});
afterAll(() => registry.close());

const reference = (text: string) => {
  const parsed = parseReference(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.reference;
};
const tagged = (text: string) => ({ kind: "registry", reference: reference(text) }) as const;

test("tags and facts are asked for once, and again when they are old", async () => {
  let now = 0;
  const images = registryImages("test/1", { now: () => now });
  const tool = reference(`${registry.host}/org/tool:1.0`);
  const image = tagged(`${registry.host}/org/tool:1.0`);
  expect(await images.tags(image)).toEqual(["1.0", "2.0"]);
  expect(images.known(tool)).toBeUndefined();
  expect(await images.facts(tool)).toMatchObject({ digest, platforms: ["linux/amd64"] });
  const asked = registry.requests.length;
  await images.tags(image);
  await images.facts(tool);
  expect(registry.requests.length).toBe(asked);
  expect(images.known(tool)?.digest).toBe(digest);
  now = 11 * 60_000;
  expect(images.known(tool)).toBeUndefined();
  await images.tags(image);
  expect(registry.requests.length).toBeGreaterThan(asked);
  expect(registry.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
});

test("a registry that wants a token, as the public ones do, gives one to nobody in particular", async () => {
  const guarded = await startRegistry({ auth: "bearer" });
  onTestFinished(guarded.close);
  guarded.putImage("public/tool", "1.0", imageOf({ layers: [new Uint8Array(8)], config: {} }));
  const link = '</v2/public/tool/tags/list?n=1&last=1.0>; rel="next"';
  const images = registryImages("test/1");
  for (const [tags, headers] of [
    [["1.0"], { link }],
    [["2.0"], {}],
  ] as const)
    guarded.addFault({
      on: /GET \/v2\/public\/tool\/tags/,
      do: { kind: "answer", status: 200, headers, body: JSON.stringify({ tags }) },
    });
  const tool = `${guarded.host}/public/tool`;
  expect(await images.tags(tagged(tool))).toEqual(["1.0", "2.0"]);
  expect(await images.facts(reference(`${tool}:1.0`))).toMatchObject({ platforms: ["linux/amd64"] });
  expect(await images.facts(reference(`${guarded.host}/private/tool:1.0`))).toBeUndefined();
  const logins = guarded.requests.flatMap(({ headers }) => headers.authorization ?? []);
  expect(logins.length).toBeGreaterThan(0);
  expect(logins.filter((login) => !login.startsWith("Bearer "))).toEqual([]);
});

test("tags of a library that the recipe names", async () => {
  const logins: (string | undefined)[] = [];
  const { host, close } = await listening(
    createServer(({ url, headers }, response) => {
      logins.push(headers.authorization);
      if (url === "/v1/containers/lab/tools/x") response.end('{"data":{"imageTags":{"1.0":"a"}}}');
      else response.writeHead(404).end();
    }),
  );
  onTestFinished(close);
  const images = registryImages("test/1");
  const server = `http://${host}`;
  expect(await images.tags({ kind: "library", name: "lab/tools/x", server })).toEqual(["1.0"]);
  expect(await images.tags({ kind: "library", name: "lab/tools/none", server })).toBeUndefined();
  expect(await images.tags({ kind: "library", name: "no name", server })).toEqual([]);
  expect(logins).toEqual([undefined, undefined]);
});

test("the repositories of a registry that tells them", async () => {
  expect(await registryImages("test/1").repositories(registry.host)).toEqual(["org/tool"]);
});

test("the repositories of a namespace of Docker Hub, and of nothing else there", async () => {
  const { host, close } = await listening(
    createServer((_, response) => void response.end('{"results":[{"name":"r-ver"}]}')),
  );
  onTestFinished(close);
  const images = registryImages("test/1", { hub: new URL(`http://${host}`) });
  expect(await images.repositories(dockerHub, "rocker")).toEqual(["rocker/r-ver"]);
  expect(await images.repositories(dockerHub)).toEqual([]);
});

test("what is not there, or nobody answers for, is nothing", async () => {
  const images = registryImages("test/1");
  expect(await images.facts(reference(`${registry.host}/org/none:1`))).toBeUndefined();
  expect(await images.tags(tagged("127.0.0.1:9/org/tool"))).toBeUndefined();
  expect(await images.repositories("127.0.0.1:9")).toBeUndefined();
});
