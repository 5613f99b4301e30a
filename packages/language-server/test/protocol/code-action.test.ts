/** Kinds of code actions: who asks for what gets what. */

import { expect, test } from "vitest";
import { CodeActionRequest } from "vscode-languageserver/node";
import { connect, textDocument } from "../in-memory-client.ts";

const text = "Bootstrap: docker\nFrom: docker://ubuntu:22.04\n\n%post\n    apt install -y curl\n";

/** The kinds of the actions for the image, when the client asks for some kinds only. */
const kindsFor = async (only?: readonly string[]) => {
  const { client, open } = await connect({
    textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  });
  await open(text);
  const range = { start: { line: 1, character: 6 }, end: { line: 1, character: 10 } };
  const actions = await client.sendRequest(CodeActionRequest.type, {
    textDocument,
    range,
    context: { diagnostics: [], ...(only && { only: [...only] }) },
  });
  return [...new Set(actions?.map((action) => ("kind" in action ? action.kind : undefined)))].sort();
};

test("unasked, all that is quick", async () => {
  expect(await kindsFor()).toEqual(["quickfix", "refactor.extract", "refactor.rewrite"]);
});

test("kinds are hierarchical", async () => {
  expect(await kindsFor(["source.fixAll.deflint"])).toEqual(["source.fixAll.deflint"]);
  expect(await kindsFor(["source.fixAll"])).toEqual(["source.fixAll.deflint"]);
  expect(await kindsFor(["source"])).toEqual(["source.fixAll.deflint"]);
  expect(await kindsFor(["source.fix"])).toEqual([]);
  expect(await kindsFor(["refactor"])).toEqual(["refactor.extract", "refactor.rewrite"]);
  expect(await kindsFor([""])).toHaveLength(4);
  expect(await kindsFor(["source.organizeImports"])).toEqual([]);
});
