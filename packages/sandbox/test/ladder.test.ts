/** What the ladder says where nothing works, and how it is told. Where things work is shown with real users, beside the other real tests. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFailure } from "@deftools/trouble";
import { describe, expect, it } from "vitest";
import { bestRung, ladderText, probe, type Rung, type SandboxPorts } from "../src/index.ts";

/** A user of a machine that has no program at all. */
const bare: SandboxPorts = {
  uid: 1000,
  gid: 1000,
  user: "someone",
  architecture: "x64",
  platform: "linux",
  temporaryFolder: "/nonexistent",
  findProgram: () => undefined,
  readText: async () => undefined,
};

const rungs: readonly Rung[] = [
  {
    name: "root",
    title: "real root",
    keeps: { owners: true, devices: true },
    works: false,
    why: "you are not root",
    remedy: "run it with sudo",
  },
  {
    name: "userns",
    title: "user namespace",
    keeps: { owners: false, devices: false },
    works: true,
    changes: "copy",
    note: "no overlay here",
  },
  { name: "proot", title: "proot", keeps: { owners: false, devices: false }, works: true, changes: "copy" },
];

describe("the ladder", () => {
  it("is told with the best way marked, and a remedy for each that does not work", () => {
    expect(ladderText(rungs)).toMatchInlineSnapshot(`
      "  real root       no: you are not root
                        remedy: run it with sudo
      > user namespace  yes: all files belong to root, no device nodes, on a copy of the base
                        no overlay here
        proot           yes: all files belong to root, no device nodes, on a copy of the base
      "
    `);
  });

  it("is climbed to the best rung that works", () => {
    expect(bestRung(rungs).name).toBe("userns");
  });

  it("ends with all reasons and ways out where none works", () => {
    const none = rungs.map(({ name, title, keeps }): Rung => {
      return { name, title, keeps, works: false, why: "forbidden", remedy: "ask" };
    });
    expect(() => bestRung(none)).toThrow(
      expect.objectContaining({
        message: "no way to run a script here",
        hint: "ask",
        cause: new Error("real root: forbidden; user namespace: forbidden; proot: forbidden"),
      }),
    );
  });

  it("asks for a Linux machine elsewhere, without trying anything", async () => {
    const found = await probe({ ...bare, platform: "darwin" });
    expect(found.map(({ name, works }) => [name, works])).toEqual([
      ["root", false],
      ["subuid", false],
      ["userns", false],
      ["bubblewrap", false],
      ["proot", false],
    ]);
    expect(found.every((rung) => !rung.works && rung.why === "scripts run on Linux only")).toBe(true);
  });

  it("names what is missing, and how to get it", async () => {
    const workDirectory = await mkdtemp(join(tmpdir(), "deftools-ladder-"));
    const ports = {
      ...bare,
      findProgram: (name: string) => (name.startsWith("new") ? `/usr/bin/${name}` : undefined),
    };
    try {
      expect(ladderText(await probe(ports, { workDirectory }))).toMatchInlineSnapshot(`
        "  real root                             no: you are not root
                                                remedy: run it with sudo, if no way below does
          user namespace with a range of ids    no: /etc/subuid has no range for someone
                                                remedy: ask the administrator: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 someone
          user namespace with a seccomp filter  no: neither perl nor python3 is there to load the filter
                                                remedy: install perl or bubblewrap
          bubblewrap with a seccomp filter      no: bwrap is not on this machine
                                                remedy: apt-get install bubblewrap, or dnf install bubblewrap
          proot                                 no: proot is not on this machine
                                                remedy: apt-get install proot, or put its static program on your PATH
        "
      `);
    } finally {
      await rm(workDirectory, { recursive: true });
    }
  });

  it("lets failures be told apart by their code", () => {
    let caught: unknown;
    try {
      bestRung([]);
    } catch (error) {
      caught = error;
    }
    expect(isFailure(caught, "sandbox/no-rung")).toBe(true);
  });
});
