/**
 * The examples, built and run: those that need nothing but a Debian mirror, which is the one that apt of this machine uses. The base image
 * of most is made by one of them, and comes from a registry on this machine that stands in for the public one.
 */

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal, must, type Outcome, run } from "./programs.ts";
import { type RealRegistry, startRealRegistry } from "./registry.ts";

const root = resolve(import.meta.dirname, "../..");
const needs = ["linux", "root", "apptainer", "debootstrap", "docker-registry", "skopeo", "apt-get"];

/** For a machine that is busy with other things, and a mirror that is far away. */
const LONG_MS = 15 * 60_000;

/** The first mirror of Debian itself that apt knows. */
const mirrorOfThisMachine = (): string => {
  const targets = must("apt-get", ["indextargets", "--format", "$(SITE) $(ORIGIN)", "Created-By: Packages"]);
  const mirror = targets
    .split("\n")
    .map((line) => line.split(" "))
    .find(([site, origin]) => origin === "Debian" && site?.includes("security") === false)?.[0];
  if (mirror === undefined) throw new Error("apt knows no Debian mirror");
  return mirror;
};

describeReal("examples", needs, () => {
  let work = "";
  let registry: RealRegistry;

  beforeAll(async () => {
    // world-readable: Apptainer runs as an ordinary user
    work = mkdtempSync(join(tmpdir(), "deftools-examples-"));
    must("chmod", ["755", work]);
    cpSync(join(root, "examples"), work, { recursive: true });
    registry = await startRealRegistry(work);
    const configuration = join(work, ".config/containers");
    mkdirSync(configuration, { recursive: true });
    writeFileSync(
      join(configuration, "registries.conf"),
      `[[registry]]
prefix = "docker.io"
location = "docker.io"
[[registry.mirror]]
location = "${registry.host}"
insecure = true
`,
    );
    build("debootstrap", "--build-arg", `mirror=${mirrorOfThisMachine()}`);
    defbuild("debootstrap.sif", "-o", "oci-archive:debian.tar:12-slim");
    must("skopeo", [
      ...["copy", "--quiet", "--dest-tls-verify=false", `oci-archive:${join(work, "debian.tar")}:12-slim`],
      `docker://${registry.host}/library/debian:12-slim`,
    ]);
  }, LONG_MS);
  afterAll(async () => {
    await registry.stop();
    rmSync(work, { recursive: true, force: true });
  });

  const defbuild = (...args: readonly string[]): Outcome => {
    const answer = run(process.execPath, [join(root, "packages/defbuild/dist/defbuild.js"), ...args], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: join(work, "cache"), HOME: work, XDG_CONFIG_HOME: "" },
    });
    expect(answer.status, answer.stderr).toBe(0);
    return answer;
  };
  const build = (name: string, ...args: readonly string[]): Outcome => defbuild(`${name}.def`, ...args);

  /** What both say; they have to say the same. */
  const both = (...args: readonly string[]): string => {
    const ours = defbuild(args[0] ?? "", "-q", ...args.slice(1));
    const theirs = run("apptainer", args, { cwd: work });
    expect(theirs.stdout).toBe(ours.stdout);
    expect(theirs.status, theirs.stderr).toBe(0);
    return ours.stdout;
  };

  it("debootstrap.def is Debian", () => {
    expect(both("run", "debootstrap.sif", "-n", "20 + 1")).toBe("21\n");
    expect(both("exec", "debootstrap.sif", "cat", "/etc/debian_version")).toMatch(/^12\./);
  });

  it("hello.def greets", () => {
    build("hello");
    expect(both("run", "hello.sif")).toContain("hello from the image\nsample,value\n");
  });

  it(
    "static.def is one program",
    () => {
      build("static");
      expect(both("run", "static.sif", "20")).toBe("2 3 5 7 11 13 17 19 \n");
      expect(both("test", "static.sif")).toBe("2 3 5 7 \n");
    },
    LONG_MS,
  );

  it(
    "apps.def has two programs",
    () => {
      build("apps");
      writeFileSync(join(work, "table.csv"), "a,b\n1,2\n");
      expect(both("test", "--app", "columns", "apps.sif")).toBe("a,b\n");
      const bound = ["--bind", `${work}:/mnt`];
      expect(both("run", ...bound, "--app", "columns", "apps.sif", "/mnt/table.csv")).toBe("a,b\n");
      expect(both("exec", "--app", "keys", "apps.sif", "sh", "-c", "echo '{\"x\": 1}' | keys")).toBe("x\n");
    },
    LONG_MS,
  );

  it.runIf(process.env.DEFTOOLS_LONG === "1")(
    "mpi.def computes (DEFTOOLS_LONG=1: it fetches some 100 MB)",
    () => {
      build("mpi");
      expect(both("run", "mpi.sif")).toMatch(/^pi is about 3\.14159/);
    },
    LONG_MS,
  );

  it.each(["python-pip", "micromamba", "r-packages", "mpi", "cuda"])("%s.def can be planned", (name) => {
    expect(build(name, "--plan").stdout).toMatch(/^(stage +build\n)?fetch +docker\.io\//);
  });
});
