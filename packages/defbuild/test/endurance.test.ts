/** Builds that are many at once, that are killed at any moment, or that find a damaged cache: the image is right, and nothing is left. */

import { spawn } from "node:child_process";
import { open, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World } from "./world.ts";

const program = resolve(import.meta.dirname, "../src/main.ts");
let registry: TestRegistry;
let world: World;

/** Bytes without any pattern, the same each time. */
const noise = (size: number, seed: number): Buffer => {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
};

beforeAll(async () => {
  registry = await startRegistry();
  const layers = await Promise.all(
    [1, 2, 3].map((seed) => layerTar([{ path: `data${seed}`, content: noise(2_000_000, seed) }])),
  );
  registry.putImage("lab/app", "1", imageOf({ layers, config: {} }));
});
afterAll(() => registry.close());
beforeEach(async () => {
  world = await createWorld();
  await writeFile(join(world.folder, "app.def"), `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\n`);
});
afterEach(() => world.remove());

const at = (name: string): string => join(world.folder, name);
const packs = (): Promise<string[]> => readdir(at("cache/packs"));

const reference = async (): Promise<Buffer> => {
  const { code, stderr } = await world.run("--disable-cache -o reference.sif app.def");
  expect(code, stderr).toBe(0);
  return readFile(at("reference.sif"));
};

/** A process of its own; killed without a warning after so many milliseconds. */
const build = (output: string, killAfterMs?: number): Promise<number | null> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [program, "-q", "--force", "-o", output, "app.def"], {
      cwd: world.folder,
      env: { ...process.env, DEFBUILD_CACHEDIR: at("cache") },
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (killAfterMs !== undefined) void setTimeout(killAfterMs).then(() => child.kill("SIGKILL"));
    child.on("exit", (code) => done(code));
  });

describe("one empty cache", () => {
  it("serves eight programs at once, each with the same bytes, and holds every layer once", async () => {
    const expected = await reference();
    const names = Array.from({ length: 8 }, (_, number) => `out${number}.sif`);
    expect(await Promise.all(names.map((name) => build(name)))).toEqual(names.map(() => 0));
    for (const name of names) expect((await readFile(at(name))).equals(expected), name).toBe(true);
    expect((await packs()).filter((name) => name.endsWith(".pack"))).toHaveLength(3);
    expect((await packs()).filter((name) => name.endsWith(".part"))).toEqual([]);
  }, 60_000);
});

describe("a build that was killed", () => {
  it("is made up for by the next one, whenever it was", async () => {
    const expected = await reference();
    const kills = Number(process.env["DEFBUILD_TEST_KILLS"] ?? 8);
    for (let kill = 0; kill < kills; kill += 1) await build("out.sif", 300 + ((kill * 977) % 1500));
    expect(await build("out.sif")).toBe(0);
    expect((await readFile(at("out.sif"))).equals(expected)).toBe(true);
    const names = (await readdir(world.folder, { recursive: true })).filter((name) => name.endsWith(".part"));
    expect(names).toEqual([]);
  }, 3_600_000);
  it("leaves files that go away when nobody wrote into them for long", async () => {
    expect((await world.run("-o one.sif app.def")).code).toBe(0);
    const [old, young] = [at("cache/packs/.x.0.part"), at("cache/packs/.x.1.part")];
    await writeFile(old, "half");
    await writeFile(young, "half");
    await utimes(old, 1, 1);
    expect((await world.run("-o two.sif app.def")).code).toBe(0);
    expect((await packs()).filter((name) => name.endsWith(".part"))).toEqual([".x.1.part"]);
  });
});

describe("a damaged cache", () => {
  it("that was cut, or whose end is of other bytes, is filled anew", async () => {
    const expected = await reference();
    await world.run("-o one.sif app.def");
    const [first = "", second = ""] = await packs();
    const cut = await open(at(`cache/packs/${first}`), "r+");
    await cut.truncate(1000);
    await cut.close();
    await writeFile(at(`cache/packs/${second}`), "");
    expect((await world.run("-o two.sif app.def")).code).toBe(0);
    expect((await readFile(at("two.sif"))).equals(expected)).toBe(true);
  });
  it("with one flipped bit gets into no image: not by copying either, which looks at no content", async () => {
    const expected = await reference();
    await world.run("-o one.sif app.def");
    for (const name of await packs()) {
      const path = at(`cache/packs/${name}`);
      const bytes = await readFile(path);
      // in the middle of what a layer of noise is stored as
      bytes[1000]! ^= 0x10;
      await writeFile(path, bytes);
    }
    const { code, stderr } = await world.run("-o two.sif app.def");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("warning: the cache was damaged; its layers are made anew");
    expect((await readFile(at("two.sif"))).equals(expected)).toBe(true);
  });
  it("is told of and filled anew when its data is not what was put there", async () => {
    await world.run("-o one.sif app.def");
    for (const name of await packs()) {
      const file = await open(at(`cache/packs/${name}`), "r+");
      await file.write(Buffer.alloc(2_000_000, 0x55), 0, 2_000_000, 0);
      await file.close();
    }
    const { code, stderr } = await world.run("--sandbox box app.def");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("warning: the cache was damaged; its layers are made anew");
    expect((await readFile(at("box/data1"))).equals(noise(2_000_000, 1))).toBe(true);
  });
});
