/** What agents that install a distribution plan: the commands of the engine, whatever is in the header's values. */

import { spawnSync } from "node:child_process";
import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan.ts";

const planOf = (header: string) =>
  plan(understand(parse(`${header}\n`)), {
    platform: { os: "linux", architecture: "amd64" },
    compression: { name: "gzip" },
  });

const installOf = (header: string) => {
  const { plan: made, problems } = planOf(header);
  expect(problems).toEqual([]);
  const base = made?.stages[0]?.base;
  if (base === undefined || !("script" in base)) throw new Error("nothing is installed");
  return base;
};

/** The words that the program called `name` gets, when the script runs. */
const wordsFor = (name: string, script: string): readonly string[] => {
  const text = `set -e
mkdir() { :; }; cp() { :; }; chmod() { :; }; chroot() { :; }; rm() { :; }; tail() { :; }
command() { echo ${name}; }
${name}() { for word in "$@"; do printf '%s\\n' "$word" >&3; done; }
exec 3>&1
${script.replace(/ >\/target\S+/g, " >/dev/null")}`;
  const { stdout, stderr } = spawnSync("/bin/sh", ["-c", text], {
    encoding: "utf8",
    env: { DEBIAN_ARCH: "amd64", PATH: process.env.PATH ?? "" },
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
};

describe("debootstrap", () => {
  it("is called as the engine calls it", () => {
    const { title, script } = installOf(
      "Bootstrap: debootstrap\nMirrorURL: http://mirror.example.org/debian\nOSVersion: bookworm\nInclude: jq  bc",
    );
    expect(title).toBe("debootstrap bookworm");
    expect(wordsFor("debootstrap", script)).toEqual([
      "--variant=minbase",
      "--exclude=openssl,udev,debconf-i18n,e2fsprogs",
      "--include=apt,jq,bc",
      "--arch=amd64",
      "bookworm",
      "/target",
      "http://mirror.example.org/debian",
    ]);
  });
  it("gets values as they are, whatever a shell would make of them", () => {
    const url = `http://mirror.example.org/$(id)/it's;"x"`;
    const { script } = installOf(`Bootstrap: debootstrap\nMirrorURL: ${url}\nOSVersion: $HOME`);
    expect(wordsFor("debootstrap", script).slice(-3)).toEqual(["$HOME", "/target", url]);
  });
});

describe("yum and dnf", () => {
  it("are called as the engine calls them, the version in its places", () => {
    const { script, title } = installOf(
      "Bootstrap: dnf\nMirrorURL: http://mirror.example.org/%{osversion}/os\nOSVersion: 9\nInclude: vim\nSetOpt: a=b c",
    );
    expect(title).toBe("dnf 9");
    expect(wordsFor("dnf", script)).toEqual([
      ...[
        "--noplugins",
        "-c",
        "/target/etc/bootstrap-yum.conf",
        "--installroot",
        "/target",
        "--releasever=9",
        "-y",
      ],
      ...["--setopt", "a=b c", "install", "/etc/redhat-release", "coreutils", "vim"],
    ]);
    expect(script).toContain("baseurl=http://mirror.example.org/9/os");
  });
});

describe("arch", () => {
  it("installs what is named in place of its base, and reads the configuration that is named", () => {
    const { downloads, script } = installOf(
      "Bootstrap: arch\nInclude: base vim\nConfURL: http://mirror.example.org/c",
    );
    expect(downloads).toEqual({ "pacman.conf": "http://mirror.example.org/c" });
    expect(wordsFor("pacman", script).slice(-2)).toEqual(["base", "vim"]);
  });
});

it.each([
  ["Bootstrap: debootstrap\nMirrorURL: http://mirror.example.org", '"OSVersion" is missing'],
  ["Bootstrap: busybox", '"MirrorURL" is missing'],
  ["Bootstrap: yum", '"MirrorURL" is missing'],
  ["Bootstrap: zypper", '"MirrorURL" is missing'],
  [
    "Bootstrap: zypper\nProduct: SLES\nUser: me@example.org\nRegCode: secret\nOSVersion: 15.5\nMirrorURL: http://mirror.example.org",
    '"Product" registers SUSE Linux Enterprise, which is not done here',
  ],
])("%s is refused", (header, message) => {
  const { plan: made, problems } = planOf(header);
  expect(made).toBeUndefined();
  expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
  expect(problems[0]?.hint).toBeDefined();
});
