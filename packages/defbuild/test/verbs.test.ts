/** Images without recipes, outputs that are no SIF, the lock file, the cache, and the words of shells. */

import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorld, type World } from "./world.ts";

let registry: TestRegistry;
let world: World;

const putApp = async (content: string): Promise<void> => {
  const layer = await layerTar([
    { path: "bin/" },
    { path: "bin/app", content, mode: 0o755 },
    { path: "bin/link", target: "app" },
    { path: "bin/same", type: "link", target: "bin/app" },
    { path: `long/${"x".repeat(120)}`, content: "long" },
    { path: "big", content: Buffer.alloc(300_000, "0123456789") },
    { path: "caps", content: "caps", xattrs: { "user.note": "kept" }, uid: 7 },
  ]);
  registry.putImage("lab/app", "1", imageOf({ layers: [layer], config: { Entrypoint: ["/bin/app"] } }));
};

beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.close());
beforeEach(async () => {
  world = await createWorld();
  await putApp("app");
});
afterEach(() => world.remove());

const at = (name: string): string => join(world.folder, name);
const uri = (): string => `docker://${registry.host}/lab/app:1`;
const run = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await world.run(line);
  expect(code, stderr).toBe(0);
  return stdout + stderr;
};

describe("pull", () => {
  it("names the image after its name and tag, and says how to get the same one again", async () => {
    const said = await run(`pull ${uri()}`);
    expect(said).toContain("warning: a tag can be moved");
    const [, again = ""] = /pull (docker:\S+@sha256:\w+)/.exec(said) ?? [];
    await run(`pull again.sif ${again}`);
    expect((await stat(at("app_1.sif"))).size).toBeGreaterThan(32_176);
    expect(await run("inspect --deffile app_1.sif")).toBe(
      `bootstrap: docker\nfrom: ${registry.host}/lab/app:1\n`,
    );
  });
});

describe("a sandbox", () => {
  it("has the files of an image, and becomes one again", async () => {
    await run(`--sandbox box ${uri()}`);
    expect(await readFile(at("box/bin/same"), "utf8")).toBe("app");
    expect((await stat(at("box/bin/same"))).ino).toBe((await stat(at("box/bin/app"))).ino);
    expect(await readlink(at("box/bin/link"))).toBe("app");
    expect((await stat(at("box/bin/app"))).mode & 0o777).toBe(0o755);
    expect((await readFile(at("box/big"))).length).toBe(300_000);
    expect(await run("inspect --deffile box")).toContain("bootstrap: docker");
    await run("-o back.sif box");
    expect(await run("inspect --deffile back.sif")).toContain("bootstrap: localimage");
    expect((await readdir(world.folder)).sort()).toEqual(["back.sif", "box", "cache"]);
  });
  it("tells what an ordinary user cannot have", async () => {
    const said = await run(`--sandbox box ${uri()}`);
    expect(said).toContain("1 files and folders belong to you in the sandbox");
  });
  it("is refused on Windows before anything is fetched, where an image is not", async () => {
    const before = registry.requests.length;
    const refused = await world.run(`--sandbox box ${uri()}`, { operatingSystem: "win32" });
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("a sandbox needs links, modes and names that Windows does not have");
    expect(registry.requests).toHaveLength(before);
    expect(await world.run(`-o app.sif ${uri()}`, { operatingSystem: "win32" })).toMatchObject({ code: 0 });
  });
  it("replaces a sandbox when told to, and nothing else ever", async () => {
    await mkdir(at("mine"));
    await writeFile(at("mine/thesis"), "precious");
    expect((await world.run(`--force --sandbox mine ${uri()}`)).code).toBe(2);
    expect(await readFile(at("mine/thesis"), "utf8")).toBe("precious");
    await run(`--sandbox box ${uri()}`);
    expect((await world.run(`--sandbox box ${uri()}`)).code).toBe(2);
    await run(`--force --sandbox box ${uri()}`);
  });
  it("is never left by a link of the image", async () => {
    const layer = await layerTar([{ path: "out", target: "../../victim" }]);
    const over = await layerTar([{ path: "out/file", content: "x" }]);
    registry.putImage("lab/evil", "1", imageOf({ layers: [layer, over] }));
    await mkdir(at("victim"));
    await world.run(`--sandbox box docker://${registry.host}/lab/evil:1`);
    expect(await readdir(at("victim"))).toEqual([]);
    await symlink("victim", at("link"));
    expect((await world.run(`--sandbox link ${uri()}`)).code).toBe(0);
    expect(await readdir(at("victim"))).toEqual([]);
  });
});

describe("an OCI archive", () => {
  it("has the same bytes each time, and is an image again", async () => {
    await run(`-o oci-archive:one.tar:v1 ${uri()}`);
    await run(`-o oci-archive:two.tar:v1 ${uri()}`);
    expect((await readFile(at("one.tar"))).equals(await readFile(at("two.tar")))).toBe(true);
    await run("--sandbox box oci-archive:one.tar:v1");
    expect(await readFile(at("box/bin/same"), "utf8")).toBe("app");
    expect(await readFile(at(`box/long/${"x".repeat(120)}`), "utf8")).toBe("long");
    expect((await readFile(at("box/big"))).length).toBe(300_000);
  });
});

describe("a lock file", () => {
  const recipe = () => `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\n`;
  it("keeps the base image of a tag that was moved", async () => {
    await writeFile(at("app.def"), recipe());
    await run("--lock app.def");
    const lock = JSON.parse(await readFile(at("app.def.lock"), "utf8"));
    expect(lock).toMatchObject({ lockVersion: 1 });
    expect(Object.keys(lock.bases)).toEqual([`docker:${registry.host}/lab/app:1`]);
    await putApp("changed");
    await run("--lock --sandbox locked app.def");
    await run("--sandbox free app.def");
    expect(await readFile(at("locked/bin/app"), "utf8")).toBe("app");
    expect(await readFile(at("free/bin/app"), "utf8")).toBe("changed");
  });
  it("stops a build on a local image that was changed", async () => {
    await run(`-o base.sif ${uri()}`);
    await writeFile(at("app.def"), "Bootstrap: localimage\nFrom: base.sif\n");
    await run("--lock app.def");
    await putApp("changed");
    await run(`--force -o base.sif ${uri()}`);
    const { code, stderr } = await world.run("--force --lock app.def");
    expect(code).toBe(1);
    expect(stderr).toMatch(/localimage:base.sif is sha256:\w+, but the lock file has sha256:/);
  });
  it.each(["{", '{"lockVersion":2,"bases":{}}', '{"lockVersion":1,"bases":{"a":{"b":"c"}}}'])(
    "%s is none",
    async (text) => {
      await writeFile(at("app.def"), recipe());
      await writeFile(at("app.def.lock"), text);
      const { code, stderr } = await world.run("--lock app.def");
      expect(code).toBe(2);
      expect(stderr).toContain("app.def.lock is no lock file");
    },
  );
});

describe("the cache", () => {
  it("is listed, kept below a size, and cleaned", async () => {
    await run(`-o app.sif ${uri()}`);
    expect(await run("cache path")).toBe(`${at("cache")}\n`);
    expect(await run("cache list")).toMatch(/pack {6}sha256-[0-9a-f]{12}\.gzip-5\.v\d+\.pack\n1 files, /);
    await run("cache clean --max-size 1G");
    expect(await run("cache list")).toContain("1 files");
    await run(`--force --max-size 1k -o app.sif ${uri()}`);
    expect(await run("cache list")).toContain("0 files");
    await run(`--force -o app.sif ${uri()}`);
    expect(await run("cache clean")).toContain("removed 1 files");
    await run("cache clean");
  });
});

describe("objects of a SIF", () => {
  it("are shown and dumped", async () => {
    await run(`-o app.sif ${uri()}`);
    expect(await run("sif info 2 app.sif")).toContain("inspect-metadata.json");
    expect(await run("sif dump 1 app.sif")).toContain("bootstrap: docker");
    expect(await world.run("sif dump 9 app.sif")).toMatchObject({
      code: 2,
      stderr:
        "defbuild: app.sif: there is no object 9\n  hint: there are 1, 2, 3, 4; defbuild sif list shows them\n",
    });
  });
});

describe("logins", () => {
  it("are asked for once, and the password is not shown", async () => {
    const asked: [string, boolean][] = [];
    const closed = await startRegistry({ auth: "basic" });
    const layer = await layerTar([{ path: "x" }]);
    closed.putImage("lab/app", "1", imageOf({ layers: [layer] }));
    const { code, stderr } = await world.run(`--docker-login -o a.sif docker://${closed.host}/lab/app:1`, {
      ask: async (question, { echo }) => {
        asked.push([question.replace(closed.host, "HOST"), echo]);
        return echo ? closed.user.name : closed.user.password;
      },
    });
    await closed.close();
    expect(stderr).not.toContain(closed.user.password);
    expect(code, stderr).toBe(0);
    expect(asked).toEqual([
      ["user name for HOST: ", true],
      [`password for ${closed.user.name} at HOST: `, false],
    ]);
  });
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish"])("%s knows commands and options", async (shell) => {
    const script = await run(`completion ${shell}`);
    for (const word of ["inspect", "sif", "sandbox", "runscript", "pull"]) expect(script).toContain(word);
  });
});

describe("help", () => {
  it.each(["pull", "run", "exec", "shell", "test", "doctor", "inspect", "sif", "cache", "completion"])(
    "of %s has examples",
    async (command) => {
      expect(await run(`${command} --help`)).toContain(`Examples:\n  defbuild ${command}`);
    },
  );
});
