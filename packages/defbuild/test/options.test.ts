/** The options that every build has: each does what its help says. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  imageOf,
  layerTar,
  selfSignedCertificate,
  startRegistry,
  type TestRegistry,
} from "@deftools/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Answer, createWorld, type World } from "./world.ts";

const image = imageOf({ layers: [await layerTar([{ path: "a", content: "a" }])] });
let registry: TestRegistry;
let world: World;

beforeAll(async () => {
  registry = await startRegistry();
  registry.putImage("lab/app", "1", image);
});
afterAll(() => registry.close());
beforeEach(async () => {
  world = await createWorld();
  await writeFile(join(world.folder, "app.def"), `Bootstrap: docker\nFrom: ${registry.host}/lab/app:1\n`);
});
afterEach(() => world.remove());

const at = (name: string): string => join(world.folder, name);
const run = async (
  line: string,
  ...changes: Parameters<World["run"]> extends [string, ...infer Rest] ? Rest : never
) => {
  const answer = await world.run(line, ...changes);
  expect(answer.code, answer.stderr).toBe(0);
  return answer;
};
const bytesOf = async (line: string, env: Readonly<Record<string, string>> = {}): Promise<Buffer> => {
  await run(`-F -o out.sif ${line}`, { env: { DEFBUILD_CACHEDIR: at("cache"), ...env } });
  return readFile(at("out.sif"));
};

describe("the same bytes", () => {
  it("come always, with --reproducible and without", async () => {
    const first = await bytesOf("app.def");
    expect((await bytesOf("--reproducible --disable-cache app.def")).equals(first)).toBe(true);
  });
  it("have the time that SOURCE_DATE_EPOCH says", async () => {
    const epoch = { SOURCE_DATE_EPOCH: "1600000000" };
    const made = await bytesOf("app.def", epoch);
    expect(made.equals(await bytesOf("app.def"))).toBe(false);
    expect((await bytesOf("app.def", epoch)).equals(made)).toBe(true);
    expect((await run("sif header out.sif")).stdout).toContain("2020-09-13 12:26:40");
    expect((await run("inspect out.sif")).stdout).toContain(
      "build-date: Sunday_13_September_2020_12:26:40_UTC",
    );
  });
});

describe("--arch", () => {
  it.each([
    ["--arch arm64", "linux/arm64/v8"],
    ["--arch arm/v6", "linux/arm/v6"],
    ["--arch arm --arch-variant 6", "linux/arm/v6"],
    ["--arch arm --arch-variant v5", "linux/arm/v5"],
    ["--arch 386", "linux/386"],
    ["--arch-variant v3", "linux/amd64/v3"],
  ])("%s means %s", async (option, platform) => {
    expect((await run(`${option} --plan app.def`)).stdout).toContain(` for ${platform}\n`);
  });
  it("that is none is told about", async () => {
    const { code, stderr } = await world.run("--arch arm --arch-variant x/y --plan app.def");
    expect(code).toBe(2);
    expect(stderr).toContain('"arm x/y" is no architecture');
  });
});

describe("the configuration of this machine", () => {
  it("names the mirrors that are asked, and the registries that are not", async () => {
    await writeFile(
      at("registries.conf"),
      `[[registry]]\nprefix = "site.example"\n[[registry.mirror]]\nlocation = "${registry.host}"\n\n` +
        '[[registry]]\nprefix = "site.example/private"\nblocked = true\n',
    );
    const env = { DEFBUILD_CACHEDIR: at("cache"), CONTAINERS_REGISTRIES_CONF: "registries.conf" };
    const pulled = await run("pull docker://site.example/lab/app:1", { env });
    expect(pulled.stderr).toContain("image  site.example/lab/app:1 (linux/amd64)");
    const { code, stderr } = await world.run("pull -F docker://site.example/private/app:1", { env });
    expect(code).toBe(1);
    expect(stderr).toContain('may not be pulled: registries.conf blocks "site.example/private"');
  });
  it("names the proxy that is asked, its address never shown", async () => {
    const env = { DEFBUILD_CACHEDIR: at("cache"), HTTPS_PROXY: "http://me:s3cret@127.0.0.1:1" };
    const { code, stderr } = await world.run("pull --debug docker://site.example/lab/app:1", { env });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("site.example (a proxy is set) refuses the connection"),
    });
    expect(stderr).not.toContain("s3cret");
  });
});

describe("--tmpdir", () => {
  it("holds the layers of a build without a cache, and is left empty", async () => {
    await mkdir(at("tmp"));
    const told = await run(`--verbose --disable-cache --tmpdir tmp app.def`);
    expect(told.stderr).toContain(`cache  ${at("tmp")}/.defbuild`);
    expect(await readdir(at("tmp"))).toEqual([]);
    expect(await readdir(world.folder)).not.toContain("cache");
  });
  it("that is not there is told about", async () => {
    const { code, stderr } = await world.run("--disable-cache --tmpdir none app.def");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `defbuild: cannot make a folder in ${at("none")}: ENOENT\n  hint: choose another with --tmpdir\n`,
    });
  });
});

describe("what is said", () => {
  const lines = ({ stderr }: Answer): readonly string[] =>
    stderr.split("\n").flatMap((line) => (line === "" ? [] : (line.split(" ")[0] ?? "")));

  it.each([
    ["", ["image", "layer", "write", "built"]],
    ["--quiet", []],
    ["-q", []],
    ["--verbose", ["cache", "image", "layer", "write", "built"]],
    [
      "--debug",
      ["cache", ..."http ".repeat(4).trim().split(" "), "image", "http", "layer", "write", "built"],
    ],
    ["--progress plain", ["image", "layer", "write", "built"]],
    ["--progress none", ["built"]],
  ])("with %j is so much, and nothing of it on standard output", async (option, words) => {
    const told = await run(`${option} app.def`.trim());
    expect(told.stdout).toBe("");
    expect(lines(told)).toEqual(words);
  });
  it("as JSON is an event per line", async () => {
    const { stderr } = await run("--progress json app.def");
    const kinds = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).kind);
    expect(kinds.slice(0, 2)).toEqual(["resolving", "resolved"]);
    expect(kinds.at(-1)).toBe("assembling");
  });
  it("on a terminal is drawn, but not in CI, nor where nothing can be drawn, unless asked for", async () => {
    const terminal = { isTTY: true, columns: () => 80 };
    const drawn = async (option: string, env: Readonly<Record<string, string>>): Promise<boolean> => {
      const said: string[] = [];
      const stderr = {
        write: (text: string) => void said.push(text),
        writeBytes: async () => {},
        ...terminal,
      };
      await run(`-F ${option} app.def`, { stderr, env: { DEFBUILD_CACHEDIR: at("cache"), ...env } });
      return said.join("").includes("\x1b[K");
    };
    expect(await drawn("--progress auto", {})).toBe(true);
    expect(await drawn("--progress auto", { CI: "true" })).toBe(false);
    expect(await drawn("--progress auto", { TERM: "dumb" })).toBe(false);
    expect(await drawn("--progress tty", { CI: "true" })).toBe(true);
  });
  it("of an error is what is behind it, too, when asked for", async () => {
    await writeFile(at("gone.def"), "Bootstrap: docker\nFrom: 127.0.0.1:1/x:1\n");
    const because = async (option: string): Promise<boolean> =>
      (await world.run(`${option} gone.def`.trim())).stderr.includes("  because: ");
    expect(await because("")).toBe(false);
    for (const option of ["-v", "--verbose", "--debug"]) expect(await because(option)).toBe(true);
  });
});

const certificate = await selfSignedCertificate();
if (!certificate && process.env["REQUIRE_REAL"] === "1")
  throw new Error("openssl is required, but is not installed");

describe.skipIf(!certificate)("certificates (needs the program openssl)", () => {
  it("that nobody vouches for are taken with --no-https, or with a --ca that does", async () => {
    const secure = await startRegistry(certificate ? { tls: certificate } : {});
    onTestFinished(() => secure.close());
    secure.putImage("lab/app", "1", image);
    await writeFile(at("ca.pem"), certificate?.cert ?? "");
    const uri = `docker://${secure.host}/lab/app:1`;
    const refused = await world.run(`pull ${uri}`);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("shows a self-signed certificate");
    await run(`pull --no-https one.sif ${uri}`);
    await run(`pull --ca ca.pem two.sif ${uri}`);
  });
});
