/** Images built by defbuild, from real registries, judged by real programs: Apptainer runs them, umoci's tree is theirs. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeEdgeImage } from "./edge-image.ts";
import { describeReal, findProgram, must, type Outcome, run } from "./programs.ts";
import { push, type RealRegistry, startRealRegistry } from "./registry.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");
const needs = [
  "root",
  "linux",
  "apptainer",
  "siftool",
  "docker-registry",
  "skopeo",
  "setcap",
  "htpasswd",
  "openssl",
  "busybox",
];

describeReal("defbuild with real programs", needs, () => {
  let work = "";
  const registries: { open?: RealRegistry; basic?: RealRegistry; tls?: RealRegistry } = {};
  const user = { name: "tester", password: "only-in-this-test" };

  beforeAll(async () => {
    // world-readable: Apptainer runs as an ordinary user
    work = mkdtempSync(join(tmpdir(), "deftools-real-"));
    must("chmod", ["755", work]);
    makeEdgeImage(join(work, "layout"), findProgram("busybox") ?? "");
    registries.open = await startRealRegistry(work);
    registries.basic = await startRealRegistry(work, { user });
    registries.tls = await startRealRegistry(work, { tls: true });
    push(join(work, "layout"), registries.open, "edge/edge:latest");
  });
  afterAll(async () => {
    await Promise.all(Object.values(registries).map((registry) => registry.stop()));
    rmSync(work, { recursive: true, force: true });
  });

  const defbuild = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome =>
    run(process.execPath, [program, ...args], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: join(work, "cache"), HOME: work, ...env },
    });

  /** Writes a recipe and builds it; returns the image's path. */
  const build = (name: string, recipe: string, ...args: readonly string[]): string => {
    writeFileSync(join(work, `${name}.def`), recipe);
    const { status, stderr } = defbuild([`${name}.def`, ...args]);
    expect(stderr).not.toContain("    at ");
    expect(status, stderr).toBe(0);
    return join(work, `${name}.sif`);
  };
  const header = () =>
    `Bootstrap: docker\nRegistry: ${registries.open?.host}\nNamespace: edge\nFrom: edge:latest\n`;

  it("builds every section that needs no script, and Apptainer runs, execs, inspects and lists the image", () => {
    mkdirSync(join(work, "data"), { recursive: true });
    writeFileSync(join(work, "data", "one.txt"), "one\n");
    const image = build(
      "sections",
      `${header()}
%files
  data/one.txt /opt/data/one.txt
  data /opt/all

%labels
  Author A. Scientist
  Version 1.2

%environment
  export GREETING="hello from the image"

%runscript
  echo "$GREETING: $*"

%startscript
  echo started

%test
  test -e /opt/data/one.txt

%help
  Ask nobody.
`,
    );
    expect(must("apptainer", ["run", image, "a", "b c"]).trim()).toBe("hello from the image: a b c");
    expect(must("apptainer", ["exec", image, "cat", "/opt/data/one.txt", "/opt/all/one.txt"])).toBe(
      "one\none\n",
    );
    expect(run("apptainer", ["test", image]).status).toBe(0);
    const inspected = JSON.parse(must("apptainer", ["inspect", "--all", image])).data.attributes;
    expect(inspected.labels).toMatchObject({
      Author: "A. Scientist",
      Version: "1.2",
      "org.example.quoted": 'a "b" <c>',
    });
    expect(inspected.helpfile).toContain("Ask nobody.");
    expect(inspected.deffile).toContain("%runscript");
    expect(inspected.runscript).toContain('echo "$GREETING: $*"');
    expect(must("siftool", ["list", image])).toMatch(
      /Def\.FILE[\s\S]*JSON\.Generic[\s\S]*JSON\.Generic[\s\S]*Squashfs\/\*System\/amd64/,
    );
    expect(must("siftool", ["header", image])).toMatch(
      /Primary Architecture: amd64[\s\S]*Data Offset: +32176/,
    );
  });

  it("keeps ENTRYPOINT, CMD and ENV of the image unharmed", () => {
    const image = build("entry", header());
    expect(must("apptainer", ["run", image]).trim()).toBe("entry: from the command");
    expect(must("apptainer", ["run", image, "x y", "z"]).trim()).toBe("entry: x y z");
    const environment = must("apptainer", ["exec", image, "env"]);
    for (const line of ['QUOTES=it\'s "quoted"', "DOLLAR=$HOME ${A}", "BACKTICK=`id`", "LINES=one\ntwo"])
      expect(environment).toContain(`\n${line}\n`);
  });

  it("logs in with basic auth, and says the way out when it may not", () => {
    const host = registries.basic?.host;
    writeFileSync(join(work, "private.def"), `Bootstrap: docker\nFrom: ${host}/edge/edge:latest\n`);
    const refused = defbuild(["private.def"]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(String(host));
    expect(refused.stderr).not.toContain("    at ");
    const wrong = defbuild(["private.def"], {
      APPTAINER_DOCKER_USERNAME: user.name,
      APPTAINER_DOCKER_PASSWORD: "wrong-password",
    });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).not.toContain("wrong-password");
    const right = defbuild(["private.def"], {
      APPTAINER_DOCKER_USERNAME: user.name,
      APPTAINER_DOCKER_PASSWORD: user.password,
    });
    expect(right.status, right.stderr).toBe(0);
    expect(readFileSync(join(work, "private.sif")).includes(user.password)).toBe(false);
  });

  it("refuses a certificate it does not know, and takes it with --no-https", () => {
    writeFileSync(
      join(work, "tls.def"),
      `Bootstrap: docker\nFrom: ${registries.tls?.host}/edge/edge:latest\n`,
    );
    const refused = defbuild(["tls.def"]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/certificate/);
    expect(defbuild(["tls.def", "--no-https"]).status).toBe(0);
  });
});
