/** Recipes with scripts, built by the program for real: what runs and what does not, what it sees and leaves, and what is left when it is killed. */

import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProgram } from "./copied-program.ts";
import { mountsWith, processesWith } from "./processes.ts";
import { describeReal, findProgram, must, type Outcome, run } from "./programs.ts";
import { addUsers, asUser, removeUsers, type Who } from "./users.ts";

const long = process.env.DEFTOOLS_LONG === "1";

describeReal("scripts of recipes", ["linux", "root", "busybox", "setpriv", "useradd", "newuidmap"], () => {
  let work = "";
  const at = (name: string): string => join(work, name);

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), "deftools-scripts-"));
    chmodSync(work, 0o1777);
    copyProgram(work, "defbuild");
    const busybox = findProgram("busybox") ?? "";
    mkdirSync(at("root/bin"), { recursive: true });
    copyFileSync(busybox, at("root/bin/busybox"));
    const names = must(busybox, ["--list"]).split("\n");
    for (const name of names)
      if (/^[a-z]+$/.test(name) && name !== "busybox") symlinkSync("busybox", at(`root/bin/${name}`));
    addUsers();
  });
  afterAll(() => {
    removeUsers();
    rmSync(work, { recursive: true, force: true });
  });

  const environment = (who: Who) => ({ DEFBUILD_CACHEDIR: at(`cache-${who}`), HOME: work });
  const words = (who: Who, args: readonly string[]) =>
    asUser(who, [at("node"), at("dist/defbuild.js"), "--progress", "plain", ...args]);
  const defbuild = (who: Who, ...args: readonly string[]): Outcome => {
    const [program, ...rest] = words(who, args);
    return run(program, rest, { cwd: work, env: environment(who) });
  };
  const write = (name: string, text: string): void => writeFileSync(at(name), text);
  const recipe = (rest: string): string => `Bootstrap: localimage\nFrom: root\n\n${rest}`;
  /** Builds a recipe; returns what was said. */
  const built = (who: Who, name: string, ...args: readonly string[]): string => {
    const { status, stderr } = defbuild(who, "--force", `${name}.def`, "-o", `${name}-${who}.sif`, ...args);
    expect(status, stderr).toBe(0);
    return stderr;
  };
  const image = (name: string, who: Who = "root"): Buffer => readFileSync(at(`${name}-${who}.sif`));
  const inImage = (name: string, who: Who, ...command: readonly string[]): string =>
    must(...callOf(words(who, ["exec", "-q", `${name}-${who}.sif`, ...command])), {
      cwd: work,
      env: environment(who),
    });

  describe.each(["root", "withRange", "plain"] as const)("as %s", (who) => {
    it("run once, as long as nothing changes that they could see", () => {
      write("input", "one");
      const text = (runscript: string, post = "cat /input >/made; chmod 2755 /made") =>
        recipe(
          `%files\n  input /input\n%post\n  ${post}\n%runscript\n  ${runscript}\n%test\n  test -s /made\n`,
        );
      write("once.def", text("echo one"));
      expect(built(who, "once")).toMatch(/^run {4}%post, because it did not run before$/m);
      const first = image("once", who);
      expect(built(who, "once")).toMatch(/%post {2}from cache[\s\S]*%test {2}from cache/);
      expect(image("once", who).equals(first)).toBe(true);
      expect(built(who, "once", "--no-script-cache")).toContain("because it was asked for");
      expect(image("once", who).equals(first)).toBe(true);

      write(
        "once.def",
        text("echo two").replace("%test", "%labels\n  A b\n%environment\n  X=1\n%help\n  h\n%test"),
      );
      expect(built(who, "once")).toMatch(/%post {2}from cache/);
      write("input", "two");
      const plan = defbuild(who, "--plan", "once.def").stdout;
      expect(plan).toContain("%post: to run, because what comes before it changed");
      expect(built(who, "once")).toContain("because what comes before it changed");
      expect(inImage("once", who, "cat", "/made")).toBe("two");
      write("once.def", text("echo two", "echo three >/made"));
      expect(built(who, "once")).toContain("because its text changed");
    });

    it("see no more than the engine shows, and leave nothing of this machine behind", () => {
      write(
        "seen.def",
        recipe(`%environment
  export LATER=1
%post
  umask; pwd; id -u; echo "[$LATER]$HOME$PWD" >/seen
  ls -A /tmp /var/tmp >>/seen
  cat /etc/resolv.conf >/dev/null; touch /tmp/left
  echo "export FROM_POST='it is'" >>$APPTAINER_ENVIRONMENT
  echo "Post label of post" >>$SINGULARITY_LABELS
`),
      );
      expect(built(who, "seen")).toContain("\n+ umask\n0002\n+ pwd\n/\n+ id -u\n0\n");
      expect(inImage("seen", who, "cat", "/seen")).toBe("[]/root/\n/tmp:\n\n/var/tmp:\n");
      expect(inImage("seen", who, "sh", "-c", 'echo "$FROM_POST $LATER"')).toBe("it is 1\n");
      expect(
        inImage("seen", who, "sh", "-c", "ls -A /tmp; ls -d /.post* /.build* 2>/dev/null; echo none"),
      ).toBe("none\n");
      const { stdout } = defbuild(who, "inspect", `seen-${who}.sif`);
      expect(stdout).toContain("Post: label of post\n");
    });

    it("have secrets that are nowhere afterwards", () => {
      write("token", "hunter2-hunter2\n");
      const text = (post: string) => recipe(`%post\n  ${post}\n`);
      write("secret.def", text("cat /run/secrets/token; wc -c </run/secrets/token >/size"));
      const said = built(who, "secret", "--secret", "id=token,src=token");
      expect(said).toContain("+ cat /run/secrets/token\n***\n");
      expect(inImage("secret", who, "sh", "-c", "cat /size; ls /run 2>/dev/null; :")).toBe("16\n");
      expect(run("grep", ["-rl", "hunter2", at(`cache-${who}`), at(`secret-${who}.sif`)]).stdout).toBe("");
      write("secret.def", text("cp /run/secrets/token /etc/token"));
      const { status, stderr } = defbuild(who, "--force", "secret.def", "--secret", "id=token,src=token");
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("/etc/token") });
      expect(run("grep", ["-rl", "hunter2", at(`cache-${who}`)]).stdout).toBe("");
    });

    it("go on after a checkpoint as if there were none", () => {
      const text = (last: string) =>
        recipe(`%post
  greet() { echo "hello $1 in $PWD"; }
  NAME="it's
two lines"
  mkdir /there; cd /there; umask 027
  echo ran >>/count
  #@checkpoint
  greet "$NAME" >said
  ${last}
`);
      write("parts.def", text("true"));
      built(who, "parts");
      write("parts.def", text("echo more >>said"));
      expect(built(who, "parts")).toMatch(
        /part 1 of 2 {2}from cache[\s\S]*part 2 of 2, because its text changed/,
      );
      expect(inImage("parts", who, "sh", "-c", "cat /there/said /count; ls -A / | grep post; :")).toBe(
        "hello it's\ntwo lines in /there\nmore\nran\n",
      );
    });

    it("leave no process, mount or half image when they are killed, and the next build is right", async () => {
      const mark = `3155${process.pid}${who.length}`;
      write(
        "killed.def",
        recipe(`%post\n  echo up; sleep ${mark} & for i in 1 2 3; do sleep 0.1; done\n  echo done >/made\n`),
      );
      for (const ms of [0, 100, 300, 600]) {
        const [program, ...rest] = words(who, [
          "--force",
          "--refresh",
          "killed.def",
          "-o",
          `killed-${who}.sif`,
        ]);
        await killAfter(program, rest, { cwd: work, env: environment(who), ms });
        await expect.poll(() => processesWith(mark), { timeout: 5000 }).toEqual([]);
        await expect.poll(() => mountsWith(work), { timeout: 5000 }).toEqual([]);
      }
      built(who, "killed");
      expect(inImage("killed", who, "cat", "/made")).toBe("done\n");
      expect(readdirSync(at(`cache-${who}/work`))).toEqual([]);
    });
  });

  it("are told with the line of the recipe and the command that failed", () => {
    const text = (shell: string) =>
      recipe(
        `%labels\n  A b\n%post${shell}\n  check() {\n    ls /nowhere\n  }\n  echo start\n  if true; then\n    check\n  fi\n`,
      );
    write("fails.def", text(""));
    const { status, stderr } = defbuild("root", "fails.def");
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /line 8 of the recipe: "ls \/nowhere" of %post ended with 1\n {2}hint: all that was said is in (\S+);/,
      ),
    });
    const log = /is in (\S+);/.exec(stderr)?.[1] ?? "";
    expect(readFileSync(log, "utf8")).toContain("+ echo start\nstart\n");
    write("fails.def", text(" -c /bin/sh -e"));
    expect(defbuild("root", "fails.def").stderr).toContain("%post ended with 1");
  });

  it("do not run on this machine unless that is allowed", () => {
    write(
      "host.def",
      recipe(
        `%pre\n  echo pre >from-pre\n%setup\n  cat from-pre >$APPTAINER_ROOTFS/from-setup; rm from-pre\n%post\n  cat /from-setup\n`,
      ),
    );
    const { status, stderr } = defbuild("root", "host.def");
    expect(status).toBe(1);
    expect(stderr).toContain("%setup runs on this machine");
    expect(built("root", "host", "--allow-host-scripts")).toContain("+ cat /from-setup\npre\n");
    expect(built("root", "host", "--allow-host-scripts")).toMatch(/%post {2}from cache/);
  });

  it("end in time, and see no network where they should not", () => {
    write("slow.def", recipe("%post\n  sleep 31557\n"));
    expect(defbuild("root", "--timeout", "1s", "slow.def").stderr).toContain(
      'line 5 of the recipe: "sleep 31557" of %post did not end in the time of --timeout',
    );
    write("alone.def", recipe("%post\n  ! grep -v lo: /proc/net/dev | grep :\n"));
    built("root", "alone", "--network", "none");
  });

  it("are built sixteen at a time", async () => {
    write("many.def", recipe("%post\n  echo many >/made\n"));
    const [program, ...rest] = words("root", ["--force", "--refresh", "many.def", "-q"]);
    const ends = Array.from({ length: 16 }, (_, index) =>
      ended(program, [...rest, "-o", `many-${index}.sif`], { cwd: work, env: environment("root") }),
    );
    expect(await Promise.all(ends)).toEqual(ends.map(() => 0));
    const [first, ...others] = ends.map((_, index) => readFileSync(at(`many-${index}.sif`)));
    expect(others.every((other) => first?.equals(other))).toBe(true);
  });

  it.runIf(long).each(["root", "withRange", "plain"] as const)(
    "install what is hard to install without root, as %s (DEFTOOLS_LONG=1)",
    (who) => {
      const targets = must("apt-get", [
        "indextargets",
        "--format",
        "$(SITE) $(ORIGIN)",
        "Created-By: Packages",
      ]);
      const mirror = targets
        .split("\n")
        .find((line) => / Debian$/.test(line) && !line.includes("security"))
        ?.split(" ")[0];
      if (who === "root") {
        must("mmdebstrap", [
          "--quiet",
          "--variant=apt",
          "bookworm",
          at("debian.tar"),
          `deb ${mirror} bookworm main`,
        ]);
        mkdirSync(at("debian"));
        must("tar", ["-xf", at("debian.tar"), "-C", at("debian")]);
        must(...callOf(words("root", ["-q", "-o", "oci-archive:debian-oci.tar", "debian"])), {
          cwd: work,
          env: environment("root"),
        });
        chmodSync(at("debian-oci.tar"), 0o644);
      }
      write(
        "apt.def",
        `Bootstrap: oci-archive\nFrom: debian-oci.tar\n\n%post\n  apt-get update\n  apt-get install -y --no-install-recommends openssh-client\n%test\n  test -g /usr/bin/ssh-agent && ssh -V\n`,
      );
      built(who, "apt");
      expect(inImage("apt", who, "stat", "-c", "%a", "/usr/bin/ssh-agent")).toBe("2755\n");
      const group = inImage("apt", who, "stat", "-c", "%G", "/usr/bin/ssh-agent");
      if (who !== "plain") expect(group).not.toBe("root\n");
      expect(built(who, "apt")).toMatch(/%post {2}from cache/);
    },
    300_000,
  );
});

const callOf = ([program, ...args]: readonly [string, ...string[]]): [string, string[]] => [program, args];

interface Start {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const ended = (program: string, args: readonly string[], { cwd, env }: Start): Promise<number | null> =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
    child.on("exit", (code) => done(code));
  });

/** Kills a build some time after its script is up; with 0, some time after its start. */
const killAfter = (
  program: string,
  args: readonly string[],
  { cwd, env, ms }: Start & { readonly ms: number },
): Promise<void> =>
  new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const kill = (): unknown => setTimeout(() => child.kill("SIGKILL"), ms);
    if (ms === 0) kill();
    child.stderr.on("data", (text) => {
      if (/^up$/m.test(String(text))) kill();
    });
    child.on("exit", () => done());
  });
