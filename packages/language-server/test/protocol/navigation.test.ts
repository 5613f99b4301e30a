/** Requests that lead from place to place, as a client sees them. */

import { expect, test } from "vitest";
import {
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  FoldingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";
import { noPowers } from "../../src/powers.ts";
import { connect, positionOf, textDocument, uri } from "../in-memory-client.ts";

const text = `Bootstrap: docker
From: golang:1.23
Stage: build

%post
    go build

Bootstrap: docker
From: alpine:3.20

%files from build
    /out

%files
    ./my conf
`;
const definition = { start: { line: 2, character: 7 }, end: { line: 2, character: 12 } };
const use = { start: { line: 10, character: 12 }, end: { line: 10, character: 17 } };
const position = positionOf(text, "build", "%files from");

const open = async (capabilities: Parameters<typeof connect>[0] = {}) => {
  const connected = await connect(capabilities);
  await connected.open(text);
  return connected;
};

test("definition, references with and without it, highlights", async () => {
  const { client, hello } = await open();
  expect(hello.capabilities).toMatchObject({
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
  });
  const at = { textDocument, position };
  expect(await client.sendRequest(DefinitionRequest.type, at)).toEqual([{ uri, range: definition }]);
  const references = (includeDeclaration: boolean) =>
    client.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration } });
  expect(await references(true)).toEqual([
    { uri, range: definition },
    { uri, range: use },
  ]);
  expect(await references(false)).toEqual([{ uri, range: use }]);
  expect(await client.sendRequest(DocumentHighlightRequest.type, at)).toEqual([
    { range: definition, kind: 3 },
    { range: use, kind: 2 },
  ]);
});

test("a path of the building machine leads to its file, if there is one", async () => {
  const asked: string[] = [];
  const powers = {
    ...noPowers,
    isFile: async (file: string) => {
      asked.push(file);
      return file === "file:///my%20files/a%23b.txt";
    },
  };
  const recipe =
    'Bootstrap: docker\nFrom: a:1\n%files\n    "my files/a#b.txt" /x\n    gone /y\n    *.txt /z\n';
  const start = { line: 0, character: 0 };
  const target = { uri: "file:///my%20files/a%23b.txt", range: { start, end: start } };
  for (const linkSupport of [false, true]) {
    const { client, open } = await connect(
      { textDocument: { definition: { linkSupport } } },
      undefined,
      powers,
    );
    await open(recipe);
    const definition = (word: string) =>
      client.sendRequest(DefinitionRequest.type, { textDocument, position: positionOf(recipe, word) });
    const origin = { start: { line: 3, character: 4 }, end: { line: 3, character: 22 } };
    expect(await definition("files/a")).toMatchObject([
      linkSupport ? { targetUri: target.uri, originSelectionRange: origin } : target,
    ]);
    expect(await definition("gone")).toEqual([]);
    expect(await definition(".txt /z")).toEqual([]);
  }
  expect(asked).toContain("file:///gone");
});

test("rename is prepared, tied to the version, and refused with a reason", async () => {
  const { client, hello, errors } = await open({
    textDocument: { rename: { prepareSupport: true } },
    workspace: { workspaceEdit: { documentChanges: true } },
  });
  expect(hello.capabilities.renameProvider).toEqual({ prepareProvider: true });
  const at = { textDocument, position };
  expect(await client.sendRequest(PrepareRenameRequest.type, at)).toEqual({
    range: use,
    placeholder: "build",
  });
  expect(
    await client.sendRequest(PrepareRenameRequest.type, {
      textDocument,
      position: { line: 0, character: 0 },
    }),
  ).toBeNull();
  expect(await client.sendRequest(RenameRequest.type, { ...at, newName: "make" })).toEqual({
    documentChanges: [
      {
        textDocument: { uri, version: 1 },
        edits: [
          { range: definition, newText: "make" },
          { range: use, newText: "make" },
        ],
      },
    ],
  });
  await expect(client.sendRequest(RenameRequest.type, { ...at, newName: "a b" })).rejects.toThrow(
    '"a b" is no name',
  );
  expect(errors).toEqual([]);
});

test("a client without versions gets plain changes", async () => {
  const { client, hello } = await open();
  expect(hello.capabilities.renameProvider).toBe(true);
  const edit = await client.sendRequest(RenameRequest.type, { textDocument, position, newName: "make" });
  expect(Object.keys(edit?.changes ?? {})).toEqual([uri]);
});

test("folding ranges in lines, selection ranges as chains", async () => {
  const { client } = await open();
  const folds = await client.sendRequest(FoldingRangeRequest.type, { textDocument });
  expect(folds).toContainEqual({ startLine: 4, endLine: 5 });
  const [chain] =
    (await client.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] })) ?? [];
  expect(chain?.range).toEqual(use);
  expect(chain?.parent?.range).toEqual({ start: { line: 10, character: 0 }, end: use.end });
});

test("links of files are addresses beside the document", async () => {
  const { client } = await open({ textDocument: { documentLink: { tooltipSupport: true } } });
  expect(await client.sendRequest(DocumentLinkRequest.type, { textDocument })).toMatchObject([
    { target: "https://hub.docker.com/_/golang", tooltip: "open the page of the image" },
    { target: "https://hub.docker.com/_/alpine" },
    { target: "file:///my", tooltip: "open the file" },
  ]);
});

test("symbols of all open documents", async () => {
  const { client } = await open();
  expect(await client.sendRequest(WorkspaceSymbolRequest.type, { query: "post" })).toEqual([
    {
      name: "%post",
      kind: 6,
      location: { uri, range: { start: { line: 4, character: 0 }, end: { line: 4, character: 5 } } },
      containerName: "build",
    },
  ]);
});
