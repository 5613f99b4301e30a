/** A quick look into images without an engine, for real: `defbuild run`, `exec`, `shell`, `test` and `doctor`, as root and as an ordinary user. */

import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageOf, layerTar, startRegistry, type TestRegistry } from "@deftools/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyProgram } from "./copied-program.ts";
import { describeReal, findProgram, must, type Outcome, run } from "./programs.ts";

describeReal("a quick look", ["linux", "root", "busybox", "setpriv", "script", "unshare"], () => {
  let work = "";
  let registry: TestRegistry;
  const at = (name: string): string => join(work, name);

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), "deftools-look-"));
    chmodSync(work, 0o1777);
    copyProgram(work, "defbuild");
    const busybox = findProgram("busybox") ?? "";
    mkdirSync(at("root/bin"), { recursive: true });
    copyFileSync(busybox, at("root/bin/busybox"));
    for (const name of ["sh", "cat", "echo", "id", "sleep", "touch"])
      symlinkSync("busybox", at(`root/bin/${name}`));
    writeFileSync(
      at("app.def"),
      `Bootstrap: localimage
From: root

%environment
  export GREETING="hello"

%runscript
  echo "$GREETING: $# $*"
  exit 5

%test
  echo "tested $*"

%apprun one
  echo "one of $SCIF_APPNAME: $*"
`,
    );
    must(at("node"), [at("dist/defbuild.js"), "app.def"], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: at("cache") },
    });
    registry = await startRegistry();
    const content = readFileSync(busybox);
    registry.putImage(
      "lab/bare",
      "1",
      imageOf({
        layers: [await layerTar([{ path: "bin/echo", content, mode: 0o755 }])],
        config: {
          Entrypoint: ["/bin/echo", "from"],
          Cmd: ["the", "command"],
          Env: ["PATH=/bin", "SAY=it's"],
        },
      }),
    );
  });
  afterAll(async () => {
    await registry.close();
    rmSync(work, { recursive: true, force: true });
  });

  /** The words of a command as somebody. */
  const command = (who: "root" | "nobody", args: readonly string[]): readonly [string, ...string[]] => {
    const words = [at("node"), at("dist/defbuild.js"), ...args] as const;
    if (who === "root") return words;
    return [findProgram("setpriv") ?? "", "--reuid=65534", "--regid=65534", "--clear-groups", ...words];
  };
  const environment = (who: string) => ({
    DEFBUILD_CACHEDIR: at(`cache-${who}`),
    HOME: work,
    GREETING: "not lent",
  });
  const defbuild = (who: "root" | "nobody", args: readonly string[], input = ""): Outcome => {
    const [program, ...rest] = command(who, args);
    return run(program, rest, { cwd: work, env: environment(who), input });
  };

  /** Runs without keeping this process, and with it the registry, from its work; asks it to end as soon as it says a word. */
  const live = (
    args: readonly string[],
    { stopAt }: { readonly stopAt?: string } = {},
  ): Promise<{ readonly stdout: string; readonly end: number | NodeJS.Signals | null }> =>
    new Promise((done, fail) => {
      const [program, ...rest] = command("root", args);
      const child = spawn(program, rest, {
        cwd: work,
        env: { ...process.env, ...environment("root") },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let stdout = "";
      child.stdout.on("data", (bytes: Buffer) => {
        stdout += bytes.toString();
        // twice would mean: at once
        if (stopAt !== undefined && stdout.endsWith(stopAt)) child.kill("SIGTERM");
      });
      child.on("error", fail);
      child.on("close", (status, signal) => done({ stdout, end: signal ?? status }));
    });

  it.each(["root", "nobody"] as const)("passes words, streams and exit codes on, as %s", (who) => {
    const answer = defbuild(who, ["run", "app.sif", "a", "b  c", "--quiet"]);
    expect(answer).toMatchObject({ status: 5, stdout: "hello: 3 a b  c --quiet\n" });
    expect(answer.stderr).toContain("note: a quick look");
    expect(defbuild(who, ["exec", "-q", "app.sif", "cat"], "given\n")).toEqual({
      status: 0,
      stdout: "given\n",
      stderr: "",
    });
    expect(defbuild(who, ["exec", "-q", "app.sif", "id", "-u"]).stdout).toBe("0\n");
    expect(defbuild(who, ["test", "-q", "app.sif", "x"])).toMatchObject({ status: 0, stdout: "tested x\n" });
    expect(defbuild(who, ["run", "-q", "--app", "one", "app.sif", "x"]).stdout).toBe("one of one: x\n");
    expect(defbuild(who, ["shell", "-q", "app.sif", "-c", "exit 7"]).status).toBe(7);
    expect(defbuild(who, ["exec", "-q", "app.sif", "no-such-program"]).status).toBe(127);
  });

  it("lends what is asked for, and forgets the rest", () => {
    mkdirSync(at("lent"), { recursive: true });
    const script = 'echo "$ONE|$GREETING|$(pwd)"; touch /mnt/here /gone; echo >/mnt2/no';
    const options = ["-q", "--bind", "lent:/mnt,lent:/mnt2:ro", "--env", "ONE=it's", "--pwd", "/bin"];
    const answer = defbuild("root", ["exec", ...options, "app.sif", "sh", "-c", script]);
    expect(answer.stdout).toBe("it's|hello|/bin\n");
    expect(answer.stderr).toContain("Read-only file system");
    expect(
      defbuild("root", ["exec", "-q", "--bind", "lent:/mnt", "app.sif", "cat", "/mnt/here"]).status,
    ).toBe(0);
    expect(defbuild("root", ["exec", "-q", "app.sif", "cat", "/gone"]).status).toBe(1);
  });

  it("says what cannot be meant", () => {
    for (const [args, words] of [
      [["run", "app.def"], "build it first: defbuild app.def"],
      [["exec", "--bind", "a:b:c", "app.sif", "id"], "write --bind SOURCE"],
      [["exec", "--env", "1=2", "app.sif", "id"], "write --env NAME=VALUE"],
      [["exec", "--bind", "nowhere", "app.sif", "id"], "it cannot be found on the host"],
    ] as const) {
      const answer = defbuild("root", args);
      expect(answer.stderr).toContain(words);
      expect([1, 2]).toContain(answer.status);
    }
  });

  it("starts images that have no shell, as engines do", async () => {
    const image = `docker://${registry.host}/lab/bare:1`;
    expect(await live(["run", "-q", image])).toEqual({ stdout: "from the command\n", end: 0 });
    expect(await live(["run", "-q", image, "a b"])).toEqual({ stdout: "from a b\n", end: 0 });
    expect(await live(["exec", "-q", image, "echo", "x"])).toEqual({ stdout: "x\n", end: 0 });
  });

  it("asks a program to end when it is asked itself, and ends by the same signal", async () => {
    const script = 'trap "echo put in order; exit 9" TERM; echo up; sleep 31557602 & wait';
    expect(await live(["exec", "-q", "app.sif", "sh", "-c", script], { stopAt: "up\n" })).toEqual({
      stdout: "up\nput in order\n",
      end: "SIGTERM",
    });
    expect(run("pgrep", ["-f", "31557602"]).stdout).toBe("");
  });

  it.each(["root", "nobody"] as const)("gives the terminal to a shell, as %s", (who) => {
    const words = command(who, ["shell", "-q", "app.sif"]).join(" ");
    const { stdout, status } = run("script", ["-qec", words, "/dev/null"], {
      cwd: work,
      env: { ...environment(who), SHELL: "/bin/sh", TERM: "dumb" },
      input: "echo $((40 + 2)) and $-\nexit 3\n",
    });
    expect(stdout).toMatch(/42 and \w*i/);
    expect(status).toBe(3);
  });

  it("tells what can be built here, to people and to programs", () => {
    const people = defbuild("nobody", ["doctor"]);
    expect(people.stdout).toContain(
      "Recipes whose sections run (%post, %test, ...) can be built here by nobody",
    );
    expect(people.stdout).toContain("/etc/subuid has no range for nobody");
    expect(people.status).toBe(0);
    const diagnosis = JSON.parse(defbuild("root", ["doctor", "--json"]).stdout);
    expect(diagnosis).toMatchObject({ runsScripts: true, user: "root", cache: { path: at("cache-root") } });
    expect(diagnosis.rungs[0]).toMatchObject({ name: "root", works: true });
  });
});
