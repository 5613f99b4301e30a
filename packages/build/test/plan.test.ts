/** What is planned from a recipe, and what a recipe cannot be planned for: marks show the places of errors and warnings. */

import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { readMarks } from "@deftools/testkit";
import { describe, expect, it } from "vitest";
import { type PlanOptions, plan } from "../src/plan.ts";

const options: PlanOptions = {
  platform: { os: "linux", architecture: "amd64" },
  compression: { name: "gzip" },
};

const planOf = (text: string) => plan(understand(parse(text)), options);

/** The plan of a recipe without problems. */
const planned = (text: string) => {
  const { plan: made, problems } = planOf(text);
  expect(problems).toEqual([]);
  const [stage] = made?.stages ?? [];
  if (stage === undefined) throw new Error("no plan and no problem");
  return stage;
};

/** Whatever is marked is reported, in order, with these words, and nothing else is. */
const reports = (marked: string, ...messages: readonly string[]): void => {
  const { text, ranges } = readMarks(marked);
  const { plan: made, problems } = planOf(text);
  expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(messages);
  expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(
    ranges.map(({ start, end }) => text.slice(start, end)),
  );
  expect(made === undefined).toBe(messages.some((message) => message.startsWith("error")));
};

const HEAD = "Bootstrap: docker\nFrom: debian:12\n";

describe("a plan", () => {
  it("names the base with registry and namespace", () => {
    const { base } = planned("Bootstrap: docker\nFrom: app:1\nRegistry: quay.io\nNamespace: lab\n");
    expect(base).toMatchObject({
      agent: "docker",
      reference: { registry: "quay.io", repository: "lab/app", tag: "1" },
    });
  });
  it("has the copies in order, with their lines", () => {
    const { copies } = planned(`${HEAD}%files\n  a /b\n\n  "c d"\n%files\n  e f\n`);
    expect(copies.map(({ source, destination, line }) => [source, destination, line])).toEqual([
      ["a", "/b", 4],
      ["c d", undefined, 6],
      ["e", "f", 8],
    ]);
  });
  it("stores the recipe from its first header line on", () => {
    expect(planned(`# mine\n\n${HEAD}%help\nhow\n`).metadata.definition).toBe(`${HEAD}%help\nhow\n`);
  });
  it("joins sections that come twice", () => {
    expect(planned(`${HEAD}%environment\n  A=1\n%help\nhow\n%environment\n  B=2`).metadata).toMatchObject({
      environment: "  A=1\n  B=2\n",
      help: "how\n",
    });
  });
  it("reads CRLF as LF in scripts", () => {
    expect(planned(`${HEAD}%runscript\r\n  echo\r\n`).metadata.runscript?.body).toBe("  echo\n");
  });
  it("takes the last of doubled keywords for the labels", () => {
    const { header } = planned("Bootstrap: docker\nFrom: a\nFROM: b\n").metadata;
    expect(header).toEqual([
      { key: "bootstrap", value: "docker" },
      { key: "from", value: "b" },
    ]);
  });
  it("lets scripts pass that do nothing", () => {
    planned(`${HEAD}%post\n  # later\n\n`);
  });
  it("is plain data", () => {
    const made = planned(`${HEAD}%files\n  a\n%labels\n  x y\n%test\n  true\n`);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});

describe("the first line of a script", () => {
  it.each([
    ["none", "", "  echo\n", "#!/bin/sh", "  echo\n"],
    ["its own", "", "  #!/bin/bash -e\n  echo\n", "#!/bin/bash -e", "  echo\n"],
    ["its own below blank lines", "", "\n#!/bin/bash\necho\n", "#!/bin/bash", "echo\n"],
    ["with arguments of the section", " -e # stop", "  echo\n", "#!/bin/sh -e", "  echo\n"],
    ["both", " -u", "#!/bin/bash\necho\n", "#!/bin/bash -u", "echo\n"],
  ])("%s", (_name, argument, body, shebang, rest) => {
    expect(planned(`${HEAD}%runscript${argument}\n${body}`).metadata.runscript).toEqual({
      shebang,
      body: rest,
    });
  });
});

describe("has scripts", () => {
  it("of all sections of a name, with where their lines are in the recipe", () => {
    const { post } = planned(`${HEAD}%post\n  one\n  two\n%setup\n  three\n%post -e # why\n  four\n`);
    expect(post).toMatchObject({
      options: ["-e"],
      text: "  one\n  two\n  four\n",
      places: [
        { line: 1, recipe: 4 },
        { line: 3, recipe: 9 },
      ],
    });
  });
  it("that another shell reads", () => {
    expect(planned(`${HEAD}%post -u -c /bin/bash  -e\n  true\n`).post).toMatchObject({
      options: ["-u"],
      shell: "/bin/bash -e",
    });
  });
  it("but none of comments alone", () => {
    expect(planned(`${HEAD}%post\n  # later\n\n`).post).toBeUndefined();
  });
  it("with lines that templates made", () => {
    const text = `${HEAD}%arguments\n  A=1\n%post\n  echo {{ A }}\n  last\n`;
    expect(planned(text).post).toMatchObject({
      text: "  echo 1\n  last\n",
      places: [{ line: 1, recipe: 6 }],
    });
  });
});

describe("is refused", () => {
  it("without a stage", () => {
    const { plan: made, problems } = planOf("");
    expect(made).toBeUndefined();
    expect(problems.map(({ severity }) => severity)).toEqual(["error"]);
  });
  it("without Bootstrap", () => {
    reports("«From»: debian\n", 'error: "Bootstrap" is missing: nothing says where the image comes from');
  });
  it("without From", () => {
    reports("Bootstrap: «docker»\n", 'error: "From" is missing: nothing says which image to start from');
  });
  it("with an agent in capitals", () => {
    reports("Bootstrap: «Docker»\nFrom: x\n", 'error: "Docker" is no bootstrap agent');
  });
  it("with an agent that leaves the work to another builder", () => {
    reports(
      "Bootstrap: «buildkit»\nFrom: x\n",
      'error: the bootstrap agent "buildkit" has another program build a Dockerfile, which is not done here',
    );
  });
  it("with a service that has ended", () => {
    reports("Bootstrap: «shub»\nFrom: a/b\n", "error: Singularity Hub takes no pulls since April 2021");
  });
  it("with a copy from a stage that is not there, or comes later", () => {
    reports(
      `${HEAD}Stage: one\n%files from «two»\n  /a /b\n  /c\n\n${HEAD}Stage: two\n%files from one\n /d\n`,
      'error: no stage before this one is called "two"',
    );
  });
  it("with a shell for a script that is not named", () => {
    reports(`${HEAD}%post «-c»\n  true\n`, 'error: "-c" of %post names no program');
  });
  it("with unknown keywords", () => {
    reports("Bootstrap: docker\nFrom: x\n«Form»: y\n", 'error: "Form" is no header keyword');
  });
  it("with a template variable that has no value, unless it stands in a comment", () => {
    reports(`${HEAD}# {{ A }}\n%help\n  «{{ B }}»\n`, 'error: "B" has no value in this stage');
  });
  it("for what only the engine's parser minds", () => {
    const { plan: made, problems } = planOf(`${HEAD}%help\n${"long\n".repeat(20_000)}`);
    expect(made).toBeUndefined();
    expect(problems).toMatchObject([{ code: "build/refused-by-engine", severity: "error" }]);
  });
  it("with sections nobody knows", () => {
    reports(`${HEAD}«%postt»\n`, 'error: "%postt" is no section');
  });
});

describe("several stages", () => {
  const build = `${HEAD}Stage: build\n%environment\n  X=1\n\n`;
  const main = "Bootstrap: docker\nFrom: busybox\n%files\n  host\n%files from build\n  /a /b\n";
  const stagesOf = (text: string) => planOf(text).plan?.stages ?? [];
  it("come in order, copies from stages first", () => {
    const [first, second] = stagesOf(build + main);
    expect(first?.name).toBe("build");
    expect(second?.copies.map(({ stage, source, line }) => [stage, source, line])).toEqual([
      [0, "/a", 12],
      [undefined, "host", 10],
    ]);
  });
  it("are built only when they are needed", () => {
    const text = `Bootstrap: yum\nFrom: y\nStage: unused\n\n${build}${main}`;
    const { plan: made, problems } = planOf(text);
    expect(made?.stages.map(({ name }) => name)).toEqual(["build", undefined]);
    expect(made?.stages[1]?.copies[0]?.stage).toBe(0);
    expect(problems).toMatchObject([
      { severity: "warning", message: 'stage "unused" is not built: the image takes nothing from it' },
    ]);
  });
  it("are all stored", () => {
    expect(stagesOf(build + main)[1]?.metadata.definition).toBe(build + main);
  });
});

describe("templates", () => {
  const text = `Bootstrap: docker\nFrom: debian:{{ TAG }}\n%arguments\n  TAG=12\n%files\n  «{{ TAG }}.$X» /y\n`;
  const withArguments = (marked: string, pairs: readonly string[]) => {
    const { text: plain, ranges } = readMarks(marked);
    const { plan: made, problems } = plan(understand(parse(plain)), { ...options, arguments: { pairs } });
    return { stage: made?.stages[0], problems, ranges };
  };
  it("are filled in from %arguments, and stored filled in", () => {
    const { stage } = withArguments(text, []);
    expect(stage?.base).toMatchObject({ reference: { tag: "12" } });
    expect(stage?.metadata.definition).toContain("From: debian:12\n");
  });
  it("prefer the command line", () => {
    expect(withArguments(text, ["TAG=11"]).stage?.base).toMatchObject({ reference: { tag: "11" } });
  });
  it("keep the places of what is wrong in their values", () => {
    const { problems, ranges } = withArguments(text, []);
    expect(problems.map(({ span }) => span)).toEqual(ranges);
    expect(problems[0]?.message).toMatch(/^"12.\$X" is taken as it is/);
  });
  it("mind arguments that nothing uses", () => {
    expect(withArguments(text, ["TAGG=1"]).problems).toMatchObject([{ severity: "error" }]);
  });
});

describe("agents", () => {
  it.each([
    ["scratch", "", { agent: "scratch" }],
    ["localimage", "From: a/b.sif\n", { agent: "localimage", path: "a/b.sif" }],
    ["oras", "From: ghcr.io/a/b:1\n", { agent: "oras", reference: { registry: "ghcr.io", tag: "1" } }],
    ["oci", "From: lay:1\n", { agent: "oci", source: { kind: "oci", path: "lay", tag: "1" } }],
    ["oci-archive", "From: a.tar\n", { source: { kind: "oci-archive", path: "a.tar" } }],
    ["docker-archive", "From: a.tar:x\n", { source: { kind: "docker-archive", path: "a.tar", tag: "x" } }],
    ["docker-daemon", "From: a:1\n", { source: { kind: "docker-daemon", reference: "a:1" } }],
  ])("%s", (agent, rest, base) => {
    expect(planned(`Bootstrap: ${agent}\n${rest}`).base).toMatchObject(base);
  });
});

describe("is warned of", () => {
  it("keywords without effect", () => {
    reports(
      "Bootstrap: docker\nFrom: x\n«IncludeCmd»: yes\n«OSVersion»: 7\n",
      'warning: "IncludeCmd" is read here alone: the image runs its CMD, and not its ENTRYPOINT',
      'warning: "OSVersion" has no effect with the agent "docker"',
    );
  });
  it("variables in %files", () => {
    reports(
      `${HEAD}%files\n  «$HOME/x» /y\n`,
      'warning: "$HOME/x" is taken as it is: variables, commands and ~ are not expanded in %files',
    );
  });
  it("words that are ignored in %files", () => {
    reports(
      `${HEAD}%files\n  a b «#» «c»\n`,
      'warning: "#" is ignored: a line of %files has one source and one destination',
      'warning: "c" is ignored: a line of %files has one source and one destination',
    );
  });
});
