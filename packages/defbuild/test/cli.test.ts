/** The program from outside: what it says, what it leaves behind, and its exit codes. */

import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOfBytes, imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World } from "./world.ts";

let registry: TestRegistry;
let world: World;
let layer = "";

beforeAll(async () => {
  registry = await startRegistry();
  const tar = await layerTar([{ path: "bin/" }, { path: "bin/app", content: "app", mode: 0o755 }]);
  const config = { Entrypoint: ["/bin/app"], Labels: { vendor: "base" } };
  const image = imageOf({ layers: [tar], config });
  registry.putImage("lab/app", "1", image);
  layer = digestOfBytes(image.blobs[1] ?? tar);
});
afterAll(() => registry.close());
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.remove());

const put = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(world.folder, name), content);
const recipe = (rest = ""): string => `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\n${rest}`;
/** What lies in the folder besides the cache. */
const left = async (): Promise<string[]> =>
  (await readdir(world.folder)).filter((name) => name !== "cache").sort();

describe("a build", () => {
  it("writes the image beside the recipe, executable, and says what it did", async () => {
    await put("app.def", recipe());
    const { code, stdout, stderr } = await world.run("app.def");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr.replace(registry.host, "HOST").replaceAll(/[0-9a-f]{12}|[0-9.]+ k?B/g, "…")).toBe(
      [
        "image  HOST/lab/app:1 (linux/amd64), 1 layer, …",
        "layer  …     …    0.0 s",
        "write  SquashFS and SIF",
        "built  app.sif, …, in 0.0 s",
        "",
      ].join("\n"),
    );
    expect(await left()).toEqual(["app.def", "app.sif"]);
    expect((await stat(join(world.folder, "app.sif"))).mode & 0o700).toBe(0o700);
  });
  it("gives the same bytes again, from the cache", async () => {
    await put("app.def", recipe());
    await world.run("-o one.sif app.def");
    const { stderr } = await world.run("-o two.sif app.def");
    expect(stderr).toContain("from cache");
    const [one, two] = [
      await readFile(join(world.folder, "one.sif")),
      await readFile(join(world.folder, "two.sif")),
    ];
    expect(one.equals(two)).toBe(true);
  });
  it("without the cache keeps nothing", async () => {
    await put("app.def", recipe());
    expect((await world.run("--disable-cache app.def")).code).toBe(0);
    expect(await readdir(world.folder)).toEqual(["app.def", "app.sif"]);
  });
  it("tells events as JSON", async () => {
    await put("app.def", recipe());
    const { stderr } = await world.run("--progress json app.def");
    const kinds = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).kind);
    expect(kinds.filter((kind) => kind !== "layer-progress")).toEqual([
      "resolving",
      "resolved",
      "layer-started",
      "layer-done",
      "assembling",
    ]);
  });
  it("says nothing when quiet", async () => {
    await put("app.def", recipe("%labels\n  vendor mine\n"));
    expect(await world.run("-q app.def")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
  it("can be planned without being done", async () => {
    await put("app.def", recipe("%help\n  how\n"));
    const { code, stdout } = await world.run("--plan app.def");
    expect({ code, stdout: stdout.replace(registry.host, "HOST") }).toEqual({
      code: 0,
      stdout: [
        "fetch     HOST/lab/app:1 for linux/amd64",
        "add       %help",
        "add       a runscript from the image's ENTRYPOINT and CMD",
        "compress  with gzip",
        "write     app.sif",
        "",
      ].join("\n"),
    });
    expect(JSON.parse((await world.run("--plan=json app.def")).stdout)).toMatchObject({
      stages: [{ base: { agent: "docker" } }],
      output: "app.sif",
    });
    expect(await left()).toEqual(["app.def"]);
  });
});

describe("inspection", () => {
  it("prints labels as the engine does", async () => {
    await put("app.def", recipe());
    await world.run("app.def");
    const { code, stdout } = await world.run("inspect app.sif");
    expect(code).toBe(0);
    expect(stdout).toContain("org.label-schema.usage.singularity.deffile.bootstrap: docker\nor");
    expect(stdout).toContain("vendor: base\n");
  });
  it("prints the recipe, and JSON of what is asked for", async () => {
    await put("app.def", recipe("%help\n  how\n"));
    await world.run("app.def");
    expect((await world.run("inspect --deffile app.sif")).stdout).toBe(recipe("%help\n  how\n"));
    expect(JSON.parse((await world.run("inspect --json --helpfile app.sif")).stdout)).toEqual({
      data: { attributes: { helpfile: "  how" } },
      type: "container",
    });
  });
  it("lists the objects of the file", async () => {
    await put("app.def", recipe());
    await world.run("app.def");
    expect((await world.run("sif list app.sif")).stdout).toContain("FS (Squashfs/*System/amd64)");
    expect((await world.run("sif header app.sif")).stdout).toContain("Primary Architecture: amd64");
  });
  it("names a file that is no image", async () => {
    await put("x.sif", "no");
    expect(await world.run("inspect x.sif")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("defbuild: x.sif: the file is no SIF"),
    });
  });
});

describe("wrong use", () => {
  it.each([
    ["nosuch.def", "no such file"],
    ["shub://a/b", '"shub" is no source'],
    ["pull app.def", '"app.def" is no URI'],
    ["--max-size much app.def", "Write a size such as"],
    ["--jobs 0 app.def", "Write a number from 1 to 9999"],
    ["binary.def", "binary.def is no recipe: it is no text"],
    ["latin.def", "latin.def is not UTF-8"],
    ["--arch a/b/c/d app.def", '"a/b/c/d" is no architecture'],
    ["--compression lz4 app.def", 'Write "gzip" or "zstd"'],
    ["--compression gzip:13 app.def", "Levels of gzip go from 1 to 12"],
    ["--nosuch app.def", "unknown option '--nosuch'"],
    ["-o folder app.def", "cannot write folder: it is a folder"],
  ])("%s", async (line, words) => {
    await mkdir(join(world.folder, "folder"));
    await put("binary.def", Buffer.from([1, 0, 2]));
    await put("latin.def", Buffer.from("Bootstrap: \xe9", "latin1"));
    await put("app.def", recipe());
    const { code, stdout, stderr } = await world.run(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
  it("an output that is there, before anything is fetched", async () => {
    await put("app.def", recipe());
    await put("app.sif", "mine");
    const before = registry.requests.length;
    expect(await world.run("app.def")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "defbuild: app.sif exists already, and is not overwritten\n" +
        "  hint: use --force to replace it, or -o to give the image another name\n",
    });
    expect(registry.requests.length).toBe(before);
    expect((await world.run("--force app.def")).code).toBe(0);
  });
  it("a SOURCE_DATE_EPOCH that is no number", async () => {
    await put("app.def", recipe());
    const answer = await world.run("app.def", { env: { SOURCE_DATE_EPOCH: "soon" } });
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringContaining('SOURCE_DATE_EPOCH is "soon"') });
  });
});

describe("a recipe that cannot be built", () => {
  it("shows the line and the way out", async () => {
    await put("app.def", recipe("%post -c\n  true\n"));
    expect(await world.run("app.def")).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        'app.def:3:7: error: "-c" of %post names no program',
        "    3 | %post -c",
        "      |       ^~",
        '  hint: write "%post -c /bin/bash -e", or take the argument away',
        "",
      ].join("\n"),
    });
  });
  it("does not show its secrets", async () => {
    await put("app.def", recipe("Password: hunter2\n"));
    const { code, stderr } = await world.run("app.def");
    expect(code).toBe(1);
    expect(stderr).not.toContain("hunter2");
  });
  it("tells of files that are not there before it fetches", async () => {
    await put("app.def", recipe("%files\n  nosuch /x\n"));
    const before = registry.requests.length;
    const { code, stderr } = await world.run("app.def");
    expect({ code, first: stderr.split("\n")[0] }).toEqual({
      code: 1,
      first: 'app.def:4:3: error: no file on this machine matches "nosuch"',
    });
    expect(registry.requests.length).toBe(before);
  });
});

describe("a world that fails leaves nothing behind", () => {
  const failing = async (words: string): Promise<void> => {
    await put("app.def", recipe());
    const { code, stdout, stderr } = await world.run("app.def");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await left()).toEqual(["app.def"]);
    const packs = await readdir(join(world.folder, "cache/packs")).catch(() => []);
    expect(packs).toEqual([]);
  };
  it("a layer of wrong bytes", async () => {
    registry.addFault({ on: new RegExp(layer), times: 5, do: { kind: "flip", at: 4 } });
    await failing(layer);
  });
  it("a registry that refuses", async () => {
    await put("app.def", "Bootstrap: docker\nFrom: 127.0.0.1:1/x\n");
    const { code, stderr } = await world.run("app.def");
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("127.0.0.1:1") });
    expect(await left()).toEqual(["app.def"]);
  });
  it("a user who stops", async () => {
    await put("app.def", recipe());
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    const { code, stderr } = await world.run("app.def", { signal: stop.signal });
    expect(code).toBe(1);
    expect(stderr).toContain("defbuild: stopped; nothing was written\n");
    expect(await left()).toEqual(["app.def"]);
  });
});
