/** Completion and signature help as a client gets them. */

import { expect, test } from "vitest";
import {
  CompletionRequest,
  CompletionResolveRequest,
  InsertTextFormat,
  SignatureHelpRequest,
} from "vscode-languageserver/node";
import { connect, textDocument } from "../in-memory-client.ts";

const at = { textDocument, position: { line: 1, character: 1 } };

test("snippets go to clients that know them, plain text to all others", async () => {
  const items = async (snippetSupport: boolean) => {
    const { client, open } = await connect({
      textDocument: { completion: { completionItem: { snippetSupport } } },
    });
    await open("Bootstrap: docker\n%\n");
    const answer = await client.sendRequest(CompletionRequest.type, at);
    return Array.isArray(answer) ? answer : [];
  };
  expect((await items(true)).find(({ label }) => label === "%post")).toMatchObject({
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { newText: "%post\n    $0" },
    filterText: "%post",
  });
  const plain = (await items(false)).find(({ label }) => label === "%post");
  expect(plain).toMatchObject({ textEdit: { newText: "%post" } });
  expect(plain).not.toHaveProperty("insertTextFormat");
});

test("words beside a label, and what is struck out, as the client can show them", async () => {
  const shub = async (completionItem: object) => {
    const { client, open } = await connect({ textDocument: { completion: { completionItem } } });
    await open("Bootstrap: \n");
    const position = { line: 0, character: 11 };
    const answer = await client.sendRequest(CompletionRequest.type, { textDocument, position });
    return Array.isArray(answer) ? answer.at(-1) : undefined;
  };
  const words = "user/collection:tag";
  expect(await shub({})).toMatchObject({ label: "shub", detail: words });
  expect(await shub({})).not.toHaveProperty("tags");
  expect(await shub({ labelDetailsSupport: true, tagSupport: { valueSet: [1] } })).toMatchObject({
    labelDetails: { description: words },
    tags: [1],
  });
});

test("an explanation comes when it is asked for, and an item of someone else comes back as it was", async () => {
  const { client, open } = await connect({});
  await open("Bootstrap: docker\n%\n");
  const answer = await client.sendRequest(CompletionRequest.type, at);
  const [item] = Array.isArray(answer) ? answer : [];
  expect(item).not.toHaveProperty("documentation");
  const resolved = await client.sendRequest(CompletionResolveRequest.type, item ?? { label: "" });
  expect(resolved).toMatchObject({
    documentation: { kind: "markdown", value: expect.stringContaining(item?.label ?? "?") },
  });
  expect(await client.sendRequest(CompletionResolveRequest.type, { label: "x", data: "toString" })).toEqual({
    label: "x",
    data: "toString",
  });
});

test("signature help marks the active part", async () => {
  const { client, open } = await connect({});
  await open("Bootstrap: docker\n%files from \n");
  const help = await client.sendRequest(SignatureHelpRequest.type, {
    textDocument,
    position: { line: 1, character: 12 },
  });
  expect(help).toMatchObject({
    activeSignature: 0,
    activeParameter: 1,
    signatures: [{ label: "%files [from] [STAGE]" }],
  });
  expect(
    await client.sendRequest(SignatureHelpRequest.type, {
      textDocument,
      position: { line: 0, character: 3 },
    }),
  ).toBeNull();
});
