/** The packed extension: it is made by its program without network, holds what it needs and nothing else, and its server serves. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import manifest from "../package.json" with { type: "json" };
import { nodeOptions } from "../src/node-options.ts";
import { readZip } from "./vsix.ts";

const extension = resolve(import.meta.dirname, "..");
const place = mkdtempSync(join(tmpdir(), "deftools-vsix-"));
let files: ReadonlyMap<string, Buffer>;

const text = (path: string): string => files.get(`extension/${path}`)?.toString("utf8") ?? "";

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(extension, "package.ts")], {
    encoding: "utf8",
    env: { ...process.env, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const vsix = join(extension, `deftools-${manifest.version}.vsix`);
  expect(stdout.trim().split("\n").at(-1)).toBe(vsix);
  files = readZip(readFileSync(vsix));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), bytes);
  }
});

afterAll(() => rmSync(place, { recursive: true }));

const pictures = globSync("pictures/*.png", { cwd: extension }).map((path) => `extension/${path}`);

/** Of the server, loaded when needed. */
const isPart = (path: string): boolean => /^extension\/dist\/server-[A-Z0-9]+\.mjs$/.test(path);

test("it holds exactly what it needs", () => {
  expect([...files.keys()].filter((path) => !pictures.includes(path) && !isPart(path)).sort()).toEqual([
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/changelog.md",
    "extension/dist/browser.js",
    "extension/dist/extension.cjs",
    "extension/dist/icon.png",
    "extension/dist/server-worker.js",
    "extension/dist/server.mjs",
    "extension/dist/sh-syntax.wasm",
    "extension/dist/singularity-def.tmLanguage.json",
    "extension/dist/snippets.json",
    "extension/dist/templates.json",
    "extension/file-icon.svg",
    "extension/language-configuration.json",
    "extension/package.json",
    "extension/readme.md",
    "extension/walkthrough/build.md",
    "extension/walkthrough/configure.md",
    "extension/walkthrough/findings.md",
    "extension/walkthrough/new.md",
  ]);
});

test("its manifest says nothing of this repository, and VS Code in a browser takes its scripts", () => {
  const { type, private: _, dependencies, devDependencies, ...packed } = manifest;
  expect(JSON.parse(text("package.json"))).toEqual(packed);
});

test("it is offered for desktops and for browsers", () => {
  const offered = files.get("extension.vsixmanifest")?.toString("utf8") ?? "";
  expect(offered).toMatch(/ExtensionKind" Value="workspace,web"/);
  expect(offered).toContain("__web_extension");
});

test("the pictures of the readme come along", () => {
  const shown = [...text("readme.md").matchAll(/\]\((pictures\/[^)]+)\)/g)].map(
    (match) => `extension/${match[1]}`,
  );
  expect(shown.length).toBeGreaterThan(3);
  // and no others
  expect([...files.keys()].filter((path) => path.includes("/pictures/")).sort()).toEqual(shown.sort());
});

test("license and readme are the real ones", () => {
  expect(text("LICENSE.txt")).toBe(readFileSync(resolve(extension, "../LICENSE"), "utf8"));
  expect(text("readme.md")).toBe(readFileSync(join(extension, "README.md"), "utf8"));
});

test("what the manifest names is there", () => {
  const [grammar] = manifest.contributes.grammars;
  const [language] = manifest.contributes.languages;
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const named = [manifest.main, manifest.browser, manifest.icon, grammar?.path, language?.configuration];
  const more = [
    manifest.contributes.snippets[0]?.path,
    language?.icon.light,
    ...steps.map((step) => step.media.markdown),
  ];
  for (const path of [...named, ...more])
    expect([...files.keys()]).toContain(`extension/${path?.replace("./", "")}`);
});

test("the grammar is for the scope and the language that the manifest declares", () => {
  const grammar: { scopeName: string } = JSON.parse(text("dist/singularity-def.tmLanguage.json"));
  expect(manifest.contributes.grammars[0]).toMatchObject({
    scopeName: grammar.scopeName,
    language: manifest.contributes.languages[0]?.id,
  });
  for (const scope of Object.keys(manifest.contributes.grammars[0]?.embeddedLanguages ?? {}))
    expect(text("dist/singularity-def.tmLanguage.json")).toContain(`"${scope} `);
  // in what VS Code takes for strings it proposes nothing by itself
  for (const scope of Object.keys(manifest.contributes.grammars[0]?.tokenTypes ?? {}))
    expect(text("dist/singularity-def.tmLanguage.json")).toContain(`"${scope}"`);
});

test("the readme tells every setting and every command", () => {
  for (const setting of Object.keys(manifest.contributes.configuration.properties))
    expect(text("readme.md")).toContain(`\`${setting}\``);
  for (const { category, title } of manifest.contributes.commands)
    expect(text("readme.md")).toContain(`${category}: ${title}`);
});

test("the bundles need nothing but VS Code and Node", () => {
  for (const path of ["dist/extension.cjs", "dist/server.mjs", "dist/browser.js", "dist/server-worker.js"]) {
    const inBrowser = path.endsWith(".js");
    const required = [...text(path).matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? "");
    const foreign = required.filter(
      (name) => name !== "vscode" && (inBrowser || !process.getBuiltinModule(name)),
    );
    expect(foreign).toEqual([]);
  }
});

test("the packed server serves from where it was unpacked, and keeps what was compiled", async () => {
  const cache = join(place, "code");
  const { execArgv, env } = nodeOptions(cache);
  const server = spawn(process.execPath, [...execArgv, join(place, "extension/dist/server.mjs"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const ended = once(server, "exit");
  const client = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published = new Promise<unknown>((done) => {
    client.onNotification("textDocument/publishDiagnostics", done);
  });
  client.listen();
  const hello = await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  expect(hello).toMatchObject({ serverInfo: { name: "def-language-server" } });
  const uri = "file:///image.def";
  await client.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri,
      languageId: "singularity-def",
      version: 1,
      text: "Bootstrap: docker\nFrom: ubuntu\n",
    },
  });
  expect(await published).toMatchObject({ uri, version: 1, diagnostics: [{ code: "DEF201" }] });
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  expect((await ended)[0]).toBe(0);
  // what was compiled is there for the next start
  expect(globSync("**/*", { cwd: cache }).length).toBeGreaterThan(1);
});
