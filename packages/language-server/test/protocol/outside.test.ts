/** Registries and folders in answers to a client: where the powers have an answer, soon enough, and the user wants it. */

import { describe, expect, it } from "vitest";
import {
  CodeActionRequest,
  CompletionRequest,
  DidChangeConfigurationNotification,
  HoverRequest,
  InlayHintRequest,
} from "vscode-languageserver/node";
import { noPowers, type Powers } from "../../src/powers.ts";
import { connect, positionOf, textDocument } from "../in-memory-client.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu:24.04\n\n%files\n    src/ /opt\n";
const powers: Powers = {
  ...noPowers,
  filesIn: async (_uri, folder) => (folder === "src/" ? [{ name: "main.c", folder: false }] : undefined),
  images: {
    tags: async () => ["24.04", "26.04"],
    facts: async () => ({ digest: `sha256:${"a".repeat(64)}`, platforms: ["linux/amd64"], size: 1 }),
    known: () => ({ digest: `sha256:${"a".repeat(64)}`, platforms: [], size: 1 }),
    repositories: async (registry) => (registry === "reg.example:5000" ? ["org/tool"] : undefined),
  },
};

const capabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
};

const opened = async (given: Powers) => {
  const { client, open } = await connect(capabilities, undefined, given);
  await open(RECIPE);
  const tag = positionOf(RECIPE, "24.04");
  const labels = async (position: typeof tag) => {
    const answer = await client.sendRequest(CompletionRequest.type, { textDocument, position });
    return (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(({ label }) => label);
  };
  const hover = async () =>
    JSON.stringify(await client.sendRequest(HoverRequest.type, { textDocument, position: tag }));
  const titles = async () => {
    const range = { start: tag, end: tag };
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    return (actions ?? []).map(({ title }) => title);
  };
  return { client, tag, labels, hover, titles };
};

describe("with answers", () => {
  it("tags, host files, facts and pinning are offered", async () => {
    const { tag, labels, hover, titles } = await opened(powers);
    expect(await labels(tag)).toEqual(["26.04", "24.04"]);
    const behind = positionOf(RECIPE, "/ /opt");
    expect(await labels({ ...behind, character: behind.character + 1 })).toEqual(["main.c"]);
    expect(await hover()).toContain("Digest now");
    expect(await titles()).toContain("pin docker.io/library/ubuntu:24.04 to the digest it has now");
  });
  it("names come from the workspace and from the registry that is written", async () => {
    const { client, open } = await connect(
      capabilities,
      undefined,
      {
        ...powers,
        recipes: {
          in: async () => [{ uri: "file:///b.def", stamp: "1" }],
          read: async () => "Bootstrap: docker\nFrom: quay.io/ours/base:2\n",
        },
      },
      ["file:///"],
    );
    const labels = async (text: string) => {
      await open(text);
      const position = { line: 1, character: (text.split("\n")[1] ?? "").length };
      const answer = await client.sendRequest(CompletionRequest.type, { textDocument, position });
      return (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(({ label }) => label);
    };
    expect((await labels("Bootstrap: docker\nFrom: \n")).slice(0, 2)).toEqual([
      "quay.io/ours/base:2",
      "ubuntu",
    ]);
    expect(await labels("Bootstrap: docker\nFrom: quay.io/o\n")).toEqual(["quay.io/ours/base:2"]);
    expect(await labels("Bootstrap: docker\nFrom: reg.example:5000/o\n")).toEqual([
      "reg.example:5000/org/tool",
    ]);
    const settings = { deftools: { registries: { enabled: false } } };
    await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    expect(await labels("Bootstrap: docker\nFrom: reg.example:5000/o\n")).toEqual([]);
  });
  it("of very many tags those come that contain what is typed, in order, and the rest is asked for again", async () => {
    const tags = Array.from({ length: 1500 }, (_, index) => `1.${index}`);
    const { client, open } = await connect(capabilities, undefined, {
      ...powers,
      images: { ...powers.images, tags: async () => tags },
    });
    const answer = async (text: string) => {
      await open(text);
      const position = { line: 1, character: (text.split("\n")[1] ?? "").length };
      return client.sendRequest(CompletionRequest.type, { textDocument, position });
    };
    const all = await answer("Bootstrap: docker\nFrom: ubuntu:\n");
    if (all === null || Array.isArray(all)) throw new Error("the list is said to be whole");
    expect(all.isIncomplete).toBe(true);
    const labels = all.items.map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(["1.1499", "1.1498"]);
    const inOrder = all.items.toSorted((a, b) => Number(String(a.sortText) > String(b.sortText)) * 2 - 1);
    expect(inOrder.map(({ label }) => label)).toEqual(labels);
    const few = await answer("Bootstrap: docker\nFrom: ubuntu:1.7\n");
    expect(few).toMatchObject({ isIncomplete: true, items: expect.objectContaining({ length: 111 }) });
  });
  it("the digest shows behind the tag once it is known, unless it is turned off", async () => {
    const { client } = await opened(powers);
    const end = { line: 5, character: 0 };
    const hints = async () =>
      JSON.stringify(
        await client.sendRequest(InlayHintRequest.type, {
          textDocument,
          range: { start: { line: 0, character: 0 }, end },
        }),
      );
    expect(await hints()).toContain('"@sha256:aaaaaaaaaaaa…"');
    const settings = { deftools: { inlayHints: { digest: false } } };
    await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    expect(await hints()).not.toContain("@sha256");
  });
  it("nothing is asked once the user turned it off", async () => {
    const { client, tag, labels, hover, titles } = await opened(powers);
    const settings = { deftools: { registries: { enabled: false } } };
    await client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    expect(await labels(tag)).toEqual([]);
    expect(await hover()).not.toContain("Digest now");
    expect((await titles()).filter((title) => title.startsWith("pin"))).toEqual([]);
  });
});

describe("without", () => {
  it("a list says that more may come", async () => {
    const pending = () => new Promise<undefined>(() => {});
    const { client, open } = await connect(capabilities, undefined, {
      ...powers,
      images: { ...noPowers.images, repositories: pending },
      filesIn: async () => undefined,
    });
    const asked = async (text: string) => {
      await open(text);
      const lines = text.split("\n");
      const position = { line: lines.length - 2, character: (lines.at(-2) ?? "").length };
      return client.sendRequest(CompletionRequest.type, { textDocument, position });
    };
    expect(await asked("Bootstrap: docker\nFrom: rocker/\n")).toMatchObject({
      isIncomplete: true,
      items: expect.arrayContaining([expect.objectContaining({ label: "rocker/r-ver" })]),
    });
    expect(await asked("Bootstrap: docker\nFrom: a:\n")).toEqual({ isIncomplete: true, items: [] });
    expect(await asked("%files\n    a\n")).toEqual({ isIncomplete: true, items: [] });
    expect(Array.isArray(await asked("Bootstrap: docker\nFrom: \n"))).toBe(true);
  });

  it("everything else is there all the same, and soon", async () => {
    const never = () => new Promise<undefined>(() => {});
    const { tag, labels, hover, titles } = await opened({
      ...powers,
      images: { ...noPowers.images, tags: never, facts: never },
    });
    const [proposals, text, actions] = await Promise.all([labels(tag), hover(), titles()]);
    expect(proposals).toEqual([]);
    expect(text).toContain("library/ubuntu");
    expect(actions.length).toBeGreaterThan(0);
  });
});
