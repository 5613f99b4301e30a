/** The tables: complete, consistent, and true to what the engines do. */
import { expect, test } from "vitest";
import {
  acceptsKeyword,
  appSections,
  argumentUses,
  bootstrapAgent,
  bootstrapAgents,
  type EngineId,
  engine,
  engines,
  headerKeyword,
  headerKeywords,
  keywordUse,
  known,
  section,
  sections,
  vocabularyPage,
} from "../src/index.ts";

const reader = (id: EngineId) => engine(id)!;

test("every row tells its meaning in sentences, and its source", () => {
  for (const { name, doc, source } of [...sections, ...appSections, ...bootstrapAgents, ...headerKeywords]) {
    expect(doc, name).toMatch(/^[A-Z`].*\.$/);
    expect(source, name).toMatch(/^https:\/\//);
  }
  for (const { doc } of Object.values(argumentUses)) expect(doc).toMatch(/\.$/);
});

test("no name stands in a table twice", () => {
  const tables = [[...sections, ...appSections], bootstrapAgents, headerKeywords];
  for (const table of tables) {
    const names = table.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  }
  expect(new Set(engines.map(({ id }) => id)).size).toBe(engines.length);
});

test("a keyword is found in any case, a numbered one under any number", () => {
  expect(headerKeyword("mirrorURL")?.name).toBe("MirrorURL");
  expect(headerKeyword("OTHERURL12")?.name).toBe("OtherURL0");
  for (const key of ["OtherURL", "otherurl1x", "From2", "Fingerprint", "Boot strap", "", "constructor"])
    expect(headerKeyword(key), key).toBeUndefined();
});

test("the case of agents and app sections counts, that of sections does not", () => {
  expect(bootstrapAgent("docker")?.name).toBe("docker");
  expect(bootstrapAgent("Docker")).toBeUndefined();
  expect(section("POST")?.name).toBe("post");
  expect(section("apprun")?.name).toBe("apprun");
  expect(section("AppRun")).toBeUndefined();
  expect(section("toString")).toBeUndefined();
});

test.each([
  ["From", "docker", "apptainer-1.4", "required"],
  ["from", "yum", "apptainer-1.4", "ignored"],
  ["Registry", "oci", "singularity-ce-4.5", "optional"],
  ["Registry", "shub", "singularity-2", "optional"],
  ["Registry", "shub", "singularity-3", "ignored"],
  ["IncludeCmd", "docker", "singularity-2", "optional"],
  ["IncludeCmd", "docker", "apptainer-1.4", "ignored"],
  ["MirrorURL", "busybox", "singularity-2", "optional"],
  ["MirrorURL", "busybox", "singularity-3", "required"],
  ["Include", "arch", "apptainer-1.1", "optional"],
  ["Include", "arch", "apptainer-1.0", "ignored"],
  ["ConfURL", "arch", "apptainer-1.1", "optional"],
  ["ConfURL", "arch", "apptainer-1.0", "rejected"],
  ["ConfURL", "docker", "singularity-ce-4.5", "rejected"],
  ["SetOpt", "dnf", "apptainer-1.2", "optional"],
  ["SetOpt", "yum", "singularity-ce-3.11", "optional"],
  ["SetOpt", "yum", "singularity-ce-3.10", "rejected"],
  ["Target", "buildkit", "apptainer-1.5", "optional"],
  ["Target", "buildkit", "apptainer-1.4", "rejected"],
  ["Stage", "scratch", "singularity-3", "optional"],
  ["Stage", "docker", "singularity-2", "ignored"],
  ["Bootstrap", "nonsense", "apptainer-1.4", "required"],
  ["OtherURL7", "zypper", "apptainer-1.4", "optional"],
  ["Token", "docker", "apptainer-1.4", "rejected"],
  ["Token", "docker", "singularity-2", "ignored"],
  ["Foo", "docker", "singularity-2", "ignored"],
  ["Foo", "docker", "apptainer-1.4", "rejected"],
  ["GPG", "yum", "singularity-2", "optional"],
  ["GPG", "yum", "singularity-3", "rejected"],
] as const)("%s with %s is, for %s, %s", (key, agent, id, use) => {
  expect(keywordUse(key, agent, reader(id))).toBe(use);
});

test("a keyword that an agent reads is one that the engine accepts", () => {
  for (const each of engines)
    for (const { name } of headerKeywords)
      for (const agent of bootstrapAgents)
        expect(keywordUse(name, agent.name, each) === "rejected").toBe(!acceptsKeyword(name, each));
});

test("agents and sections come and go with versions", () => {
  const has = (name: string, id: EngineId) => known(bootstrapAgent(name)!.versions, reader(id));
  expect([has("dnf", "apptainer-1.3"), has("dnf", "apptainer-1.4")]).toEqual([false, true]);
  expect([has("dnf", "singularity-ce-4.2"), has("dnf", "singularity-ce-4.3")]).toEqual([false, true]);
  expect([has("self", "singularity-2"), has("self", "singularity-3")]).toEqual([true, false]);
  expect(has("buildkit", "singularity-ce-4.5")).toBe(false);
  const knowsArguments = engines.filter((each) => known(section("arguments")!.versions, each));
  expect(knowsArguments.map(({ id }) => id)).not.toContain("apptainer-1.1");
  expect(knowsArguments.map(({ id }) => id)).toContain("singularity-ce-4.0");
});

test("the page tells who knows and who reads a word", () => {
  const entryOf = (title: string) => vocabularyPage().split(`### \`${title}\`\n`)[1]?.split("\n###")[0];
  expect(entryOf("SetOpt")).toContain(
    "Read by `yum`, `dnf`. Known to Apptainer 1.2 and later, SingularityCE 3.11 and later.",
  );
  expect(entryOf("MetaLink")).toContain("Known to Singularity 2.");
  expect(entryOf("Token")).toContain("Known to no engine.");
  expect(entryOf("MirrorURL")).toContain("Required by `busybox`, `debootstrap`, `yum`, `dnf`.");
  expect(entryOf("%post")).not.toContain("Known");
});
