/** Kinds of code actions: who asks for what gets what. */

import { expect, test } from "vitest";
import {
  type ClientCapabilities,
  CodeActionRequest,
  CodeActionTriggerKind,
} from "vscode-languageserver/node";
import { noPowers, type Powers } from "../../src/powers.ts";
import { connect, textDocument, uri } from "../in-memory-client.ts";

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
  const quick = ["quickfix", "refactor.extract", "refactor.rewrite"];
  expect(await kindsFor()).toEqual(quick);
  expect(await kindsFor([])).toEqual(quick);
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

test("a registry is asked when somebody opens the menu, not when the cursor moves", async () => {
  const facts = async () => ({ digest: `sha256:${"0".repeat(64)}`, platforms: [], size: 1 });
  const { client, open } = await connect(
    { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } },
    undefined,
    { ...noPowers, images: { ...noPowers.images, facts } },
  );
  await open("Bootstrap: docker\nFrom: ubuntu:24.04\n");
  const start = { line: 1, character: 8 };
  const pins = async (triggerKind: CodeActionTriggerKind): Promise<number> => {
    const context = { diagnostics: [], triggerKind };
    const range = { start, end: start };
    const actions = await client.sendRequest(CodeActionRequest.type, { textDocument, range, context });
    return (actions ?? []).filter(({ title }) => title.startsWith("pin ")).length;
  };
  expect(await pins(CodeActionTriggerKind.Automatic)).toBe(0);
  expect(await pins(CodeActionTriggerKind.Invoked)).toBe(1);
});

const UNTAGGED = "Bootstrap: docker\nFrom: ubuntu\n";

/** The edits of the offers to ignore DEF201, by title. */
const ignoring = async (
  workspaceEdit: NonNullable<ClientCapabilities["workspace"]>["workspaceEdit"],
  powers: Partial<Powers> = {},
) => {
  const capabilities: ClientCapabilities = {
    textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
    ...(workspaceEdit && { workspace: { workspaceEdit } }),
  };
  const { client, open } = await connect(capabilities, undefined, { ...noPowers, ...powers });
  await open(UNTAGGED);
  const range = { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } };
  const context = { diagnostics: [] };
  const actions = await client.sendRequest(CodeActionRequest.type, { textDocument, range, context });
  return Object.fromEntries(
    (actions ?? []).flatMap((each) =>
      "edit" in each && each.title.startsWith("ignore DEF201") ? [[each.title, each.edit]] : [],
    ),
  );
};

test("a reason is filled in where the client can, else written behind", async () => {
  const title = "ignore DEF201 on this line";
  const start = { line: 1, character: 0 };
  const range = { start, end: start };
  const newText = "# deflint disable-next-line=DEF201 -- \n";
  expect((await ignoring(undefined))[title]).toEqual({ changes: { [uri]: [{ range, newText }] } });
  const value = "# deflint disable-next-line=DEF201 -- ${1:reason}\n";
  const capable = await ignoring({ documentChanges: true, snippetEditSupport: true });
  expect(capable[title]).toMatchObject({
    documentChanges: [{ edits: [{ range, snippet: { kind: "snippet", value } }] }],
  });
});

test("in the configuration file, which is made where the client makes files", async () => {
  const title = "ignore DEF201 in .deflint.yaml";
  const file = "file:///.deflint.yaml";
  const asked: unknown[] = [];
  const ruleOff = (fresh: boolean): Partial<Powers> => ({
    ruleOff: async (...given) => {
      asked.push(given);
      const edit = {
        span: { start: 3, end: 3 },
        text: "rules:\n  DEF201: off\n",
        snippet: "rules:\n  DEF201: off # ${1:reason}\n",
      };
      return { uri: file, name: ".deflint.yaml", before: "#x\n", edit, fresh };
    },
  });
  const edits = [{ range: { start: { line: 1 } }, newText: "rules:\n  DEF201: off\n" }];
  expect((await ignoring(undefined, ruleOff(false)))[title]).toMatchObject({ changes: { [file]: edits } });
  expect(asked).toEqual([
    [uri, { code: "DEF201", name: "untagged-image" }, { only: undefined, folders: [] }],
  ]);
  expect((await ignoring({ documentChanges: true }, ruleOff(true)))[title]).toBeUndefined();
  const makes = { documentChanges: true, resourceOperations: ["create" as const] };
  expect((await ignoring(makes, ruleOff(true)))[title]).toMatchObject({
    documentChanges: [
      { kind: "create", uri: file, options: { ignoreIfExists: true } },
      { textDocument: { uri: file, version: null }, edits },
    ],
  });
  const fillsIn = { documentChanges: true, snippetEditSupport: true };
  expect((await ignoring(fillsIn, ruleOff(false)))[title]).toMatchObject({
    documentChanges: [{ edits: [{ snippet: { value: "rules:\n  DEF201: off # ${1:reason}\n" } }] }],
  });
});
