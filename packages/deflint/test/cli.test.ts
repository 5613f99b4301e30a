/** What transcripts cannot show: colors, limits, unreadable files, bytes that are no text. */

import { run } from "@deftools/deflint";
import { describe, expect, it } from "vitest";
import { memoryWorld } from "./memory-ports.ts";

const UNTAGGED = "Bootstrap: docker\nFrom: ubuntu\n";
const ESCAPE = "\u001b";

const answer = async (argv: string, ...world: Parameters<typeof memoryWorld>) => {
  const { ports, said, files } = memoryWorld(...world);
  return { code: await run(argv.split(" "), ports), said: said(), files };
};

describe("colors", () => {
  it.each([
    ["a pipe", {}, false, false],
    ["a terminal", {}, true, true],
    ["a terminal, NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["a terminal, empty NO_COLOR", { NO_COLOR: "" }, true, true],
    ["a dumb terminal", { TERM: "dumb" }, true, false],
    ["a pipe, FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
    ["a terminal, FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
    ["both, FORCE_COLOR first", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
  ])("%s", async (_name, env, isTTY, colored) => {
    const { said } = await answer("a.def", [["/a.def", UNTAGGED]], { env, isTTY });
    expect(said.includes(ESCAPE)).toBe(colored);
  });
});

describe("hostile text", () => {
  it("cannot reach the terminal", async () => {
    const text = `Bootstrap: docker\nFrom: ubuntu # ${ESCAPE}[31m\u202Eevil\n`;
    const { said } = await answer("a.def", [["/a.def", text]], {});
    expect(said).toContain("ubuntu # <U+001B>[31m<U+202E>evil");
    expect(said).not.toMatch(/\u001b|\u202e/);
  });
  it("cannot reach the terminal by a file's name", async () => {
    const { said } = await answer(`${ESCAPE}c.def`, [], {});
    expect(said).toBe('2> deflint: "<U+001B>c.def" does not exist\n');
  });
});

describe("files that cannot be linted", () => {
  it("that may not be read are told, and the others linted", async () => {
    const files = [
      ["/a.def", UNTAGGED],
      ["/b.def", UNTAGGED],
    ] as const;
    const { code, said } = await answer("a.def b.def", files, { unreadable: ["/a.def"] });
    expect(said).toContain('2> deflint: "a.def" may not be read: permission denied\n');
    expect(said).toContain("b.def:2:7: warning DEF201");
    expect(code).toBe(2);
  });
  it("that are too large are not read to their end", async () => {
    const { code, said } = await answer("a.def", [["/a.def", "x".repeat(1024 * 1024 + 1)]]);
    expect(said).toContain('"a.def" is larger than 1 MiB');
    expect(code).toBe(2);
  });
  it("that are no UTF-8 are linted, but not rewritten", async () => {
    const text = "Bootstrap: docker\nFrom: a:1\n%post\n pip install --user x # \xFF\n";
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const { files, said } = await answer("--fix --unsafe a.def", [["/a.def", bytes]]);
    expect(said).toContain("DEF718");
    expect(files.get("/a.def")).toBe(bytes);
  });
  it("in a folder are passed over", async () => {
    const { code, said } = await answer(".", [
      ["/a.def", UNTAGGED],
      ["/b.def", new Uint8Array([0])],
      ["/node_modules/c.def", UNTAGGED],
      ["/Singularity.md", "about %post\n"],
    ]);
    expect(said).toContain("2> 1 warning in 1 file");
    expect(code).toBe(1);
  });
});

it("lints a file once, however often it is named", async () => {
  const { said } = await answer("a.def ./a.def .", [["/a.def", UNTAGGED]]);
  expect(said).toContain("2> 1 warning in 1 file");
});

it("writes what it mends, and says so", async () => {
  const text = "Bootstrap: docker\nFrom: a:1\n%post\n    pip install --no-cache-dir --user x\n";
  const { code, said, files } = await answer("--fix --unsafe a.def", [["/a.def", text]]);
  expect(files.get("/a.def")).toBe(text.replace(" --user", ""));
  expect(said).toBe("2> nothing found in 1 file, 1 fix applied\n");
  expect(code).toBe(0);
});

it("prints help and version on standard output", async () => {
  expect(await answer("--version", [])).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  expect(await answer("--help", [])).toMatchObject({ code: 0, said: expect.stringContaining("Examples:") });
});

it("lists rules as JSON", async () => {
  const { said } = await answer("rules --json", []);
  expect(JSON.parse(said).rules).toContainEqual(
    expect.objectContaining({ code: "DEF201", name: "untagged-image" }),
  );
});

it("says of text in another encoding that it is not mended, or not read at all", async () => {
  const latin = Uint8Array.from([
    ...Buffer.from("Bootstrap: docker\nFrom: a:1\n%post\n    apt-get install gcc # "),
    0xe9,
    10,
  ]);
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x42, 0]);
  const world = memoryWorld([
    ["/latin.def", latin],
    ["/utf16.def", utf16],
  ]);
  expect(await run(["--fix", "-q", "latin.def", "utf16.def"], world.ports)).toBe(2);
  const said = world.said();
  expect(said).toContain('"latin.def" is not UTF-8 throughout, and stays as it is');
  expect(said).toContain('"utf16.def" is UTF-16, which no engine reads');
  expect(world.files.get("/latin.def")).toBe(latin);
  expect(await run(["-q", "latin.def"], world.ports)).toBe(1);
});
