/** The program as a process: the real world's ports, exit codes, and a reader that leaves. */

import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const main = resolve(import.meta.dirname, "../src/main.ts");
const folder = mkdtempSync(join(tmpdir(), "deflint-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FIXABLE = "Bootstrap: docker\nFrom: a:1\n  %post\n    true\n";

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const deflint = (
  args: readonly string[],
  { stdin = "", leave = false }: { readonly stdin?: string; readonly leave?: boolean } = {},
): Promise<Outcome> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: folder });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
      if (leave) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, out, err }));
    child.stdin.end(stdin);
  });

describe("deflint", () => {
  it("mends a file in place, keeps its mode, and follows a link to it", async () => {
    const file = join(folder, "a.def");
    writeFileSync(file, FIXABLE);
    chmodSync(file, 0o640);
    symlinkSync("a.def", join(folder, "link.def"));
    expect(await deflint(["--fix", "link.def"])).toEqual({
      code: 0,
      out: "",
      err: "nothing found in 1 file, 1 fix applied\n",
    });
    expect(readFileSync(file, "utf8")).toBe(FIXABLE.replace("  %post", "%post"));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(statSync(join(folder, "link.def")).ino).toBe(statSync(file).ino);
  });
  it("reads standard input and walks folders", async () => {
    const { code, out } = await deflint(["-", "."], { stdin: FIXABLE });
    expect(out).toContain("<stdin>:3:3: error DEF002 indented-section");
    expect(code).toBe(1);
  });
  it("tells of a missing file in one line, without a stack trace", async () => {
    expect(await deflint(["missing.def"])).toEqual({
      code: 2,
      out: "",
      err: 'deflint: "missing.def" does not exist\n',
    });
  });
  it("says nothing when its reader leaves, and still tells the findings by its exit code", async () => {
    const long = `Bootstrap: docker\nFrom: a:1\n${"%unknown section\n".repeat(20_000)}`;
    const { code, err } = await deflint(["-"], { stdin: long, leave: true });
    expect(err).toBe("20000 errors in 1 file\n");
    expect(code).toBe(1);
  });
});
