/** Formatting, inlay hints and code lenses as a client gets them. */

import { expect, test } from "vitest";
import {
  CodeLensRequest,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  InlayHintRequest,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
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

test("inlay hints of the part in view", async () => {
  const { client, open } = await connect({});
  await open(text);
  const lines = (start: number, end: number) => ({
    start: { line: start, character: 0 },
    end: { line: end, character: 0 },
  });
  expect(await client.sendRequest(InlayHintRequest.type, { textDocument, range: lines(0, 5) })).toMatchObject(
    [{ position: { line: 1, character: 22 }, label: [{ value: "= 1", location: { range: { start: { line: 5 } } } }], tooltip: { kind: "markdown" } }],
  );
  expect(await client.sendRequest(InlayHintRequest.type, { textDocument, range: lines(3, 5) })).toEqual([]);
});

test("code lenses name commands of the client", async () => {
  const { client, open } = await connect({});
  await open(text);
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
