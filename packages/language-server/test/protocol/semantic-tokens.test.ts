/** Semantic tokens as numbers: whole, in part, and as a difference that leads to the same. */

import { expect, test } from "vitest";
import {
  DidChangeTextDocumentNotification,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from "vscode-languageserver/node";
import { connect, textDocument, uri } from "../in-memory-client.ts";

const text = "Bootstrap: docker\nFrom: ubuntu\n\n%post\n    echo $HOME\n";

test("the legend names the types of the numbers", async () => {
  const { client, hello, open } = await connect({});
  const provider = hello.capabilities.semanticTokensProvider;
  expect(provider).toMatchObject({ full: { delta: true }, range: true });
  const types = provider?.legend.tokenTypes ?? [];
  expect(new Set(types).size).toBe(types.length);
  await open(text);
  const whole = await client.sendRequest(SemanticTokensRequest.type, { textDocument });
  const named = Array.from({ length: (whole?.data.length ?? 0) / 5 }, (_, at) => {
    const [line, character, length, type = -1] = whole?.data.slice(at * 5) ?? [];
    return [line, character, length, types[type]];
  });
  expect(named).toEqual([
    [0, 0, 9, "property"],
    [0, 9, 1, "operator"],
    [0, 2, 6, "enumMember"],
    [1, 0, 4, "property"],
    [0, 4, 1, "operator"],
    [0, 2, 6, "string"],
    [2, 0, 5, "keyword"],
    [1, 4, 4, "function"],
    [0, 5, 5, "variable"],
  ]);
  const range = { start: { line: 3, character: 0 }, end: { line: 5, character: 0 } };
  const part = await client.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range });
  expect(part?.data).toHaveLength(15);
});

test("a difference applied to what was sent is what is sent anew", async () => {
  const { client, open } = await connect({});
  await open(text);
  const first = await client.sendRequest(SemanticTokensRequest.type, { textDocument });
  const before = first?.data ?? [];
  const at = { line: 3, character: 0 };
  await client.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start: at, end: at }, text: "%labels\n    A b\n" }],
  });
  const delta = await client.sendRequest(SemanticTokensDeltaRequest.type, {
    textDocument,
    previousResultId: first?.resultId ?? "",
  });
  const [edit, ...more] = delta && "edits" in delta ? delta.edits : [];
  expect(more).toEqual([]);
  expect(edit?.data?.length).toBeLessThan(before.length);
  const patched = before.toSpliced(edit?.start ?? 0, edit?.deleteCount ?? 0, ...(edit?.data ?? []));
  const whole = await client.sendRequest(SemanticTokensRequest.type, { textDocument });
  expect(patched).toEqual(whole?.data);

  const same = { textDocument, previousResultId: whole?.resultId ?? "" };
  expect(await client.sendRequest(SemanticTokensDeltaRequest.type, same)).toMatchObject({ edits: [] });
  // by now the server has answered anew and forgotten that one
  expect(await client.sendRequest(SemanticTokensDeltaRequest.type, same)).toMatchObject({
    data: whole?.data,
  });
});
