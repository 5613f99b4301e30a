/** A login in a recipe through the program: it opens the registry, and is found in nothing that the program leaves or says. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { imageOf, layerTar, startRegistry } from "@deftools/testkit";
import { expect, it, onTestFinished } from "vitest";
import { createWorld } from "./world.ts";

it("opens the registry, and leaves no trace", async () => {
  const world = await createWorld();
  onTestFinished(() => world.remove());
  const user = { name: "peer", password: "Pa55phrase" };
  const registry = await startRegistry({ auth: "basic", user });
  onTestFinished(() => registry.close());
  const layer = await layerTar([{ path: "etc/hello", content: "hello" }]);
  registry.putImage("lab/app", "1", imageOf({ layers: [layer] }));
  const recipe = (password: string): string =>
    `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\nUsername: peer\nPassword: ${password}\n`;
  const write = (text: string): Promise<void> => writeFile(join(world.folder, "app.def"), text);

  await write(recipe("wrong"));
  expect((await world.run("app.def")).code).toBe(1);
  await write(`${recipe("{{ PW }}")}\n%arguments\n  PW=${user.password}\n\n%help\n  help\n`);
  const said = [
    await world.run("--plan app.def"),
    await world.run("--plan=json app.def"),
    await world.run("--debug --lock app.def"),
    await world.run("inspect --all app.sif"),
  ];
  expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  for (const { stdout, stderr } of said) expect(stdout + stderr).not.toMatch(/Pa55phrase|Basic /);
  expect(said[3]?.stdout).toContain("%help");

  for (const entry of await readdir(world.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === "app.def") continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect(bytes.includes(user.password), entry.name).toBe(false);
    // every zlib stream in it, wherever it starts
    for (let at = bytes.indexOf(0x78); at !== -1; at = bytes.indexOf(0x78, at + 1))
      expect(inflated(bytes.subarray(at)).includes(user.password), `${entry.name} at ${at}`).toBe(false);
  }
});

const inflated = (bytes: Uint8Array): Buffer => {
  try {
    return inflateSync(bytes, { maxOutputLength: 1024 * 1024 });
  } catch {
    // no stream starts here
    return Buffer.alloc(0);
  }
};
