/** Disks that are full: a clear word, and nothing half-written is left on them. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal, must, type Outcome, run } from "./programs.ts";

const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");

describeReal("a disk that is full", ["root", "linux", "skopeo", "tar"], () => {
  let work = "";
  let small = "";
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), "deftools-full-"));
    small = join(work, "small");
    mkdirSync(small);
    must("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", small]);
    // a folder is a base, too; its content does not compress
    must("sh", ["-ec", "mkdir -p box/.singularity.d box/bin; head -c 6000000 /dev/urandom >box/data"], {
      cwd: work,
    });
    const tar = "tar -cf layer.tar -C box data; d=$(sha256sum layer.tar | cut -d' ' -f1)";
    const config = `{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:'$d'"]}}`;
    const manifest = `[{"Config":"config.json","RepoTags":["full:1"],"Layers":["layer.tar"]}]`;
    must(
      "sh",
      [
        "-ec",
        `${tar}; printf '%s' '${config}' >config.json; printf '%s' '${manifest}' >manifest.json; tar -cf saved.tar config.json manifest.json layer.tar; gzip -k saved.tar`,
      ],
      { cwd: work },
    );
  });
  afterAll(() => {
    must("umount", [small]);
    rmSync(work, { recursive: true, force: true });
  });

  const defbuild = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome =>
    run(process.execPath, [program, ...args], {
      cwd: work,
      env: { DEFBUILD_CACHEDIR: join(work, "cache"), HOME: work, ...env },
    });
  /** Ends as a user should see it, and leaves the disk empty but for folders that are made once. */
  const expectFull = ({ status, stderr }: Outcome, hint: RegExp): void => {
    expect(stderr).toMatch(/no space left on the disk\n {2}hint: /);
    expect(stderr).toMatch(hint);
    expect(stderr).not.toContain("    at ");
    expect(status).toBe(1);
    const files = readdirSync(small, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.map(({ name }) => name)).toEqual([]);
  };

  it("for the output", () => {
    expectFull(defbuild(["-o", "small/out.sif", "docker-archive:saved.tar"]), /with -o/);
    expectFull(defbuild(["-o", "oci-archive:small/out.tar", "docker-archive:saved.tar"]), /with -o/);
  });

  it("for a sandbox", () => {
    expectFull(defbuild(["--sandbox", "small/out", "docker-archive:saved.tar"]), /choose another folder/);
    expect(readdirSync(small)).toEqual([]);
  });

  it("for the cache", () => {
    const cache = { DEFBUILD_CACHEDIR: join(small, "cache") };
    expectFull(defbuild(["-o", "out.sif", "docker-archive:saved.tar"], cache), /DEFBUILD_CACHEDIR/);
    expectFull(defbuild(["-o", "out.sif", "box"], cache), /DEFBUILD_CACHEDIR/);
    rmSync(join(small, "cache"), { recursive: true });
  });

  it("for temporary files", () => {
    const tmpdir = ["--tmpdir", "small"];
    expectFull(
      defbuild([...tmpdir, "--disable-cache", "-o", "out.sif", "docker-archive:saved.tar"]),
      /--tmpdir/,
    );
    // an archive in gzip is unpacked first
    expectFull(defbuild([...tmpdir, "-o", "out.sif", "docker-archive:saved.tar.gz"]), /--tmpdir/);
    expect(readdirSync(small)).toEqual([]);
  });

  it("and builds when there is room again", () => {
    expect(defbuild(["-o", "out.sif", "docker-archive:saved.tar.gz"]).status).toBe(0);
  });
});
