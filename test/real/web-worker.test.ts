/** The language server as a web worker, as the extension packs it for browsers, in a real headless Chromium: the same findings as in Node. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { analyze } from "@deftools/language-server";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageExtension } from "../../extension/package.ts";
import { chromiumArguments, describeReal, findProgram } from "./programs.ts";

const RECIPE = readFileSync(resolve(import.meta.dirname, "../../examples/bad-habits.def"), "utf8");
const stage = mkdtempSync(join(tmpdir(), "deftools-worker-"));
const worker = join(stage, "extension/dist/server-worker.js");

describeReal("the language server in Chromium", ["chromium"], () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  beforeAll(async () => {
    await packageExtension(join(stage, "extension"), join(stage, "deftools.vsix"));
    server = createServer((request, response) => {
      const isWorker = request.url === "/worker.js";
      response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
      response.end(isWorker ? readFileSync(worker) : "<!doctype html>");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("a listening server has a port");
    browser = await chromium.launch({
      executablePath: findProgram("chromium") ?? "",
      args: chromiumArguments,
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${address.port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(stage, { recursive: true });
  });

  it("finds what it finds in Node, and completes", async () => {
    const answers = await page.evaluate(conversation, RECIPE);
    expect(answers.name).toBe("def-language-server");
    expect(answers.codes).toEqual(analyze(RECIPE).findings.map(({ code }) => code));
    expect(answers.codes.length).toBeGreaterThan(2);
    expect(answers.labels).toContain("%post");
  });
});

/** In the page: a client that does as little as possible. */
const conversation = async (text: string) => {
  const worker = new Worker("/worker.js");
  const waiting = new Map<number, (result: unknown) => void>();
  let told: (codes: string[]) => void = () => {};
  const published = new Promise<string[]>((done) => {
    told = done;
  });
  worker.onmessage = ({ data }) => {
    if (data.method === "textDocument/publishDiagnostics" && data.params.version === 2)
      told(data.params.diagnostics.map(({ code }: { code: string }) => code));
    else waiting.get(data.id)?.(data.result);
  };
  let id = 0;
  const ask = <Result>(method: string, params: object) =>
    new Promise<Result>((done) => {
      // what the server answers is what the protocol says
      waiting.set(++id, done as (result: unknown) => void);
      worker.postMessage({ jsonrpc: "2.0", id, method, params });
    });
  const tell = (method: string, params: object) => worker.postMessage({ jsonrpc: "2.0", method, params });
  const uri = "vscode-vfs://github/recipes/image.def";
  const versions = { textDocument: { publishDiagnostics: { versionSupport: true } } };
  const hello = await ask<{ serverInfo: { name: string } }>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: versions,
  });
  tell("initialized", {});
  tell("textDocument/didOpen", {
    textDocument: { uri, languageId: "singularity-def", version: 1, text: `${text}%` },
  });
  const lines = text.split("\n");
  const position = { line: lines.length - 1, character: 1 };
  const proposals = await ask<{ label: string }[]>("textDocument/completion", {
    textDocument: { uri },
    position,
  });
  tell("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
  const codes = await published;
  return {
    name: hello.serverInfo.name,
    codes,
    labels: proposals.map(({ label }) => label),
  };
};
