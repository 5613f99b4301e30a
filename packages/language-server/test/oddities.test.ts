/** What clients do that the protocol does not foresee, and texts that are no recipes: nothing fails, and what is shown stays right. */

import { expect, test } from "vitest";
import {
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentSymbolRequest,
  HoverRequest,
  type Range,
  ShowMessageNotification,
} from "vscode-languageserver/node";
import { nodePowers } from "../src/node-powers.ts";
import { noPowers, type Powers } from "../src/powers.ts";
import { methods } from "../src/protocol/methods.ts";
import { allRequests } from "./all-requests.ts";
import { connect, textDocument, uri } from "./in-memory-client.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu\n";
const range = (line: number, character: number, endLine: number, endCharacter: number): Range => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

/** This machine, save the programs and registries that it may have. */
const powers: Powers = {
  ...nodePowers("test/1"),
  images: noPowers.images,
  shellCheck: noPowers.shellCheck,
  shellServer: noPowers.shellServer,
};

const opened = async (text = RECIPE) => {
  const all = await connect({}, undefined, powers);
  await all.open(text);
  const change = (version: number, ...contentChanges: { range?: Range; text: string }[]) =>
    all.client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: contentChanges.map(({ range: place, text: changed }) =>
        place ? { range: place, text: changed } : { text: changed },
      ),
    });
  /** The names of the header keys, as the outline has them. */
  const keys = async (): Promise<readonly string[]> => {
    const symbols = await all.client.sendRequest(DocumentSymbolRequest.type, { textDocument });
    return (symbols ?? []).flatMap(({ name, kind }) => (kind === 7 ? [name] : []));
  };
  return { ...all, change, keys };
};

test("a document that is opened twice has its second text, and one end", async () => {
  const { client, errors, published, keys, open } = await opened();
  await open("Bootstrap: docker\nStage: a\nFrom: a:1\n");
  expect(await keys()).toEqual(["Bootstrap", "Stage", "From"]);
  await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  await client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toBeNull();
  await expect.poll(() => published.at(-1)).toEqual({ uri, diagnostics: [] });
  expect(errors).toEqual([]);
});

test("changes count in the order they come, whatever their versions", async () => {
  const { errors, published, change, keys } = await opened();
  await change(7, { range: range(0, 0, 0, 0), text: "Stage: a\n" });
  await change(3, { range: range(0, 0, 0, 5), text: "Label" });
  await change(3, { range: range(0, 0, 0, 5), text: "Stage" });
  expect(await keys()).toEqual(["Stage", "Bootstrap", "From"]);
  await expect.poll(() => published.at(-1)).toMatchObject({ version: 3 });
  expect(errors).toEqual([]);
});

test("ranges beyond the text are cut, and those that run backward are turned", async () => {
  const { client, errors, change, keys } = await opened();
  await change(2, { range: range(90, 5, 99, 9), text: "%post\n" });
  await change(3, { range: range(0, 999, 1, 0), text: "\nStage: a\n" });
  await change(4, { range: range(1, 5, 1, 0), text: "Names" }, { range: range(1, 0, 1, 5), text: "Stage" });
  expect(await keys()).toEqual(["Bootstrap", "Stage", "From"]);
  for (const position of [range(99, 0, 0, 0), range(0, 9999, 0, 0)].map(({ start }) => start))
    await client.sendRequest(HoverRequest.type, { textDocument, position });
  await allRequests(client, textDocument, range(50, 3, 2, 1));
  expect(errors).toEqual([]);
});

test("a text whose lines end in CR alone is one line to engines, and many to the protocol", async () => {
  const { client, errors, published, change, told } = await opened(
    "Bootstrap: docker\rFrom: ubuntu\r%post\r",
  );
  await allRequests(client, textDocument, range(1, 2, 2, 1));
  await told(1);
  await change(2, { range: range(1, 0, 1, 5), text: "Stage:" });
  await told(2);
  expect(published.at(-1)).toMatchObject({ version: 2 });
  expect(errors).toEqual([]);
});

test.each([
  ["bytes", Array.from({ length: 20_000 }, (_, at) => String.fromCharCode((at * 7919) % 256)).join("")],
  ["NUL", "\0".repeat(5000)],
  ["half characters", "Bootstrap: \ud83d\nFrom: \ude00\n%post\n  echo \ud83d\n"],
  ["one long line", `Bootstrap: docker\nFrom: a\n%post\n  ${"a ".repeat(20_000)}`],
  ["nesting", `Bootstrap: docker\nFrom: a\n%post\n  ${"$(".repeat(3000)}`],
])("%s", async (_, text) => {
  const { client, errors } = await opened(text);
  await allRequests(client, textDocument, range(0, 0, 3, 9));
  expect(errors).toEqual([]);
});

test("a text that is too long for a recipe has nothing said about it, until it is shorter", async () => {
  const { client, errors, published, change, keys, told } = await opened();
  const said: string[] = [];
  client.onNotification(ShowMessageNotification.type, ({ message }) => void said.push(message));
  await told(1);
  expect(published.at(-1)).toMatchObject({ diagnostics: [{ code: "DEF201" }] });
  await change(2, { range: range(2, 0, 2, 0), text: "# no recipe\n".repeat(450_000) });
  await allRequests(client, textDocument, range(0, 0, 1, 0));
  expect(await client.sendRequest(DocumentSymbolRequest.type, { textDocument })).toBeNull();
  expect(published.at(-1)).toEqual({ uri, diagnostics: [] });
  expect(said).toEqual(['"a.def" has more than 262144 characters, so nothing is looked for in it']);
  await change(3, { range: range(2, 0, 450_002, 0), text: "" });
  expect(await keys()).toEqual(["Bootstrap", "From"]);
  await expect.poll(() => published.at(-1)).toMatchObject({ version: 3, diagnostics: [{ code: "DEF201" }] });
  expect(errors).toEqual([]);
});

test("what is asked wrongly is answered with an error or with nothing, and the server lives on", async () => {
  const { client, keys, open } = await opened();
  const wrong = [
    undefined,
    {},
    [],
    { textDocument: null },
    { textDocument: { uri: 5 } },
    { textDocument, position: null, range: null, positions: [null] },
    { textDocument, position: { line: -1, character: 1e12 }, range: {}, context: {}, query: 1, item: {} },
  ];
  const notifications = [
    DidOpenTextDocumentNotification,
    DidChangeTextDocumentNotification,
    DidCloseTextDocumentNotification,
    DidChangeConfigurationNotification,
    DidChangeWatchedFilesNotification,
  ];
  for (const params of wrong) {
    const asked = methods.map(({ name }) =>
      client.sendRequest(name, params).catch((error: unknown) => expect(error).toHaveProperty("code")),
    );
    await Promise.all(asked);
    for (const { method } of notifications) await client.sendNotification(method, params);
  }
  await open(RECIPE);
  expect(await keys()).toEqual(["Bootstrap", "From"]);
});

test.each([
  "untitled:Untitled-1",
  "vscode-vfs://github/owner/name/Singularity",
  "git:/home/me/a.def?%7B%22ref%22%3A%22~%22%7D",
  "vscode-notebook-cell:/a.ipynb#W0",
  "file:///home/me/with%20space/%C3%BCmlaut%23.def",
  "file:///home/me/with space/ümlaut.def",
  "file:///c%3A/Users/me/a.def",
  "file:///C:/Users/me/a.def",
  "file://server/share/a.def",
  "file:///a%2Fb.def",
  "file:///100%.def",
  "file:///%E0%A4%A.def",
  "a.def",
  "",
])("a document at %j", async (odd) => {
  const { client, errors } = await connect({}, undefined, powers, [odd]);
  await client.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: odd, languageId: "singularity-def", version: 1, text: `${RECIPE}%files\n    a b\n` },
  });
  const { symbols } = await allRequests(client, { uri: odd }, range(3, 5, 3, 5));
  expect(symbols).not.toBeNull();
  expect(errors).toEqual([]);
});
