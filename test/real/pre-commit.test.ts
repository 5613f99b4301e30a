/**
 * The real pre-commit on a fresh repository: it installs our hooks from a local clone, `deflint` fails for a bad recipe, `deflint-fix` and
 * `deffmt` mend it. The clone holds what a release holds, the programs built, so that nothing is asked of the network.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildPrograms } from "../../.ci/build.ts";
import { describeReal, must, run } from "./programs.ts";

const root = resolve(import.meta.dirname, "../..");
const work = mkdtempSync(join(tmpdir(), "deflint-pre-commit-"));
const hooks = join(work, "hooks");
const project = join(work, "project");
afterAll(() => rmSync(work, { recursive: true, force: true }));

const env = {
  ...process.env,
  PATH: [join(work, "bin"), process.env.PATH].join(delimiter),
  // a Node below it would not be taken for the system's
  HOME: join(work, "home"),
  PRE_COMMIT_HOME: join(work, "home/pre-commit"),
  PRE_COMMIT_COLOR: "never",
  npm_config_offline: "true",
  npm_config_cache: join(work, "npm"),
  npm_config_update_notifier: "false",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

const git = (folder: string, ...words: readonly string[]): string => must("git", words, { cwd: folder, env });

const commitAll = (folder: string): void => {
  git(folder, "add", "--all", "--force");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", "all");
};

const BAD = `Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install gcc
`;

/** What a release holds: the programs and the hooks, without what builds them. */
const writeHooks = async (): Promise<void> => {
  await buildPrograms();
  const { name, version, license, type, engines, bin, files } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const { deflint, deffmt } = bin;
  for (const each of ["bin", "home"]) mkdirSync(join(work, each));
  // pre-commit takes the system's Node, by Debian's name first
  for (const each of ["node", "nodejs"]) symlinkSync(process.execPath, join(work, "bin", each));
  mkdirSync(hooks);
  writeFileSync(
    join(hooks, "package.json"),
    JSON.stringify({ name, version, license, type, engines, bin: { deflint, deffmt }, files }),
  );
  for (const path of [".pre-commit-hooks.yaml", "packages/deflint/dist"])
    cpSync(join(root, path), join(hooks, path), { recursive: true });
  git(hooks, "init", "--quiet");
  commitAll(hooks);
  git(hooks, "tag", `v${version}`);
  mkdirSync(project);
  git(project, "init", "--quiet");
  writeFileSync(
    join(project, ".pre-commit-config.yaml"),
    `repos:
  - repo: ${hooks}
    rev: v${version}
    hooks:
      - id: deflint-fix
      - id: deffmt
      - id: deflint
        args: [--fail-on, error, --no-shellcheck]
`,
  );
};

describeReal("pre-commit", ["pre-commit", "npm", "git"], () => {
  beforeAll(writeHooks, 240_000);

  const hook = (id: string) => {
    const { status, stdout, stderr } = run("pre-commit", ["run", id, "--all-files"], { cwd: project, env });
    return { status, said: stdout + stderr, recipe: readFileSync(join(project, "tool.def"), "utf8") };
  };

  it("fails for a bad recipe, mends it, and passes then", () => {
    writeFileSync(join(project, "tool.def"), BAD);
    // of that name, but no recipe
    writeFileSync(join(project, "exports.def"), "LIBRARY tool\nEXPORTS\n  run\n");
    commitAll(project);

    const before = hook("deflint");
    expect(before.said).toMatch(/tool\.def:6:5: error DEF701 apt-missing-yes/);
    expect(before).toMatchObject({ status: 1, recipe: BAD });
    expect(before.said).not.toContain("exports.def");

    const fixed = hook("deflint-fix");
    expect(fixed.said).toContain("files were modified by this hook");
    expect(fixed.recipe).toContain("apt-get install -y gcc");
    writeFileSync(join(project, "tool.def"), fixed.recipe.replace("Bootstrap: docker", "bootstrap:docker"));
    const tidied = hook("deffmt");
    expect(tidied.said).toContain("files were modified by this hook");
    expect(tidied.recipe).toBe(fixed.recipe);

    commitAll(project);
    for (const id of ["deffmt", "deflint"]) expect(hook(id)).toMatchObject({ status: 0 });
  }, 240_000);
});
