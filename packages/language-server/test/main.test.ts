/** The program as an editor meets it: a real process, the protocol over its pipes, its exit codes. */

import { spawn, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import {
  CodeActionRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  ShutdownRequest,
  TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import manifest from "../package.json" with { type: "json" };
import { Client, main } from "./client.ts";

const uri = "file:///work/image.def";
const textDocument = { uri };

const run = (args: readonly string[], input = "") =>
  spawnSync(process.execPath, [main, ...args], { input, encoding: "utf8" });

test("a session from initialize to exit", async () => {
  await using client = new Client();
  const hello = await client.initialize();
  expect(hello.serverInfo).toEqual({ name: "def-language-server", version: manifest.version });
  expect(hello.capabilities).toMatchObject({
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: 2 },
    documentSymbolProvider: {},
    hoverProvider: true,
    codeActionProvider: {
      codeActionKinds: ["quickfix", "source.fixAll.deflint", "refactor.extract", "refactor.rewrite"],
    },
  });

  await client.open(uri, "Bootstrap: docker\nFrom: ubuntu:22.04\n");
  expect(await client.published(uri, 1)).toEqual({ uri, version: 1, diagnostics: [] });

  const tag = { start: { line: 1, character: 12 }, end: { line: 1, character: 18 } };
  await client.change(uri, 2, tag, "");
  const { diagnostics } = await client.published(uri, 2);
  expect(diagnostics).toMatchObject([
    {
      code: "DEF201",
      source: "deflint",
      severity: 2,
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 12 } },
      codeDescription: { href: expect.stringMatching(/^https:/) },
    },
  ]);

  const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  expect(symbols).toMatchObject([
    { name: "stage 1", detail: "docker ubuntu", children: [{ name: "Bootstrap" }, { name: "From" }] },
  ]);

  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument,
    position: { line: 1, character: 2 },
  });
  expect(hover).toMatchObject({
    contents: { kind: "markdown", value: expect.stringContaining("From") },
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
  });

  const end = { line: 2, character: 0 };
  await client.change(uri, 3, { start: end, end }, "%post\n    pip3 install --user numpy\n");
  const finding = (await client.published(uri, 3)).diagnostics.find(({ code }) => code === "DEF718");
  const range = finding?.range ?? { start: end, end };
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range,
    context: { diagnostics: [], only: ["quickfix"] },
  });
  expect(actions?.slice(0, 1)).toMatchObject([
    {
      kind: "quickfix",
      diagnostics: [finding],
      edit: { documentChanges: [{ textDocument: { uri, version: 3 } }] },
    },
  ]);
  const [change] =
    actions?.flatMap((action) => ("edit" in action && action.edit?.documentChanges) || []) ?? [];
  const fixed = TextDocument.applyEdits(
    TextDocument.create(
      uri,
      "",
      3,
      "Bootstrap: docker\nFrom: ubuntu\n%post\n    pip3 install --user numpy\n",
    ),
    change && "edits" in change ? change.edits.filter(TextEdit.is) : [],
  );
  expect(fixed).toContain("\n    pip3 install numpy\n");

  expect(await client.leave()).toBe(0);
  expect(client.errors).toEqual([]);
});

test("leaving without a shutdown is not a proper end", async () => {
  await using client = new Client();
  await client.initialize();
  await client.connection.sendNotification("exit");
  expect(await client.exitCode()).toBe(1);
});

test("before initialize and after shutdown there are no answers, only errors that say so", async () => {
  await using client = new Client();
  const ask = () => client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  await expect(ask()).rejects.toMatchObject({ code: ErrorCodes.ServerNotInitialized });
  await client.initialize();
  await expect(client.initialize()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  await expect(client.connection.sendRequest("no/such")).rejects.toMatchObject({
    code: ErrorCodes.MethodNotFound,
  });
  await client.open(uri, "Bootstrap: docker\n");
  expect(await ask()).toHaveLength(1);
  await client.connection.sendRequest(ShutdownRequest.type);
  await expect(ask()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
  await client.connection.sendNotification(ExitNotification.type);
  expect(await client.exitCode()).toBe(0);
});

test("when the process that the client named is gone, the server ends", async () => {
  const editor = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await using client = new Client();
  await client.connection.sendRequest(InitializeRequest.type, {
    processId: editor.pid ?? null,
    rootUri: null,
    capabilities: {},
  });
  editor.kill();
  expect(await client.exitCode()).toBe(1);
});

test("when the client's pipe closes, the server ends", () => {
  expect(run(["--stdio"]).status).toBe(1);
});

test("when the client reads no more, the server ends without a fuss", async () => {
  await using client = new Client();
  await client.initialize();
  client.process.stdout?.destroy();
  await client.open(uri, "Bootstrap: docker\n");
  expect(await client.exitCode()).toBe(1);
  expect(client.stderr).toBe("");
});

test("what is no protocol does not crash it", () => {
  const { status, stderr } = run(["--stdio"], "hello\r\n\r\nContent-Length: 3\r\n\r\n{x}");
  expect(stderr).toBe("");
  expect(status).toBe(1);
});

test("--help and --version go to stdout", () => {
  expect(run(["--version"])).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  expect(run(["--help"])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("--stdio"),
    stderr: "",
  });
});

test("wrong use is told in two lines with exit code 2", () => {
  const { status, stdout, stderr } = run(["--socket=1"]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^def-language-server: .*--socket.*\nTry def-language-server --help\.\n$/);
});
