/**
 * Whatever is typed: no handler fails, and what the server knows is what a fresh look at the text says.
 * `DEFTOOLS_EDITS=20000` makes it a longer look.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { analyze } from "../src/analysis.ts";
import { documentSymbols } from "../src/features/document-symbols.ts";
import { semanticTokens } from "../src/features/semantic-tokens.ts";
import { toDiagnostics } from "../src/protocol/diagnostic.ts";
import { encodeTokens } from "../src/protocol/token-legend.ts";
import { allRequests } from "./all-requests.ts";
import { Client, modernClient } from "./client.ts";

const EDITS = Number(process.env["DEFTOOLS_EDITS"] ?? 300);
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
%arguments
    base=x.sif
%environment
    export HERE=1
%test
    f() { echo "$HERE"; }
    f
`;

/** What people type and paste, and what they do not. */
const fragments = [
  ..." \t\n\r%#:{}\"'\\$é😀=",
  "\r\n",
  "\n%post\n",
  "\n%files from build\n",
  "\n%apprun one\n",
  "Bootstrap: docker\nFrom: ubuntu\n",
  "{{ base }}",
  "cat <<EOF\n",
  "EOF\n",
  "\\\n",
  "if true; then\n",
  "fi\n",
  "for HERE in $(ls); do\n",
  "local HERE=2; ",
  "# deflint disable-next-line=DEF201\n",
  recipe,
];

/** Places are parts of the text's length. What is long grows no longer. */
const edits = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  inserted: fc.oneof(fc.constant(""), fc.constantFrom(...fragments)),
});
const LONGEST = 6000;

/** What the server must say about a text, worked out anew. */
const afresh = (text: string) => {
  const analysis = analyze(text);
  const document = TextDocument.create(uri, "singularity-def", 0, text);
  return {
    diagnostics: toDiagnostics({ analysis, document }, modernClient),
    stages: documentSymbols(analysis.recipe).map(({ name }) => name),
    tokens: encodeTokens(document, semanticTokens(analysis.recipe)),
  };
};

test(`${EDITS} random edits with every request after each`, { timeout: 60_000 + EDITS * 1000 }, async () => {
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
    const cut = LONGEST < length ? LONGEST / 2 : removed;
    const range = { start: position, end: mirror.positionAt(Math.min(start + cut, length)) };
    TextDocument.update(mirror, [{ range, text: inserted }], version);
    await client.change(uri, version, range, inserted);

    const answers = await allRequests(client.connection, textDocument, range);
    const expected = afresh(mirror.getText());
    const { diagnostics } = await client.published(uri, version);
    expect(diagnostics).toEqual(expected.diagnostics);
    expect(answers.symbols?.map(({ name }) => name)).toEqual(expected.stages);
    expect(answers.tokens?.data).toEqual(expected.tokens);
  }
  expect(client.errors).toEqual([]);
  expect(await client.leave()).toBe(0);
});
