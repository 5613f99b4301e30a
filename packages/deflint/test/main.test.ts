/** The program as a process: the real world's ports, exit codes, and a reader that leaves. */

import { spawn, spawnSync } from "node:child_process";
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
    const child = spawn(process.execPath, [main, "--no-shellcheck", ...args], { cwd: folder });
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
  it("lints what changed since a revision, committed or not", async () => {
    const git = (...args: readonly string[]) =>
      spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder });
    git("init", "-q");
    for (const name of ["old.def", "changed.def"]) writeFileSync(join(folder, name), FIXABLE);
    git("add", "old.def", "changed.def");
    git("commit", "-qm", "first");
    writeFileSync(join(folder, "changed.def"), `${FIXABLE}    false\n`);
    writeFileSync(join(folder, "new.def"), FIXABLE);
    const { out } = await deflint([
      "--format",
      "compact",
      "--since",
      "HEAD",
      "old.def",
      "changed.def",
      "new.def",
    ]);
    expect(out.match(/^\w+\.def/gm)).toEqual(["changed.def", "new.def"]);
    expect(await deflint(["--since", "nowhere", "old.def"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("git does not know what changed: fatal: bad revision 'nowhere'"),
    });
    rmSync(join(folder, ".git"), { recursive: true });
  });
  it("lints again what changes, with --watch", async () => {
    const file = join(folder, "watched.def");
    writeFileSync(file, "Bootstrap: docker\nFrom: a:1\n");
    const child = spawn(
      process.execPath,
      [main, "--watch", "--no-shellcheck", "--format", "compact", "watched.def"],
      {
        cwd: folder,
      },
    );
    const said = new Promise<string>((done) => {
      child.stdout.on("data", (chunk) => done(String(chunk)));
    });
    await new Promise<void>((done) => {
      child.stderr.on("data", (chunk) => {
        if (String(chunk).includes("watching")) done();
      });
    });
    writeFileSync(file, FIXABLE);
    expect(await said).toContain("watched.def:3:3: error DEF002");
    child.kill();
  });
  it("says nothing when its reader leaves, and still tells the findings by its exit code", async () => {
    const long = `Bootstrap: docker\nFrom: a:1\n${"%unknown section\n".repeat(20_000)}`;
    const { code, err } = await deflint(["-"], { stdin: long, leave: true });
    expect(err).toBe("20000 errors in 1 file\n");
    expect(code).toBe(1);
  });
});
