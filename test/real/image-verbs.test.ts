/** Images that defbuild takes from anywhere and puts anywhere, judged by real programs: Apptainer runs them, skopeo and umoci read them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeEdgeImage } from "./edge-image.ts";
import { describeReal, findProgram, must, type Outcome, run } from "./programs.ts";
import { push, type RealRegistry, startRealRegistry } from "./registry.ts";
import { differences, listTree } from "./trees.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");
const needs = [
  "root",
  "linux",
  "apptainer",
  "docker-registry",
  "skopeo",
  "umoci",
  "busybox",
  "getfattr",
  "setcap",
];

describeReal("defbuild's images with real programs", needs, () => {
  let work = "";
  let registry: RealRegistry | undefined;

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), "deftools-real-"));
    // open to all: Apptainer runs as an ordinary user, and writes there
    must("chmod", ["777", work]);
    makeEdgeImage(join(work, "layout"), findProgram("busybox") ?? "");
    registry = await startRealRegistry(work);
    push(join(work, "layout"), registry, "edge/edge:latest");
  });
  afterAll(async () => {
    await registry?.stop();
    rmSync(work, { recursive: true, force: true });
  });

  const defbuild = (...args: readonly string[]): Outcome => {
    const outcome = run(process.execPath, [program, ...args], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: join(work, "cache"), HOME: work },
    });
    expect(outcome.status, outcome.stderr).toBe(0);
    return outcome;
  };
  const apptainer = (...args: readonly string[]): string => must("apptainer", args).trim();

  it("pulls an image that Apptainer runs", () => {
    defbuild("pull", `docker://${registry?.host}/edge/edge`);
    expect(apptainer("run", join(work, "edge_latest.sif"))).toBe("entry: from the command");
  });

  it("takes the same image from a layout, an OCI archive and a Docker archive, to the same tree", () => {
    must("skopeo", ["copy", `oci:${work}/layout:latest`, `oci-archive:${work}/edge-oci.tar:latest`]);
    must("skopeo", [
      "copy",
      `oci:${work}/layout:latest`,
      `docker-archive:${work}/edge-docker.tar:edge:latest`,
    ]);
    const trees = ["oci:layout:latest", "oci-archive:edge-oci.tar", "docker-archive:edge-docker.tar"].map(
      (source, index) => {
        defbuild("--sandbox", `box${index}`, source);
        return listTree(join(work, `box${index}`), (path) => /^\.singularity\.d/.test(path));
      },
    );
    const [first, ...others] = trees;
    if (first === undefined) throw new Error("no tree");
    expect(first.size).toBeGreaterThan(50);
    for (const other of others) expect(differences(first, other)).toEqual([]);
  });

  it("writes a sandbox that Apptainer runs, and builds upon it", () => {
    defbuild("--sandbox", "run-box", `docker://${registry?.host}/edge/edge`);
    expect(apptainer("run", join(work, "run-box"), "a b")).toBe("entry: a b");
    writeFileSync(
      join(work, "upon.def"),
      "Bootstrap: localimage\nFrom: run-box\n%environment\n  export UPON=yes\n%runscript\n  echo upon $UPON\n",
    );
    defbuild("upon.def");
    expect(apptainer("run", join(work, "upon.sif"))).toBe("upon yes");
  });

  it("builds upon a SIF of Apptainer's, and keeps what that says of itself", () => {
    const recipe = `Bootstrap: docker\nFrom: ${registry?.host}/edge/edge:latest\n%labels\n  From base\n%environment\n  export BASE=1\n`;
    writeFileSync(join(work, "theirs.def"), recipe);
    must("apptainer", ["build", "--no-https", join(work, "theirs.sif"), join(work, "theirs.def")]);
    writeFileSync(
      join(work, "ours.def"),
      "Bootstrap: localimage\nFrom: theirs.sif\n%environment\n  export OURS=2\n%labels\n  Added later\n",
    );
    defbuild("ours.def");
    const image = join(work, "ours.sif");
    expect(apptainer("exec", image, "sh", "-c", "echo $BASE$OURS")).toBe("12");
    expect(apptainer("run", image)).toBe("entry: from the command");
    const { labels, deffile } = JSON.parse(apptainer("inspect", "--all", image)).data.attributes;
    expect(labels).toMatchObject({ From: "base", Added: "later" });
    expect(deffile).toContain("Bootstrap: localimage");
    expect(apptainer("exec", image, "ls", "/.singularity.d/bootstrap_history")).toBe("Apptainer0");
  });

  it("keeps the tree from a SIF through a sandbox, a SIF, an OCI archive and a SIF to a sandbox again", () => {
    const words = [
      ["-o", "trip1.sif", `docker://${registry?.host}/edge/edge`],
      ["--sandbox", "trip2", "trip1.sif"],
      ["-o", "trip3.sif", "trip2"],
      ["-o", "oci-archive:trip4.tar", "trip3.sif"],
      ["-o", "trip5.sif", "oci-archive:trip4.tar"],
      ["--sandbox", "trip6", "trip5.sif"],
    ];
    // what is generated has this time on every leg
    const env = { DEFBUILD_CACHEDIR: join(work, "cache"), HOME: work, SOURCE_DATE_EPOCH: "1700000000" };
    for (const leg of words) must(process.execPath, [program, "--quiet", ...leg], { cwd: work, env });
    const tree = (folder: string) =>
      listTree(join(work, folder), (path) => path.startsWith(".singularity.d"));
    const before = tree("trip2");
    expect([...before.values()].some((line) => /security\.capability/.test(line))).toBe(true);
    expect(differences(before, tree("trip6"))).toEqual([]);
  });

  it("writes an OCI archive that skopeo and umoci read, with all that a tar can say", () => {
    defbuild("-o", "oci-archive:out.tar:v1", `docker://${registry?.host}/edge/edge`);
    expect(must("skopeo", ["inspect", "--config", `oci-archive:${work}/out.tar:v1`])).toContain("Entrypoint");
    must("apptainer", ["build", join(work, "engine.sif"), `oci-archive:${work}/out.tar`]);
    expect(apptainer("run", join(work, "engine.sif"))).toBe("entry: from the command");
    must("skopeo", ["copy", `oci-archive:${work}/out.tar:v1`, `oci:${work}/out-layout:v1`]);
    must("umoci", ["unpack", "--image", `${work}/out-layout:v1`, join(work, "out-bundle")]);
    must("umoci", ["unpack", "--image", `${work}/layout:latest`, join(work, "bundle")]);
    const added =
      /^(\.singularity\.d|\.(run|exec|test|shell)|singularity|environment|etc\/(hosts|resolv\.conf)|dev|proc|root|sys|home|var(\/tmp)?)$/;
    const ignore = (path: string): boolean => added.test(path);
    const [ours, theirs] = [
      listTree(join(work, "out-bundle", "rootfs"), ignore),
      listTree(join(work, "bundle", "rootfs"), ignore),
    ];
    // umoci gives the root, and folders no layer describes, the time of unpacking
    const touched = new Set(["", "etc"]);
    expect(differences(theirs, ours).filter((line) => !touched.has(line.split(" ")[1] ?? ""))).toEqual([]);
  });

  it("copies from stage to stage, and runs what came out", () => {
    writeFileSync(join(work, "tool"), "#!/bin/sh\necho the tool\n", { mode: 0o755 });
    const head = `Bootstrap: docker\nFrom: ${registry?.host}/edge/edge:{{ TAG }}\n`;
    const first = `${head}Stage: make\n%arguments\n  TAG=nosuch\n%files\n  tool /opt/tool\n\n`;
    const second = `${head}%arguments\n  TAG=latest\n%files from make\n  /opt /copied\n%runscript\n  /copied/tool\n`;
    writeFileSync(join(work, "stages.def"), first + second);
    defbuild("--build-arg", "TAG=latest", "stages.def");
    expect(apptainer("run", join(work, "stages.sif"))).toBe("the tool");
    expect(readFileSync(join(work, "stages.sif")).includes("TAG }}")).toBe(false);
  });
});
