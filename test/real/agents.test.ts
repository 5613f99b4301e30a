/** Distributions installed by the real programs, from mirrors made on the spot: as root, and as an ordinary user without a range of ids. */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyProgram } from "./copied-program.ts";
import { type FolderServer, serveFolder } from "./folder-server.ts";
import { describeReal, findProgram, must } from "./programs.ts";

const needs = [
  "linux",
  "root",
  "busybox",
  "setpriv",
  "dnf",
  "rpmbuild",
  "createrepo_c",
  "zypper",
  "gpg",
  "pacman",
  "zstd",
];

describeReal("agents that install", needs, () => {
  let work = "";
  let mirror: FolderServer;
  const at = (name: string): string => join(work, name);

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), "deftools-agents-"));
    chmodSync(work, 0o1777);
    copyProgram(work, "defbuild");
    const busybox = findProgram("busybox") ?? "";
    mkdirSync(at("mirror"));
    copyFileSync(busybox, at("mirror/busybox"));
    makeRpms(work, busybox);
    makePacmanPackages(work, busybox);
    mirror = await serveFolder(at("mirror"));
    writeFileSync(
      at("mirror/pacman.conf"),
      `[options]\nArchitecture = auto\nSigLevel = Never\n[small]\nServer = ${mirror.url}/arch\n`,
    );
  });
  afterAll(async () => {
    await mirror.stop();
    rmSync(work, { recursive: true, force: true });
  });

  /** Runs defbuild without keeping the mirror from its work. */
  const defbuild = async (who: "root" | "nobody", ...args: readonly string[]): Promise<string> => {
    const ids = who === "root" ? [] : ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const { stdout, stderr } = await promisify(execFile)(
      findProgram("setpriv") ?? "",
      [...ids, at("node"), at("dist/defbuild.js"), ...args],
      { cwd: work, env: { ...process.env, DEFBUILD_CACHEDIR: at(`cache-${who}`), HOME: work } },
    );
    return `${stdout}${stderr}`;
  };

  it.each([
    ["busybox", "busybox", ""],
    ["dnf", "repository", "Small Linux 1\nits script ran\n"],
    ["yum", "repository", "Small Linux 1\nits script ran\n"],
    ["zypper", "repository", "Small Linux 1\nits script ran\n"],
    ["arch", "", ""],
  ])("%s makes an image that runs, as root and as a user, and not twice", async (agent, path, said) => {
    const source = path === "" ? `ConfURL: ${mirror.url}/pacman.conf` : `MirrorURL: ${mirror.url}/${path}`;
    const script = said === "" ? "echo $((40 + 2))" : "cat /etc/redhat-release /etc/said";
    const recipe = `Bootstrap: ${agent}\n${source}\n\n%runscript\n  ${script}\n`;
    writeFileSync(at(`${agent}.def`), recipe);
    for (const who of ["root", "nobody"] as const) {
      const image = `${agent}-${who}.sif`;
      await defbuild(who, `${agent}.def`, "-o", image);
      expect(await defbuild(who, "run", "-q", image)).toBe(said === "" ? "42\n" : said);
    }
    writeFileSync(at(`${agent}.def`), `${recipe}\n%help\n  changed\n`);
    expect(await defbuild("root", "--force", `${agent}.def`)).toMatch(/^run .* from cache$/m);
  });
});

/** A repository with one package, signed. It has a shell, the file that yum's agent asks for, and a script of its own. */
const makeRpms = (work: string, busybox: string): void => {
  const top = join(work, "rpm");
  mkdirSync(top);
  writeFileSync(
    join(top, "small.spec"),
    `Name: small-release
Version: 1
Release: 1
Summary: a release
License: MIT
Provides: coreutils aaa_base
%description
Small.
%install
mkdir -p %{buildroot}/etc %{buildroot}/bin
echo "Small Linux 1" >%{buildroot}/etc/redhat-release
cp ${busybox} %{buildroot}/bin/busybox
ln -s busybox %{buildroot}/bin/sh
ln -s busybox %{buildroot}/bin/cat
%post
echo "its script ran" >/etc/said
echo nothing >/dev/null
%files
/etc/redhat-release
/bin/*
`,
  );
  const define = (name: string, value: string) => ["--define", `${name} ${value}`];
  must("rpmbuild", [
    ...[
      "-bb",
      ...define("_topdir", top),
      ...define("__strip", "/bin/true"),
      ...define("debug_package", "%{nil}"),
    ],
    join(top, "small.spec"),
  ]);
  const repository = join(work, "mirror/repository");
  cpSync(join(top, "RPMS", readdirSync(join(top, "RPMS"))[0] ?? ""), repository, { recursive: true });
  must("createrepo_c", ["--quiet", repository]);
  const home = join(work, "gpg");
  mkdirSync(home, { mode: 0o700 });
  const gpg = (...args: readonly string[]) => must("gpg", ["--homedir", home, "--batch", "--quiet", ...args]);
  gpg("--passphrase", "", "--quick-gen-key", "small <small@example.org>", "rsa2048", "sign", "never");
  const index = join(repository, "repodata/repomd.xml");
  gpg("--armor", "--detach-sign", index);
  writeFileSync(`${index}.key`, gpg("--armor", "--export"));
};

/** A repository of pacman with the package "base" (pacman, doc/BUILDINFO and repo-add's layout of a database). */
const makePacmanPackages = (work: string, busybox: string): void => {
  const folder = join(work, "pacman");
  const mirror = join(work, "mirror/arch");
  mkdirSync(join(folder, "bin"), { recursive: true });
  mkdirSync(mirror, { recursive: true });
  copyFileSync(busybox, join(folder, "bin/busybox"));
  symlinkSync("busybox", join(folder, "bin/sh"));
  const facts = ["pkgname = base", "pkgver = 1-1", "pkgdesc = small", "arch = any", "size = 1"];
  writeFileSync(join(folder, ".PKGINFO"), `${facts.join("\n")}\n`);
  const name = "base-1-1-any.pkg.tar.zst";
  const file = join(mirror, name);
  must("tar", ["--zstd", "-cf", file, "-C", folder, ".PKGINFO", "bin"]);
  const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
  const database = join(work, "database/base-1-1");
  mkdirSync(database, { recursive: true });
  writeFileSync(
    join(database, "desc"),
    Object.entries({
      FILENAME: name,
      NAME: "base",
      VERSION: "1-1",
      CSIZE: String(statSync(file).size),
      ISIZE: "1",
      SHA256SUM: digest,
      ARCH: "any",
    })
      .map(([key, value]) => `%${key}%\n${value}\n\n`)
      .join(""),
  );
  must("tar", ["-czf", join(mirror, "small.db"), "-C", join(work, "database"), "base-1-1"]);
};
