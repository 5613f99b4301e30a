/** The wiring, over streams in memory: what is announced to which client, and what happens when a handler fails. */

import { expect, test } from "vitest";
import {
  CancellationTokenSource,
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  HoverRequest,
  LSPErrorCodes,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";
import { defineMethod } from "../../src/protocol/method.ts";
import { methods as allMethods } from "../../src/protocol/methods.ts";
import { connect, pulling, textDocument, uri } from "../in-memory-client.ts";

test("it says its name and counts in UTF-16 code units, whatever else the client offers", async () => {
  // a client that leaves UTF-16 out is one that knows it all the same (LSP 3.17, `positionEncodings`)
  for (const positionEncodings of [["utf-8", "utf-16"], ["utf-32", "utf-8", "utf-16"], ["utf-32"], []]) {
    const { hello } = await connect({ general: { positionEncodings } });
    expect(hello.serverInfo).toEqual({ name: "test", version: "1.2.3" });
    expect(hello.capabilities.positionEncoding).toBe("utf-16");
  }
});

test("diagnostics are pulled or pushed, never both", async () => {
  const pushed = await connect({});
  expect(pushed.hello.capabilities.diagnosticProvider).toBeUndefined();
  await pushed.open("x\n");
  await pushed.told(1);
  expect(pushed.published).toHaveLength(1);

  const deaf = await connect({ textDocument: { diagnostic: {} } });
  expect(deaf.hello.capabilities.diagnosticProvider).toBeUndefined();

  const pulled = await connect(pulling);
  expect(pulled.hello.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: false });
  await pulled.open("x\n");
  const report = await pulled.client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  expect(report).toMatchObject({ kind: "full" });
  const again = await pulled.client.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument,
    ...(report.resultId !== undefined && { previousResultId: report.resultId }),
  });
  expect(again).toEqual({ kind: "unchanged", resultId: report.resultId });
  expect(pulled.published).toEqual([]);
});

test("a closed document shows nothing any more, and changes to it are not heard", async () => {
  const { client, errors, published, told, open } = await connect({});
  await open("Bootstrap: docker\nFrom: ubuntu\n");
  await told(1);
  await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  await client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: "x" }],
  });
  expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toBeNull();
  expect(published.slice(1)).toEqual([{ uri, diagnostics: [] }]);
  expect(errors).toEqual([]);
});

test("of changes that come in a burst only the last is looked at, and requests do not wait for it", async () => {
  const { client, published, told, open } = await connect({});
  await open("Bootstrap: docker\nFrom: a:1\n");
  const change = (version: number, text: string) =>
    client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  await told(1);
  for (let version = 2; version < 50; version++)
    void change(version, `Bootstrap: docker\nFrom: ubuntu:${version}\n`);
  await change(50, "Bootstrap: docker\nFrom: ubuntu\n");
  const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument });
  expect(symbols?.[0]).toMatchObject({ name: "stage 1" });
  while ((published.at(-1) as { version?: number }).version !== 50) await told(published.length + 1);
  expect(published.length).toBeLessThan(25);
  expect(published.at(-1)).toMatchObject({ diagnostics: [{ code: "DEF201" }] });
});

test("a request that is taken back before its turn is not answered with a result", async () => {
  const { client, open } = await connect({});
  await open("Bootstrap: docker\nFrom: a:1\n");
  const source = new CancellationTokenSource();
  const before = Array.from({ length: 100 }, () =>
    client.sendRequest(DocumentSymbolRequest.type, { textDocument }),
  );
  const answer = client.sendRequest(DocumentSymbolRequest.type, { textDocument }, source.token);
  source.cancel();
  await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(await Promise.all(before)).toHaveLength(100);
});

test("documents of several folders are apart from each other", async () => {
  const { client, hello } = await connect({ workspace: { workspaceFolders: true } });
  expect(hello.capabilities.workspace?.workspaceFolders?.supported).toBe(true);
  for (const [folder, name] of [
    ["one", "a"],
    ["two", "b"],
  ])
    await client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: {
        uri: `file:///${folder}/Singularity`,
        languageId: "singularity-def",
        version: 1,
        text: `Bootstrap: docker\nStage: ${name}\n`,
      },
    });
  const found = await client.sendRequest(WorkspaceSymbolRequest.type, { query: "" });
  expect(found?.map(({ name, location }) => [location.uri, name])).toEqual([
    ["file:///one/Singularity", "a"],
    ["file:///two/Singularity", "b"],
  ]);
});

test("a client that knows no trees gets a flat outline", async () => {
  const { client, open } = await connect({});
  await open("Bootstrap: docker\n%post\n");
  const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument });
  expect(
    symbols?.map(({ name, ...rest }) => [name, "containerName" in rest ? rest.containerName : ""]),
  ).toEqual([
    ["stage 1", ""],
    ["Bootstrap", "stage 1"],
    ["%post", "stage 1"],
  ]);
});

test("a document that is not open has no answers", async () => {
  const { client } = await connect({
    textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  });
  expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toBeNull();
  const start = { line: 0, character: 0 };
  const action = { textDocument, range: { start, end: start }, context: { diagnostics: [] } };
  expect(await client.sendRequest(CodeActionRequest.type, action)).toBeNull();
  expect(await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument })).toEqual({
    kind: "full",
    items: [],
  });
});

test("a handler that fails is logged with its stack and answered with an error, and the server lives on", async () => {
  const failing = defineMethod(
    HoverRequest.type,
    () => ({ hoverProvider: true }),
    () => {
      throw new Error("out of luck");
    },
  );
  const { client, errors } = await connect({}, [
    failing,
    ...allMethods.filter(({ name }) => name !== failing.name),
  ]);
  const hover = client.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 0 } });
  await expect(hover).rejects.toThrow("out of luck");
  expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toBeNull();
  expect(errors).toEqual([expect.stringMatching(/^textDocument\/hover failed: Error: out of luck\n +at /)]);
});
