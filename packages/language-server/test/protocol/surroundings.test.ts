/** Configuration files, settings and ShellCheck have their say about open documents, and again when they change. */

import type { FoundConfiguration } from "@deftools/configuration";
import type { ConfigurationLayer, Finding } from "@deftools/lint";
import { Failure } from "@deftools/trouble";
import { expect, test } from "vitest";
import {
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  InitializedNotification,
  ShowMessageNotification,
} from "vscode-languageserver/node";
import { noPowers, type Powers } from "../../src/powers.ts";
import { connect, pulling, textDocument, uri } from "../in-memory-client.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu\n\n%post\n    echo $x\n";

const found = (configuration: ConfigurationLayer["configuration"]): FoundConfiguration => ({
  layers: [{ source: ".deflint.yaml", configuration }],
  rules: [],
});

const foreign: Finding = {
  code: "SC2086",
  name: "shellcheck",
  severity: "info",
  message: "quote this",
  url: "https://www.shellcheck.net/wiki/SC2086",
  span: { start: RECIPE.indexOf("$x"), end: RECIPE.indexOf("$x") + 2 },
};

/** What is said about the document, as `code severity`. */
const asked = async (powers: Partial<Powers>) => {
  const all = await connect(pulling, undefined, { ...noPowers, ...powers });
  await all.client.sendNotification(InitializedNotification.type, {});
  await all.open(RECIPE);
  const diagnosticsOf = async (of: string): Promise<readonly string[]> => {
    const report = await all.client.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: of },
    });
    return "items" in report
      ? report.items.map(({ code, severity }) => `${code} ${severity}`)
      : ["unchanged"];
  };
  const diagnostics = () => diagnosticsOf(uri);
  return { ...all, diagnostics, diagnosticsOf };
};

test("a configuration file is obeyed from the first answer on, and read anew when it changes", async () => {
  let says = found({ rules: { DEF201: "error" } });
  const { client, diagnostics } = await asked({ configuration: () => async () => says });
  expect(await diagnostics()).toContain("DEF201 1");
  says = found({ rules: { DEF201: "off" } });
  await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [] });
  await expect.poll(diagnostics).not.toContain("DEF201 1");
  expect(await diagnostics()).not.toContain("DEF201 2");
});

test("who asks while configuration files are read anew waits for what they say", async () => {
  let says = async () => found({ rules: { DEF201: "error" } });
  const { client, diagnostics, diagnosticsOf } = await asked({ configuration: () => async () => says() });
  const other = "file:///b.def";
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: other, languageId: "singularity-def", version: 1, text: RECIPE },
  });
  expect(await diagnosticsOf(other)).toContain("DEF201 1");
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof found>>();
  says = () => promise;
  await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [] });
  const answers = Promise.all([diagnostics(), diagnosticsOf(other)]);
  await client.sendRequest(DocumentSymbolRequest.type, { textDocument });
  resolve(found({ rules: { DEF201: "off" } }));
  for (const answer of await answers) expect(answer.join()).not.toContain("DEF201");
});

test("a wrong configuration file is told once, and the rules go on", async () => {
  const wrong = new Failure("configuration/wrong", ".deflint.yaml:1:1: unknown key", { hint: "mend it" });
  const said: string[] = [];
  const all = await connect(pulling, undefined, {
    ...noPowers,
    configuration: () => async () => Promise.reject(wrong),
  });
  all.client.onNotification(ShowMessageNotification.type, ({ message }) => void said.push(message));
  await all.open(RECIPE);
  const report = await all.client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  expect(JSON.stringify(report)).toContain("DEF201");
  expect(said).toEqual([".deflint.yaml:1:1: unknown key (mend it)"]);
});

test("words that the engine which builds does not know are mistakes", async () => {
  const { client, open, diagnostics } = await asked({});
  await open("Bootstrap: buildkit\nFrom: .\n");
  expect(await diagnostics()).not.toContain("DEF014 1");
  const settings = { deftools: { engine: "apptainer-1.4" } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await expect.poll(diagnostics).toContain("DEF014 1");
});

test("settings hold where files say nothing, and the server is told of both ways to send them", async () => {
  const { client, diagnostics } = await asked({});
  expect(await diagnostics()).not.toContain("DEF844 3");
  const settings = { deftools: { profile: "all" } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await expect.poll(diagnostics).toContain("DEF844 3");
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings: { profile: "" } });
  await expect.poll(diagnostics).not.toContain("DEF844 3");
});

test("what ShellCheck finds comes in when it comes, moves with the text, and goes with its setting", async () => {
  const texts: string[] = [];
  const { client, diagnostics } = await asked({
    shellCheck: async () => ({
      version: "0.11.0",
      findingsIn: async ({ file }) => {
        texts.push(file.text);
        return file.text === RECIPE ? [foreign] : new Promise<never>(() => {});
      },
    }),
  });
  await expect.poll(diagnostics).toContain("SC2086 3");
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  await client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range, text: "# a line more\n" }],
  });
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  expect("items" in report && report.items.find(({ code }) => code === "SC2086")?.range.start).toEqual({
    line: 5,
    character: 9,
  });
  expect(texts).toEqual([RECIPE]);
  await client.sendNotification(DidChangeConfigurationNotification.type, {
    settings: { shellcheck: { enabled: false } },
  });
  await expect.poll(diagnostics).not.toContain("SC2086 3");
});

test("a mistake of ShellCheck is told", async () => {
  const said: string[] = [];
  const { client } = await asked({
    shellCheck: async () => ({
      version: "0.11.0",
      findingsIn: async () => Promise.reject(new Failure("shellcheck/failed", "it ended with code 2")),
    }),
  });
  client.onNotification(ShowMessageNotification.type, ({ message }) => void said.push(message));
  await expect.poll(() => said).toEqual(["it ended with code 2"]);
});

test("a client that refuses what it announced is served all the same", async () => {
  const capabilities = {
    ...pulling,
    workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const { client, errors, open } = await connect(capabilities);
  await client.sendNotification(InitializedNotification.type, {});
  await open(RECIPE);
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  expect(JSON.stringify(report)).toContain("DEF201");
  await expect.poll(() => errors.join("\n")).toContain("client/registerCapability");
  await expect.poll(() => errors.join("\n")).toContain("workspace/configuration");
});

test("the status is told to clients that ask for it, and to no other", async () => {
  for (const [experimental, times] of [
    [undefined, 0],
    [{ "deftools/status": true }, 1],
  ] as const) {
    const said: unknown[] = [];
    const { client, open } = await connect({ ...pulling, experimental });
    client.onNotification("deftools/status", (status) => void said.push(status));
    await client.sendNotification(InitializedNotification.type, {});
    await open(RECIPE);
    await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    expect(said).toHaveLength(times);
    expect(said.every((status) => JSON.stringify(status).startsWith('{"engine":"Apptainer'))).toBe(true);
  }
});

test("the status names the programs that read scripts, too, unless they are turned off", async () => {
  const powers: Powers = {
    ...noPowers,
    shellCheck: async () => ({ version: "0.10.0", findingsIn: async () => [] }),
    shellServer: async (path = "/opt/bash-language-server") => ({ path, start: () => expect.unreachable() }),
  };
  const said: unknown[] = [];
  const capabilities = { ...pulling, experimental: { "deftools/status": true } };
  const { client } = await connect(capabilities, undefined, powers);
  client.onNotification("deftools/status", (status) => void said.push(status));
  await client.sendNotification(InitializedNotification.type, {});
  await expect
    .poll(() => said)
    .toMatchObject([{ shellCheck: "0.10.0", shellServer: "/opt/bash-language-server" }]);
  const settings = { shellcheck: { enabled: false }, bashLanguageServer: { enabled: false } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await expect.poll(() => said.map((status) => Object.keys(Object(status)))).toContainEqual(["engine"]);
});
