/** `workspace/symbol`: open or not, each recipe once, and read again only when it changed. */

import { expect, test } from "vitest";
import { CancellationTokenSource, WorkspaceSymbolRequest } from "vscode-languageserver/node";
import { filesOf } from "../files-in-memory.ts";
import { connect, uri } from "../in-memory-client.ts";

const stage = (name: string): string => `Bootstrap: docker\nFrom: a:1\nStage: ${name}\n`;

const folder = async (files: Map<string, string>) => {
  const { powers, read } = filesOf(files);
  const all = await connect({}, undefined, powers, ["file:///"]);
  const search = async (query: string): Promise<readonly string[]> => {
    const found = await all.client.sendRequest(WorkspaceSymbolRequest.type, { query });
    return (found ?? []).map(({ name, location }) => `${location.uri} ${name}`);
  };
  return { ...all, read, search };
};

test("the open text wins over the file, and what has not changed is not read again", async () => {
  const files = new Map([
    ["file:///b%20c.def", stage("closed")],
    [uri, stage("saved")],
  ]);
  const { open, search, read } = await folder(files);
  await open(stage("opened"));
  expect(await search("")).toEqual([`${uri} opened`, "file:///b%20c.def closed"]);
  expect(await search("CLSD")).toEqual(["file:///b%20c.def closed"]);
  expect(read.filter((each) => each !== uri)).toEqual(["file:///b%20c.def"]);
  files.set("file:///b%20c.def", stage("renamed"));
  expect(await search("renamed")).toEqual(["file:///b%20c.def renamed"]);
  files.delete("file:///b%20c.def");
  expect(await search("")).toEqual([`${uri} opened`]);
});

test("an answer has an end, and a search that is taken back reads no further", async () => {
  const files = new Map(Array.from({ length: 3000 }, (_, at) => [`file:///${at}.def`, stage("s")]));
  const { client, read, search } = await folder(files);
  const source = new CancellationTokenSource();
  const answer = client.sendRequest(WorkspaceSymbolRequest.type, { query: "" }, source.token);
  await expect.poll(() => read.length).toBeGreaterThan(0);
  source.cancel();
  expect((await answer)?.length).toBeLessThan(3000);
  expect(read.length).toBeLessThan(3000);
  expect(await search("")).toHaveLength(2000);
  expect(read).toHaveLength(3000);
});
