/** Whatever is typed: no handler fails, and what the server knows is what a fresh look at the text says. */

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { analyze } from "../src/analysis.ts";
import { documentSymbols } from "../src/features/document-symbols.ts";
import { toDiagnostics } from "../src/protocol/diagnostic.ts";
import { Client } from "./client.ts";

const EDITS = 300;
const uri = "file:///image.def";
const textDocument = { uri };

const recipe = `Bootstrap: docker
From: golang
Stage: build

%post
    curl https://example.org/x.sh | sh

Bootstrap: localimage
From: {{ base }}

%files from build
    /out /root/out
%labels
    Author Ångström 😀
%appinstall one
    make install
`;

/** What people type and paste, and what they do not. */
const fragments = [
  ..." \t\n\r%#:{}\"'\\$é😀",
  "\r\n",
  "\n%post\n",
  "\n%files from build\n",
  "\n%apprun one\n",
  "Bootstrap: docker\nFrom: ubuntu\n",
  "{{ base }}",
  "cat <<EOF\n",
  "\\\n",
  recipe,
];

/** Places are parts of the text's length. */
const edits = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  inserted: fc.oneof(fc.constant(""), fc.constantFrom(...fragments)),
});

/** What the server must say about a text, worked out anew. */
const afresh = (text: string) => {
  const analysis = analyze(text);
  const document = TextDocument.create(uri, "singularity-def", 0, text);
  return {
    diagnostics: toDiagnostics({ uri, version: 0, revision: 0, analysis, document }),
    stages: documentSymbols(analysis.recipe).map(({ name }) => name),
  };
};

test(`${EDITS} random edits with requests after each`, async () => {
  await using client = new Client();
  await client.initialize();
  await client.open(uri, recipe, 0);
  const mirror = TextDocument.create(uri, "singularity-def", 0, recipe);
  const random = fc.sample(edits, { numRuns: EDITS, seed: 20_230_501 });

  for (const [index, { place, removed, inserted }] of random.entries()) {
    const version = index + 1;
    const length = mirror.getText().length;
    const start = Math.floor(place * length);
    const position = mirror.positionAt(start);
    const range = { start: position, end: mirror.positionAt(Math.min(start + removed, length)) };
    TextDocument.update(mirror, [{ range, text: inserted }], version);
    await client.change(uri, version, range, inserted);

    const expected = afresh(mirror.getText());
    const { connection } = client;
    const [symbols, { diagnostics }] = await Promise.all([
      connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
      client.published(uri, version),
      connection.sendRequest(HoverRequest.type, { textDocument, position }),
      connection.sendRequest(CompletionRequest.type, { textDocument, position }),
      connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics: [] } }),
    ]);
    expect(diagnostics).toEqual(expected.diagnostics);
    expect(symbols?.map(({ name }) => name)).toEqual(expected.stages);
  }
  expect(client.errors).toEqual([]);
  expect(await client.leave()).toBe(0);
});
