/** Formatting, inlay hints and code lenses as a client gets them. */

import { expect, test } from "vitest";
import {
  CodeLensRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  InlayHintRequest,
  LSPErrorCodes,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { nodePowers } from "../../src/node-powers.ts";
import { noPowers } from "../../src/powers.ts";
import { connect, textDocument, uri } from "../in-memory-client.ts";

const text = "Bootstrap: docker\nfrom:   ubuntu:{{ V }}\nStage: a\n\n%arguments\n    V=1\n";
const options = { tabSize: 4, insertSpaces: true };
const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };

test("formatting: the document, a range, the line above a new one", async () => {
  const { client, open } = await connect({});
  await open(text);
  const document = TextDocument.create(uri, "", 1, text);
  const expected = text.replace("from:   ", "From: ");
  const answers = [
    await client.sendRequest(DocumentFormattingRequest.type, { textDocument, options }),
    await client.sendRequest(DocumentRangeFormattingRequest.type, { textDocument, range, options }),
    await client.sendRequest(DocumentOnTypeFormattingRequest.type, {
      textDocument,
      position: { line: 2, character: 0 },
      ch: "\n",
      options,
    }),
  ];
  for (const edits of answers) expect(TextDocument.applyEdits(document, edits ?? [])).toBe(expected);
});

test("scripts are formatted where that is wanted: with the document, or with all that changes in them", async () => {
  const recipe = `from:   ubuntu:1\nBootstrap: docker\n\n%post\n  echo   a\n\n%test\n  echo   b`;
  const { client, open } = await connect({}, undefined, nodePowers("test/1"));
  await open(recipe);
  const document = TextDocument.create(uri, "", 1, recipe);
  const whole = async () => {
    const edits = await client.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
    return TextDocument.applyEdits(document, edits ?? []);
  };
  const part = async (first: number, last: number) => {
    const edits = await client.sendRequest(DocumentRangeFormattingRequest.type, {
      textDocument,
      range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
      options,
    });
    return TextDocument.applyEdits(document, edits ?? []);
  };
  const tidy = `${recipe.replace("from:   ", "From: ")}\n`;
  expect(await whole()).toBe(tidy);
  const settings = { formatting: { scripts: true } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  expect(await whole()).toBe(tidy.replaceAll("echo   ", "echo "));
  expect(await part(3, 6)).toBe(recipe.replace("echo   a", "echo a"));
  expect(await part(5, 8)).toBe(`${recipe.replace("echo   b", "echo b")}\n`);
  expect(await part(4, 5)).toBe(recipe.replace("echo   a", "echo a"));
  expect(await part(3, 4)).toBe(recipe);
});

test("an answer that comes too late for the text is none", async () => {
  const { promise, resolve } = Promise.withResolvers<readonly []>();
  const { client, open } = await connect({}, undefined, { ...noPowers, formatScripts: () => promise });
  await open(text);
  const settings = { formatting: { scripts: true } };
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  const answer = client.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
  await client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: "Bootstrap: docker\n" }],
  });
  await client.sendRequest(CodeLensRequest.type, { textDocument });
  resolve([]);
  await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
});

test("inlay hints of the part in view", async () => {
  const { client, open } = await connect({});
  await open(text);
  const lines = (start: number, end: number) => ({
    start: { line: start, character: 0 },
    end: { line: end, character: 0 },
  });
  expect(await client.sendRequest(InlayHintRequest.type, { textDocument, range: lines(0, 5) })).toMatchObject(
    [
      {
        position: { line: 1, character: 22 },
        label: [{ value: "= 1", location: { range: { start: { line: 5 } } } }],
        tooltip: { kind: "markdown" },
      },
    ],
  );
  expect(await client.sendRequest(InlayHintRequest.type, { textDocument, range: lines(3, 5) })).toEqual([]);
});

test("code lenses name commands that the client says it has", async () => {
  const mute = await connect({});
  expect(mute.hello.capabilities.codeLensProvider).toBeUndefined();

  const commands = ["deftools.build", "deftools.showReferences"];
  const { client, hello, open } = await connect({ experimental: { "deftools/commands": commands } });
  expect(hello.capabilities.codeLensProvider).toBeDefined();
  await open(`${text}\n%test\n    true\n`);
  const position = { line: 5, character: 4 };
  expect(await client.sendRequest(CodeLensRequest.type, { textDocument })).toMatchObject([
    { command: { title: "Build", command: "deftools.build", arguments: [uri] } },
    {
      range: { start: position },
      command: {
        title: "1 reference",
        command: "deftools.showReferences",
        arguments: [uri, position, [{ uri, range: { start: { line: 1, character: 18 } } }]],
      },
    },
  ]);
});
