/** What the documents say is so: paths exist, generated files are fresh, commands of the README run and print what it shows. */

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => /^(node_modules|dist)$/.test(name),
}).filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Folders of the repository whose names make a word in backticks a path. */
const topLevel = ["packages", "grammar", "extension", "editors", "test", "docs", "examples", "bench", ".ci"];

describe("documents", () => {
  it.each(documents)("%s names only paths that exist", (document) => {
    const missing = pathsIn(read(document)).filter((path) => !exists(document, path));
    expect(missing).toEqual([]);
  });

  it("say in line 1 that they are generated, where they are", () => {
    for (const path of globSync("docs/rules/*.md", { cwd: root }))
      expect(read(path).split("\n")[0], path).toContain("Generated");
  });

  it("name no machine and no registry of packages", () => {
    const told = /registry\.npmjs|\/work\/|deb\.debian\.org/;
    for (const document of documents) expect(read(document).match(told)?.[0], document).toBeUndefined();
  });
});

describe("the README", () => {
  const sandbox = mkdtempSync(join(tmpdir(), "deftools-readme-"));
  cpSync(join(root, "examples"), join(sandbox, "examples"), { recursive: true });
  afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

  const scripts: Readonly<Record<string, string>> = JSON.parse(read("package.json")).scripts;
  it("names only npm scripts that exist", () => {
    const named = [...read("README.md").matchAll(/npm (?:run )?(test|[a-z]+)(?= |`|\n|$)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named.filter((name) => name !== "run" && name !== "ci" && !(name in scripts))).toEqual([]);
  });

  it.each(transcripts(read("README.md")))("prints what it shows for: $command", ({ command, output }) => {
    const { stdout, stderr } = spawnSync("sh", ["-c", `${command} 2>&1`], {
      cwd: sandbox,
      encoding: "utf8",
      env: { ...process.env, PATH: `${programFolder()}:${process.env.PATH}`, NO_COLOR: "1" },
    });
    expect(`${stdout}${stderr}`.trimEnd()).toBe(output.trimEnd());
  });
});

/** `$ deflint …` and what follows it in ```console blocks; other commands are the reader's own. */
function transcripts(markdown: string): readonly { readonly command: string; readonly output: string }[] {
  return [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => ({
        command: part.slice(0, part.indexOf("\n")),
        output: part.slice(part.indexOf("\n") + 1),
      }))
      .filter(({ command }) => /^(deflint|deffmt) /.test(command)),
  );
}

/** A folder with the bundled programs under their names; `npm test` has just made the bundles. */
function programFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "deftools-programs-"));
  for (const [room, name] of [
    ["deflint", "deflint"],
    ["deflint", "deffmt"],
    ["defbuild", "defbuild"],
  ] as const)
    symlinkSync(join(root, "packages", room, "dist", `${name}.js`), join(folder, name));
  // what the README shows, deflint finds by itself, whatever else is on PATH
  writeFileSync(join(folder, "shellcheck"), "#!/bin/sh\nexit 127\n", { mode: 0o755 });
  return folder;
}

function pathsIn(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "");
  const words = [...prose.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? "");
  const links = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
  const paths = words.filter(
    (word) =>
      topLevel.some((folder) => word.startsWith(`${folder}/`)) || /^(src|test)\/[\w./*-]+$/.test(word),
  );
  return [...paths, ...links].filter(
    (path) => !/(^|\/)(dist|node_modules)(\/|$)|[<>{}…$]|NAME|nnn/.test(path),
  );
}

function exists(document: string, path: string): boolean {
  return [dirname(document), "."].some((folder) => {
    const full = join(root, folder, path);
    return path.includes("*") ? globSync(full).length > 0 : existsSync(full);
  });
}
