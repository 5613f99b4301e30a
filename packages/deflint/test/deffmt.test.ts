/** The program `deffmt`: what it writes, lists and shows, and its exit codes. */

import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodePorts, runFormatter } from "@deftools/deflint";
import { describe, expect, it } from "vitest";
import { memoryWorld } from "./memory-ports.ts";

const UGLY = "bootstrap:docker\nFrom :debian:12\n%files\na   b\n";
const TIDY = "Bootstrap: docker\nFrom: debian:12\n\n%files\na b\n";

const answer = async (argv: string, ...world: Parameters<typeof memoryWorld>) => {
  const { ports, said, files } = memoryWorld(...world);
  return { code: await runFormatter(argv.split(" ").filter(Boolean), ports), said: said(), files };
};

const two = [
  ["/a.def", UGLY],
  ["/b.def", TIDY],
] as const;

it("formats in place and lists what it changed", async () => {
  const { code, said, files } = await answer(".", two);
  expect(said).toBe("a.def\n2> 1 of 2 files formatted\n");
  expect([...files.values()]).toEqual([TIDY, TIDY]);
  expect(code).toBe(0);
});

it("--check lists and writes nothing", async () => {
  const { code, said, files } = await answer("--check a.def b.def", two);
  expect(said).toBe("a.def\n2> 1 of 2 files to format\n");
  expect(files.get("/a.def")).toBe(UGLY);
  expect(code).toBe(1);
  expect(await answer("--check -q b.def", two)).toMatchObject({ code: 0, said: "" });
});

it("--diff shows and writes nothing", async () => {
  const { code, said, files } = await answer("--diff -q .", two);
  expect(said).toMatchInlineSnapshot(`
    "--- a.def
    +++ a.def
    @@ -1,4 +1,5 @@
    -bootstrap:docker
    -From :debian:12
    +Bootstrap: docker
    +From: debian:12
    +
     %files
    -a   b
    +a b
    "
  `);
  expect(files.get("/a.def")).toBe(UGLY);
  expect(code).toBe(1);
});

describe("standard input", () => {
  it.each(["-", "--stdin"])("by %s goes to standard output", async (way) => {
    expect(await answer(`${way} -q`, [], { stdin: UGLY })).toMatchObject({ code: 0, said: TIDY });
    expect(await answer(`${way} -q`, [], { stdin: TIDY })).toMatchObject({ code: 0, said: TIDY });
  });
  it("is told by the name it is given", async () => {
    const { code, said } = await answer("--check -q --stdin-filename x.def -", [], { stdin: UGLY });
    expect(said).toBe("x.def\n");
    expect(code).toBe(1);
  });
});

it("indents and formats arguments as it is told", async () => {
  const text = "Bootstrap: docker\n\n%arguments\nA = 1\n";
  const { said } = await answer("-q --indent 2 --arguments -", [], { stdin: text });
  expect(said).toBe("Bootstrap: docker\n\n%arguments\n  A=1\n");
});

describe("wrong use", () => {
  it.each([
    ["", "no files given"],
    ["nothing.def", '"nothing.def" does not exist'],
    ["--indent 9 a.def", "argument '9' is invalid. It is a number from 0 to 8, or tab."],
    ["--chek a.def", "unknown option '--chek'"],
  ])("%s", async (argv, words) => {
    const { code, said } = await answer(argv, two);
    expect(said).toContain(words);
    expect(code).toBe(2);
  });
  it("does not keep other files from being formatted", async () => {
    const { code, files } = await answer("nothing.def a.def", two);
    expect(files.get("/a.def")).toBe(TIDY);
    expect(code).toBe(2);
  });
});

it("leaves a file that is no UTF-8 alone, and says so", async () => {
  const bytes = Uint8Array.from(`${UGLY}# \xff\n`, (character) => character.charCodeAt(0));
  const { code, said, files } = await answer("a.def", [["/a.def", bytes]]);
  expect(said).toContain('2> deffmt: "a.def" is not UTF-8 throughout\n');
  expect(files.get("/a.def")).toBe(bytes);
  expect(code).toBe(2);
});

it("keeps a file's mode and a link to it, and leaves nothing behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "deffmt-"));
  const file = join(folder, "a.def");
  writeFileSync(file, UGLY);
  chmodSync(file, 0o666);
  symlinkSync("a.def", join(folder, "link"));
  const { ports } = memoryWorld([]);
  const world = { ...nodePorts(), stdout: ports.stdout, stderr: ports.stderr };
  expect(await runFormatter([join(folder, "link")], world)).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(TIDY);
  expect(statSync(file).mode & 0o777).toBe(0o666);
  expect(readdirSync(folder).sort()).toEqual(["a.def", "link"]);
});
