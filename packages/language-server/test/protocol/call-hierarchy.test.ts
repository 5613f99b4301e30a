/** Hierarchies of calls, step by step as a client follows them. */

import { expect, test } from "vitest";
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
} from "vscode-languageserver/node";
import { connect, positionOf, textDocument, uri } from "../in-memory-client.ts";

const RECIPE = `Bootstrap: docker
From: golang:1
Stage: build

%post
    fetch() { curl "$1"; }
    all() { fetch one; }
    all

Bootstrap: docker
From: alpine:3
%files from build
    /a
`;

const open = async () => {
  const { client, hello, open: tell } = await connect({});
  await tell(RECIPE);
  const prepare = async (word: string): Promise<CallHierarchyItem> => {
    const at = { textDocument, position: positionOf(RECIPE, word) };
    const [item] = (await client.sendRequest(CallHierarchyPrepareRequest.type, at)) ?? [];
    if (!item) throw new Error(`nothing at ${word}`);
    return item;
  };
  const incoming = (item: CallHierarchyItem) =>
    client.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
  const outgoing = (item: CallHierarchyItem) =>
    client.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item });
  return { client, hello, prepare, incoming, outgoing };
};

test("functions: from one up to the section that calls it in the end, and down again", async () => {
  const { hello, prepare, incoming, outgoing } = await open();
  expect(hello.capabilities.callHierarchyProvider).toBe(true);
  const fetch = await prepare("fetch one");
  expect(fetch).toMatchObject({
    uri,
    name: "fetch",
    kind: 12,
    selectionRange: { start: { line: 5, character: 4 } },
  });
  const [all] = (await incoming(fetch)) ?? [];
  expect(all).toMatchObject({ from: { name: "all" }, fromRanges: [{ start: { line: 6, character: 12 } }] });
  const [post] = all ? ((await incoming(all.from)) ?? []) : [];
  expect(post).toMatchObject({
    from: { name: "%post", kind: 6 },
    fromRanges: [{ start: { line: 7, character: 4 } }],
  });
  expect(post && (await incoming(post.from))).toEqual([]);
  expect(post && (await outgoing(post.from))).toMatchObject([{ to: { name: "all" } }]);
  expect(all && (await outgoing(all.from))).toMatchObject([{ to: { name: "fetch" } }]);
});

test("stages: who copies from whom", async () => {
  const { prepare, incoming, outgoing } = await open();
  const build = await prepare("golang");
  expect(build).toMatchObject({ name: "build", kind: 2, detail: "golang:1" });
  const [last] = (await incoming(build)) ?? [];
  expect(last).toMatchObject({
    from: { name: "stage 2" },
    fromRanges: [{ start: { line: 11, character: 12 } }],
  });
  expect(last && (await outgoing(last.from))).toMatchObject([{ to: { name: "build" } }]);
});

test("where nothing can be called, and in a document that is not open, there is no item", async () => {
  const { client } = await open();
  const at = { textDocument, position: positionOf(RECIPE, "curl") };
  expect(await client.sendRequest(CallHierarchyPrepareRequest.type, at)).toBeNull();
  const elsewhere = { ...at, textDocument: { uri: "file:///none.def" } };
  expect(await client.sendRequest(CallHierarchyPrepareRequest.type, elsewhere)).toBeNull();
});
