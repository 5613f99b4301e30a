/** The real bash-language-server behind our own: what is asked of it, where its answers lie, and that ours come without it. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import {
  type CompletionItem,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  DidChangeConfigurationNotification,
  HoverRequest,
  type Position,
} from "vscode-languageserver/node";
import { Client, main, modernClient } from "../../packages/language-server/test/client.ts";
import { positionOf } from "../../packages/language-server/test/in-memory-client.ts";
import { describeReal, findProgram } from "./programs.ts";

const RECIPE = `Bootstrap: docker
From: ubuntu:24.04

%setup
    . ./lib.sh
    greet {{ NAME }}

%pre -c /usr/bin/python3
    wait

%labels
    wait 1

%post
    VERSION={{ VERSION }}
    . ./lib.sh
    frob-n
    decl
    wait "$VERSION"

%test
#!/usr/bin/python3
    wait

%runscript
#!/bin/bash
    decl
    # shellcheck source=lib.sh
    . /opt/lib.sh
    greet
`;

const folder = mkdtempSync(join(tmpdir(), "deftools-shell-server-"));
afterAll(() => rmSync(folder, { recursive: true }));
const program = (name: string, text: string): string => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return join(folder, name);
};
program("frob-nicate", "true");
program("shellcheck", `echo once >> ${folder}/checks`);
writeFileSync(join(folder, "lib.sh"), "\ngreet() { echo hello; }\n");
const uri = pathToFileURL(join(folder, "image.def")).href;
const textDocument = { uri };
/** Behind `word` in a section. */
const behind = (section: string, word: string): Position => {
  const { line, character } = positionOf(RECIPE, word, section);
  return { line, character: character + word.length };
};

/** A client of our server, with an open recipe; `path` is the other one's, empty for the one on PATH. */
const open = async (path: string, environment = `PATH=${folder}:${process.env.PATH}`): Promise<Client> => {
  const client = new Client(["/usr/bin/env", environment, process.execPath, main, "--stdio"]);
  const off = { enabled: false };
  await client.initialize(modernClient, { shellcheck: off, registries: off, bashLanguageServer: { path } });
  await client.open(uri, RECIPE);
  return client;
};

const complete = async ({ connection }: Client, position: Position) => {
  const answer = await connection.sendRequest(CompletionRequest.type, { textDocument, position });
  if (Array.isArray(answer)) return { isIncomplete: false, items: answer };
  return { isIncomplete: answer?.isIncomplete ?? false, items: answer?.items ?? [] };
};

/** Asks again as an editor does, as long as the list is said not to be whole: a server takes its time to start. */
const whole = async (client: Client, position: Position): Promise<readonly CompletionItem[]> => {
  for (let attempt = 0; attempt < 40; attempt++) {
    const { isIncomplete, items } = await complete(client, position);
    if (!isIncomplete) return items;
  }
  throw new Error("the list was never whole");
};

const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(({ label }) => label);

/** The processes that our server has started. */
const childrenOf = ({ process: { pid } }: Client): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);

/** Ended, be it that nobody has taken note of it yet. */
const isGone = async (pid: number): Promise<boolean> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (!/^State:\s+[^Z]/m.test(statusOf(pid))) return true;
    await delay(50);
  }
  return false;
};

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
};

describeReal("with bash-language-server", ["bash-language-server", "col", "linux"], () => {
  const real = findProgram("bash-language-server") ?? "";

  it("commands are proposed in scripts of the shell, explained, and nowhere else", async () => {
    await using client = await open(real);
    const typed = behind("%post", "frob-n");
    const [item, ...more] = await whole(client, typed);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      label: "frob-nicate",
      textEdit: { newText: "frob-nicate", range: { start: { character: 4 }, end: typed } },
    });
    expect(labels(await whole(client, behind("%runscript", "decl")))).toContain("declare");
    // the shell of %post need not be bash
    expect(labels(await whole(client, behind("%post", "decl")))).not.toContain("declare");
    expect(labels(await whole(client, behind("%post", "wai")))).toContain("wait");
    for (const section of ["%pre", "%labels", "%test"])
      expect(labels(await whole(client, behind(section, "wai"))), section).not.toContain("wait");

    const [declare = { label: "" }] = (await whole(client, behind("%runscript", "decl"))).filter(
      ({ label }) => label === "declare",
    );
    expect(declare).not.toHaveProperty("documentation");
    const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, declare);
    expect(resolved).toMatchObject({
      ...declare,
      documentation: { kind: "markdown", value: expect.stringContaining("Set variable values") },
    });

    const hover = async (position: Position) =>
      JSON.stringify(await client.connection.sendRequest(HoverRequest.type, { textDocument, position }));
    expect(await hover(positionOf(RECIPE, "wait", "%post"))).toContain("Wait for job completion");
    expect(await hover(behind("%post", "$VERSION"))).toContain("**variable**");
    expect(await hover(positionOf(RECIPE, "wait", "%test"))).toBe("null");

    const definition = async (position: Position) =>
      client.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
    const library = pathToFileURL(join(folder, "lib.sh")).href;
    expect(await definition(behind("%setup", "gree"))).toMatchObject([
      { uri: library, range: { start: { line: 1 } } },
    ]);
    expect(await definition(behind("%setup", "lib"))).toMatchObject([{ uri: library }]);
    // where it is another file, unless the recipe says which one it is
    expect(await definition(behind("%runscript", "gree"))).toMatchObject([{ uri: library }]);
    expect(await definition(behind("%post", "lib"))).toEqual([]);
    expect(client.errors).toEqual([]);
  });

  it("it is started when it is needed, started again when it dies, ends with us, and runs no ShellCheck", async () => {
    await using client = await open(real);
    await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: positionOf(RECIPE, "docker"),
    });
    expect(childrenOf(client)).toEqual([]);
    const typed = behind("%post", "frob-n");
    expect(labels(await whole(client, typed))).toEqual(["frob-nicate"]);
    const [first = 0, ...more] = childrenOf(client);
    expect(more).toEqual([]);
    process.kill(first, "SIGKILL");
    expect(await isGone(first)).toBe(true);
    expect(labels(await whole(client, typed))).toEqual(["frob-nicate"]);
    const [second = 0] = childrenOf(client);
    expect(await client.leave()).toBe(0);
    expect(await isGone(second)).toBe(true);
    // which we run ourselves
    expect(existsSync(join(folder, "checks"))).toBe(false);
    expect(client.errors).toEqual([]);
  });
});

describe("without bash-language-server", () => {
  const typed = behind("%post", "$");

  it("our own answers come as they are, whatever else is there in its place", async () => {
    await using client = await open("", `PATH=${folder}`);
    const settle = async (path: string): Promise<void> =>
      client.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { deftools: { bashLanguageServer: { path } } },
      });
    const ours = async () => {
      const { isIncomplete, items } = await complete(client, typed);
      expect(labels(items)).toContain("VERSION");
      return { isIncomplete };
    };
    for (const path of ["", join(folder, "none"), join(folder, "lib.sh")]) {
      await settle(path);
      expect(await ours(), path).toEqual({ isIncomplete: false });
    }

    await settle(program("sleeps", "exec /bin/sleep 600"));
    expect(await ours()).toEqual({ isIncomplete: true });
    const [sleeping = 0] = childrenOf(client);

    await settle(program("ends", `echo once >> ${folder}/starts`));
    for (let attempt = 0; attempt < 10; attempt++) await ours();
    expect(readFileSync(join(folder, "starts"), "utf8").trim().split("\n")).toHaveLength(4);
    expect(await isGone(sleeping)).toBe(true);

    await settle(program("babbles", 'printf "Content-Length: 9\\r\\n\\r\\n{nonsense"; exec /bin/sleep 600'));
    expect(await ours()).toEqual({ isIncomplete: true });

    await settle(
      program("talks", 'printf "Content-Length: 999999999999\\r\\n\\r\\n"; exec /bin/cat /dev/zero'),
    );
    await ours();
    for (const pid of childrenOf(client)) expect(await isGone(pid)).toBe(true);
    await ours();
    expect(client.errors).toEqual([]);
  });
});
