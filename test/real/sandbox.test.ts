/** The sandbox for real: every rung, as root, as a user with a range of ids and as one without; and what is left when it is killed. */

import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Rung, RungName } from "@deftools/sandbox";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mountsWith, processes, processesWith } from "./processes.ts";
import { describeReal, must } from "./programs.ts";
import type { WorkerAnswer, WorkerRequest } from "./sandbox-worker.ts";
import { addUsers, asUser, removeUsers, type Who } from "./users.ts";

/** The rungs that must work for each. */
const ways: readonly (readonly [Who, RungName, "overlay" | "copy"])[] = [
  ["root", "root", "overlay"],
  ["root", "root", "copy"],
  ["withRange", "subuid", "overlay"],
  ["withRange", "subuid", "copy"],
  ["plain", "bubblewrap", "copy"],
  ["plain", "userns", "overlay"],
  ["plain", "userns", "copy"],
  ["plain", "proot", "copy"],
];

/** A command as somebody else, in a folder that everybody may enter. */
const commandAs = (who: Who, request: WorkerRequest | "probe"): readonly [string, ...string[]] =>
  asUser(who, [join(folder, "node"), join(folder, "worker.mjs"), JSON.stringify(request)]);

const ask = (who: Who, request: WorkerRequest | "probe"): string => {
  const [program, ...args] = commandAs(who, request);
  return must(program, args, { cwd: "/", env: { TMPDIR: folder } });
};

const work = (who: Who, request: WorkerRequest): WorkerAnswer => JSON.parse(ask(who, request));

/** One script by the shell of the small root. */
const script = (text: string): WorkerRequest["runs"][number] => ({ argv: ["/bin/sh", "-c", text] });

/** Where the workers work. */
const folder = mkdtempSync(join(tmpdir(), "deftools-sandbox-test-"));

describeReal("the sandbox", ["linux", "root", "newuidmap", "bwrap", "proot", "setpriv", "useradd"], () => {
  beforeAll(async () => {
    chmodSync(folder, 0o1777);
    // the clone may lie in a folder that is private to its owner; the users of this test must reach what they run
    copyFileSync(process.execPath, join(folder, "node"));
    chmodSync(join(folder, "node"), 0o755);
    await build({
      entryPoints: [resolve(import.meta.dirname, "sandbox-worker.ts")],
      outfile: join(folder, "worker.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      // CommonJS dependencies inside an ES module bundle still call require
      banner: {
        js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
      },
      logLevel: "error",
    });
    addUsers();
  });

  afterAll(() => {
    removeUsers();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["root", ["root", "userns", "bubblewrap", "proot"]],
    ["withRange", ["subuid", "userns", "bubblewrap", "proot"]],
    ["plain", ["userns", "bubblewrap", "proot"]],
  ] as const)("finds the rungs of %s, and a remedy for each that is missing", (who, names) => {
    const rungs: readonly Rung[] = JSON.parse(ask(who, "probe"));
    expect(rungs.filter(({ works }) => works).map(({ name }) => name)).toEqual(names);
    for (const rung of rungs) if (!rung.works) expect(rung.remedy).not.toBe("");
  });

  describe.each(ways)("as %s by %s with %s", (who, name, changes) => {
    const keepsOwners = name === "root" || name === "subuid";
    const rung = { name, changes, keeps: { owners: keepsOwners, devices: name === "root" } };

    it("reads back what changed", () => {
      const { outcomes, changes: layer } = work(who, {
        rung,
        entries: [
          { path: "data/old", content: "old", uid: 3, gid: 4 },
          { path: "data/gone", content: "gone" },
          { path: "full/a", content: "a" },
          { path: "full/b", content: "b" },
        ],
        runs: [
          script("echo new >/data/new; chown 7:9 /data/new; chmod 2750 /data/new; rm /data/gone"),
          script("rm -r /full; mkdir /full; echo c >/full/c; ln -s c /full/link; ln /data/new '/data/a  b'"),
        ],
      });
      expect(outcomes.map(({ status, stderr }) => [status, stderr])).toEqual([
        [0, ""],
        [0, ""],
      ]);
      const owner = keepsOwners ? "7:9" : "0:0";
      expect(layer.filter((line) => !/^(directory|opaque)/.test(line)).sort()).toEqual(
        [
          `file data/a  b 2750 ${owner} new`,
          "hard-link data/new to data/a  b",
          "file full/c 644 0:0 c",
          "symlink full/link to c",
          "whiteout data/gone",
          ...(changes === "copy" ? ["whiteout full/a", "whiteout full/b"] : []),
        ].sort(),
      );
      if (changes === "overlay") expect(layer).toContain("opaque full");
    });

    it("starts with a layer above its base, of which only what was changed since is a change", () => {
      const { outcomes, changes: layer } = work(who, {
        rung,
        entries: [
          { path: "data/old", content: "old" },
          { path: "data/gone", content: "gone" },
          { path: "link", target: "data" },
          { path: "full/a", content: "a" },
        ],
        seed: [
          { path: "data/old", content: "newer", uid: 5, gid: 6 },
          { path: "data/.wh.gone" },
          { path: "data/more", content: "more" },
          { path: "link/" },
          { path: "link/inside", content: "i" },
          { path: "full", content: "a file" },
        ],
        runs: [script("ls /data /link; cat /data/old /full; rm /data/more; echo x >>/data/old; rm /full")],
      });
      expect(outcomes[0]).toMatchObject({
        status: 0,
        stdout: "/data:\nmore\nold\n\n/link:\ninside\nnewera file",
        stderr: "",
      });
      expect(layer.filter((line) => !line.startsWith("directory")).sort()).toEqual([
        `file data/old 644 ${keepsOwners ? "5:6" : "0:0"} newerx`,
        "whiteout data/more",
        "whiteout full",
      ]);
    });

    it("changes nothing when nothing is done, and leaves no mount points in the layer", () => {
      const { changes: layer } = work(who, {
        rung,
        runs: [
          {
            ...script("cat /etc/hosts /run/deep/er >/tmp/x; echo y >/var/tmp/y"),
            binds: [{ source: "/etc/hostname", target: "/run/deep/er" }],
          },
        ],
      });
      expect(layer.filter((line) => !line.startsWith("directory"))).toEqual([]);
    });

    it("passes status, signals, streams, variables, umask and folder, and nothing of ours", () => {
      const { outcomes } = work(who, {
        rung,
        entries: [{ path: "some where/" }],
        runs: [
          script("exit 42"),
          script("kill -9 $$"),
          { argv: ["/bin/cat"], stdin: "given\n" },
          {
            argv: [
              "/bin/sh",
              "-c",
              'echo "$1|$VALUE|$(pwd)|$(umask)|$HOME|$TMPDIR" >&2',
              "sh",
              "it's\na `word` $HOME",
            ],
            env: { VALUE: "a'b\"c\n$d" },
            cwd: "/some where",
            umask: 0o077,
          },
          { argv: ["no-such-program"] },
        ],
      });
      expect(outcomes[0]).toMatchObject({ status: 42 });
      expect(outcomes[0]).not.toHaveProperty("signal");
      // proot does not tell
      expect(outcomes[1]).toMatchObject(
        name === "proot" ? { status: 255 } : { status: 137, signal: "SIGKILL" },
      );
      expect(outcomes[2]?.stdout).toBe("given\n");
      expect(outcomes[3]?.stderr).toBe("it's\na `word` $HOME|a'b\"c\n$d|/some where|0077||\n");
      expect(outcomes[4]?.status).not.toBe(0);
    });

    it("hides the host, and lends what is asked for", () => {
      mkdirSync(join(folder, "it's here"), { recursive: true });
      chmodSync(join(folder, "it's here"), 0o777);
      writeFileSync(join(folder, "it's here", "file"), "lent\n");
      rmSync(join(folder, "it's here", "written"), { force: true });
      const source = join(folder, "it's here");
      const { outcomes } = work(who, {
        rung,
        entries: [{ path: "loop", target: "../../../../../deep/place" }],
        runs: [
          script(`ls -A /tmp; ls ${folder}; ls /proc/1/root/home`),
          {
            ...script("cat '/mnt/a b/file'; echo w >'/mnt/a b/written'; cat /loop/file /deep/place/file"),
            binds: [
              { source, target: "/mnt/a b" },
              { source, target: "/loop" },
            ],
          },
          { ...script("echo x >/mnt/file"), binds: [{ source, target: "/mnt", readOnly: true }] },
        ],
      });
      if (name !== "proot") expect(outcomes[0]?.stdout).toBe("");
      expect(outcomes[1]).toMatchObject({ status: 0, stdout: "lent\nlent\nlent\n", stderr: "" });
      expect(readFileSync(join(source, "written"), "utf8")).toBe("w\n");
      // proot cannot hold anything read-only; the file belongs to root, so users cannot write it anyway
      expect(outcomes[2]?.status).not.toBe(0);
      expect(readFileSync(join(source, "file"), "utf8")).toBe("lent\n");
    });

    it("has devices, and ends what is left behind", () => {
      const { outcomes } = work(who, {
        rung,
        runs: [
          script(
            "echo x >/dev/null && head -c 3 /dev/zero | wc -c && ls /dev/pts >/dev/null && echo y >/dev/shm/y",
          ),
          { ...script("sleep 31557601 & sleep 31557601"), timeoutMs: 300 },
        ],
      });
      expect(outcomes[0]).toMatchObject({ status: 0, stderr: "" });
      expect(outcomes[1]).toMatchObject({ ended: "timeout" });
      expect(processesWith("31557601")).toEqual([]);
    });

    it("takes the network away, or says that it cannot", () => {
      const request = { rung, runs: [{ ...script("cat /proc/net/dev"), network: "none" as const }] };
      if (name === "proot") {
        expect(() => work(who, request)).toThrow("proot cannot take the network away");
        return;
      }
      const { outcomes } = work(who, request);
      expect(
        outcomes[0]?.stdout.split("\n").filter((line) => /^\s*\w+:/.test(line) && !/^\s*lo:/.test(line)),
      ).toEqual([]);
    });

    it("leaves no process and no mount when it is killed at any moment", async () => {
      const mark = `3155770${ways.findIndex((way) => way[1] === name && way[2] === changes)}`;
      for (const moment of ["start", "start", "up", "up", "up", "up"] as const) {
        const end = await killAfter(who, moment, Math.random() * (moment === "up" ? 200 : 800), {
          rung,
          runs: [
            {
              ...script(`echo up; while :; do (sleep ${mark} &); sleep ${mark} & sleep 0.01; done`),
              isLive: true,
            },
          ],
        });
        expect(end).toBe("SIGKILL");
        await expect.poll(() => processesWith(mark), { timeout: 5000 }).toEqual([]);
        await expect.poll(() => mountsWith(folder), { timeout: 5000 }).toEqual([]);
        await expect.poll(processesInFolder, { timeout: 5000 }).toEqual([]);
      }
    });
  });
});

/** Starts the worker and kills it, some time after it started or after its command did, without a word to anybody else. */
const killAfter = (
  who: Who,
  moment: "start" | "up",
  ms: number,
  request: WorkerRequest,
): Promise<NodeJS.Signals | null> =>
  new Promise((done) => {
    const [program, ...args] = commandAs(who, request);
    const child = spawn(program, args, {
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, TMPDIR: folder },
    });
    const kill = () => setTimeout(() => child.kill("SIGKILL"), ms);
    if (moment === "start") kill();
    else child.stderr.once("data", kill);
    child.on("exit", (_, signal) => done(signal));
  });

/** Processes that are still at work there. */
const processesInFolder = (): readonly string[] =>
  processes().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
