/** The files of an image together: their places, modes and texts, and what is said of them in JSON. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Metadata } from "../../src/build-plan.ts";
import { containerFiles } from "../../src/container-files/container-files.ts";

const filesOf = (metadata: Partial<Metadata>) =>
  containerFiles({
    metadata: { definition: "Bootstrap: docker\nFrom: <x>\n", header: [], labels: [], ...metadata },
    config: { entrypoint: ["/bin/app"], cmd: [], env: ["A=1"], labels: {} },
    architecture: "amd64",
    exists: () => false,
    time: 0,
    builder: { name: "defbuild", version: "1" },
    force: false,
  });

const entriesOf = (metadata: Partial<Metadata>) => {
  const { skeleton, metadata: own } = filesOf(metadata);
  return new Map([...skeleton, ...own].map((entry) => [entry.path, entry]));
};

const full: Partial<Metadata> = {
  help: "how\n",
  environment: "  export FOO=bar\n",
  runscript: { shebang: "#!/bin/sh", body: "  echo run\n" },
  startscript: { shebang: "#!/bin/sh -e", body: "  echo start\n" },
  test: { shebang: "#!/bin/bash", body: "  true\n" },
};

it("has the links of the root", () => {
  const links = [...entriesOf({})].flatMap(([path, entry]) =>
    entry.kind === "symlink" ? [`${path} -> ${entry.target}`] : [],
  );
  expect(links).toEqual([
    ".exec -> .singularity.d/actions/exec",
    ".run -> .singularity.d/actions/run",
    ".shell -> .singularity.d/actions/shell",
    ".test -> .singularity.d/actions/test",
    "environment -> .singularity.d/env/90-environment.sh",
    "singularity -> .singularity.d/runscript",
  ]);
});
it("makes scripts executable, and nothing else", () => {
  const modes = [...entriesOf(full)].flatMap(([path, entry]) =>
    entry.kind === "file" && entry.mode !== 0o755 ? [`${path} ${entry.mode.toString(8)}`] : [],
  );
  expect(modes).toEqual([
    "etc/hosts 644",
    "etc/resolv.conf 644",
    ".singularity.d/runscript.help 644",
    ".singularity.d/labels.json 644",
    ".singularity.d/Singularity 644",
  ]);
});
it.each([
  [".singularity.d/runscript", "#!/bin/sh\n\n  echo run\n\n"],
  [".singularity.d/startscript", "#!/bin/sh -e\n\n  echo start\n\n"],
  [".singularity.d/test", "#!/bin/bash\n\n  true\n\n"],
  [".singularity.d/runscript.help", "how\n\n"],
])("writes %s as the engine does", (path, text) => {
  expect(entriesOf(full).get(path)).toMatchObject({ text });
});
it.each([
  [{ entrypoint: ["/bin/app"], cmd: ["ls", "-l"] }, `OCI_CMD='"ls" "-l"'`],
  [{ entrypoint: ["/bin/app"], cmd: [] }, `OCI_CMD='"/bin/app"'`],
  [{ entrypoint: [], cmd: [] }, `OCI_CMD='"/bin/sh"'`],
])("runs the command alone where the recipe says IncludeCmd: %j", (config, text) => {
  const { skeleton } = containerFiles({
    metadata: { definition: "", header: [{ key: "includecmd", value: "Yes" }], labels: [] },
    config: { env: [], labels: {}, ...config },
    architecture: "amd64",
    exists: () => false,
    time: 0,
    builder: { name: "defbuild", version: "1" },
    force: false,
  });
  const runscript = skeleton.find(({ path }) => path === ".singularity.d/runscript");
  expect(runscript).toMatchObject({ text: expect.stringContaining(`OCI_ENTRYPOINT=''\n${text}\n`) });
});
it("has no test and no help unless the recipe has", () => {
  expect(entriesOf({}).has(".singularity.d/test")).toBe(false);
  expect(entriesOf({}).has(".singularity.d/runscript.help")).toBe(false);
});
it("writes only what shells can read", () => {
  for (const [path, entry] of entriesOf(full)) {
    if (entry.kind !== "file" || !entry.text.startsWith("#!/bin/sh")) continue;
    const { status, stderr } = spawnSync("/bin/sh", ["-n"], { input: entry.text, encoding: "utf8" });
    expect({ path, status, stderr }).toEqual({ path, status: 0, stderr: "" });
  }
});

describe("the inspect metadata", () => {
  const parsed = () => JSON.parse(filesOf(full).inspectMetadata);
  it("has every text without its last line ends", () => {
    expect(parsed().data.attributes).toMatchObject({
      runscript: "#!/bin/sh\n\n  echo run",
      startscript: "#!/bin/sh -e\n\n  echo start",
      test: "#!/bin/bash\n\n  true",
      helpfile: "how",
      deffile: "Bootstrap: docker\nFrom: <x>",
    });
    expect(parsed().type).toBe("container");
  });
  it("has the two environment files that tell something", () => {
    expect(Object.keys(parsed().data.attributes.environment)).toEqual([
      "/.singularity.d/env/10-docker2singularity.sh",
      "/.singularity.d/env/90-environment.sh",
    ]);
  });
  it("is escaped as Go does, on one line", () => {
    expect(filesOf(full).inspectMetadata).toContain("From: \\u003cx\\u003e");
    expect(filesOf(full).inspectMetadata).not.toContain("\n");
  });
});

describe("the environment files together", () => {
  const sourced = (env: Readonly<Record<string, string>>, command: string): string => {
    const texts = [...entriesOf(full).values()]
      .filter(({ path }) => path.startsWith(".singularity.d/env/"))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((entry) => (entry.kind === "file" ? entry.text : ""));
    return spawnSync("/bin/sh", ["-euc", [...texts, command].join("\n")], { env, encoding: "utf8" }).stdout;
  };
  it("end with the recipe's word over the image's", () => {
    expect(sourced({ PATH: "/bin" }, 'echo "$A $FOO $LD_LIBRARY_PATH"')).toBe("1 bar /.singularity.d/libs\n");
  });
  it("let the command line have the last word on PATH", () => {
    const env = {
      PATH: "/bin",
      SING_USER_DEFINED_PREPEND_PATH: "/first",
      SING_USER_DEFINED_APPEND_PATH: "/last",
    };
    expect(sourced(env, 'echo "$PATH"')).toBe("/first:/bin:/last\n");
  });
  it("stop when the chosen app is not there", () => {
    expect(sourced({ PATH: "/bin", SINGULARITY_APPNAME: "foo" }, "echo on")).toBe(
      "Could not locate the container application: foo\n",
    );
  });
});
