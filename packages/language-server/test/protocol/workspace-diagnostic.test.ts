/** `workspace/diagnostic`: all recipes of the folders, only what is new, and no answer before there is some. */

import { expect, test } from "vitest";
import {
  CancellationTokenSource,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node";
import { filesOf } from "../files-in-memory.ts";
import { connect, pulling, uri } from "../in-memory-client.ts";

const UNTAGGED = "Bootstrap: docker\nFrom: ubuntu\n";

/** A client with one folder of files, which a test may change; what was read, in order. */
const folder = async (files: Map<string, string>, { watches = false } = {}) => {
  const { powers, read } = filesOf(files);
  const all = await connect(
    {
      ...pulling,
      workspace: {
        ...pulling.workspace,
        ...(watches && { didChangeWatchedFiles: { dynamicRegistration: true } }),
      },
    },
    undefined,
    powers,
    ["file:///"],
  );
  const ask = (before?: WorkspaceDiagnosticReport, source = new CancellationTokenSource()) => {
    const previousResultIds = (before?.items ?? []).flatMap(({ uri, resultId }) =>
      typeof resultId === "string" ? [{ uri, value: resultId }] : [],
    );
    return all.client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds }, source.token);
  };
  return { ...all, read, ask };
};

/** `uri kind codes` of each. */
const told = ({ items }: WorkspaceDiagnosticReport): readonly string[] =>
  items.map((item) =>
    [item.uri, item.kind, ...("items" in item ? item.items.map(({ code }) => code) : [])].join(" "),
  );

test("files and open documents, each once; what has not changed is not read again", async () => {
  const files = new Map([
    ["file:///b.def", UNTAGGED],
    [uri, "on disk it is something else\n"],
  ]);
  const { hello, read, ask, open } = await folder(files);
  expect(hello.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
  await open(UNTAGGED);
  const first = await ask();
  expect(told(first)).toEqual([
    expect.stringMatching(`^${uri} full .*DEF201`),
    expect.stringMatching("^file:///b.def full .*DEF201"),
  ]);
  const second = await ask(first);
  expect(told(second)).toEqual([`${uri} unchanged`, "file:///b.def unchanged"]);
  expect(read).toEqual(["file:///b.def"]);
  files.set("file:///b.def", UNTAGGED.replace("ubuntu", "ubuntu:24.04"));
  const third = await ask(second);
  expect(told(third).join("\n")).not.toContain("DEF201");
  files.delete("file:///b.def");
  expect(told(await ask(third))).toEqual([`${uri} unchanged`, "file:///b.def full"]);
});

test("other rules are news", async () => {
  const { client, ask } = await folder(new Map([["file:///b.def", UNTAGGED]]));
  const first = await ask();
  const settings = { deftools: { profile: "all" } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  await expect.poll(async () => told(await ask(first)).join()).toMatch(/b.def full .*DEF844/);
});

test("where the client tells of files, a request waits for news, or until it is taken back", async () => {
  const files = new Map([["file:///b.def", UNTAGGED]]);
  const { client, ask } = await folder(files, { watches: true });
  const first = await ask();
  const source = new CancellationTokenSource();
  const waiting = ask(first, source);
  source.cancel();
  await expect(waiting).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  const next = ask(first);
  files.set("file:///c.def", UNTAGGED);
  await client.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: "file:///c.def", type: 1 }],
  });
  expect(told(await next)).toEqual([
    "file:///b.def unchanged",
    expect.stringMatching("^file:///c.def full .*DEF201"),
  ]);
});

test("of many files parts are told, to those who take parts", async () => {
  const files = new Map(Array.from({ length: 50 }, (_, at) => [`file:///${at}.def`, UNTAGGED]));
  const { client } = await folder(files);
  const parts: number[] = [];
  client.onProgress(WorkspaceDiagnosticRequest.partialResult, "token", ({ items }) => {
    parts.push(items.length);
  });
  const ask = (partialResultToken?: string) =>
    client.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
      ...(partialResultToken !== undefined && { partialResultToken }),
    });
  expect((await ask()).items).toHaveLength(50);
  expect(parts).toEqual([]);
  expect((await ask("token")).items).toEqual([]);
  expect(parts).toEqual([20, 20, 10]);
  for (const uri of [...files.keys()].slice(3)) files.delete(uri);
  expect((await ask("token")).items).toHaveLength(3);
});
