/** `library://` through the program: pulled as it is, built upon, and kept in the cache. */

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { imageOf, layerTar, listening, startRegistry } from "@deftools/testkit";
import { expect, it, onTestFinished } from "vitest";
import { createWorld } from "./world.ts";

/** A world, a SIF that was built in it, and a library that has it. */
const start = async () => {
  const world = await createWorld();
  onTestFinished(() => world.remove());
  const registry = await startRegistry();
  onTestFinished(() => registry.close());
  const layer = await layerTar([{ path: "etc/from", content: "library" }]);
  registry.putImage("lab/app", "1", imageOf({ layers: [layer] }));
  expect((await world.run(`pull made.sif docker://${registry.host}/lab/app:1`)).code).toBe(0);
  const sif = await readFile(join(world.folder, "made.sif"));
  const hash = `sha256.${createHash("sha256").update(sif).digest("hex")}`;
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url.startsWith("/v1/images/lab/tools/app:1?"))
      response.end(JSON.stringify({ data: { hash, size: sif.length } }));
    else if (url.startsWith("/v1/imagefile/lab/tools/app:1?")) response.end(sif);
    else response.writeHead(404).end();
  });
  const { host, close } = await listening(server);
  onTestFinished(close);
  return { world, sif, asked, library: `http://${host}` };
};

it("is pulled, built upon, and planned", async () => {
  const { world, sif, asked, library } = await start();
  const pulled = await world.run(`pull --library ${library} library://lab/tools/app:1`);
  expect(pulled, pulled.stderr).toMatchObject({ code: 0 });
  expect(pulled.stderr).toContain("pulled app_1.sif from lab/tools/app:1");
  expect((await readFile(join(world.folder, "app_1.sif"))).equals(sif)).toBe(true);
  const recipe = `Bootstrap: library\nLibrary: ${library}\nFrom: lab/tools/app:1\n`;
  await writeFile(join(world.folder, "on.def"), recipe);
  expect((await world.run("--plan on.def")).stdout).toContain(
    "fetch     library://lab/tools/app:1 for linux/amd64",
  );
  const built = await world.run("on.def");
  expect(built, built.stderr).toMatchObject({ code: 0 });
  expect((await world.run("inspect --deffile on.sif")).stdout).toBe(recipe);
  expect(asked.filter((url) => url.startsWith("/v1/imagefile/"))).toHaveLength(1);
  const missing = await world.run(`pull --library ${library} --arch arm64 library://lab/tools/none`);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("lab/tools/none:latest for arm64 is not there");
});
