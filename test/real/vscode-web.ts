/**
 * VS Code for the web, as vscode.dev serves it: no server but for files, so extensions run in a worker of the browser alone. It is made of
 * the files that code-server brings along, driven in headless Chromium.
 */

import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { packageExtension } from "../../extension/package.ts";
import { chromiumArguments, findProgram } from "./programs.ts";
import { settings, type Workbench, workbenchOf } from "./workbench.ts";

/** A window without a machine behind it. */
export interface WebEditor extends Workbench {
  readonly close: () => Promise<void>;
}

/** Beside the program that `install.sh` writes. */
const vscode = resolve(
  findProgram("code-server") ?? "",
  "../../code-server/node_modules/code-server/lib/vscode",
);

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Packs the extension, and opens an empty folder in memory with it. */
export const openWebEditor = async (): Promise<WebEditor> => {
  const base = mkdtempSync(join(tmpdir(), "deftools-vscode-web-"));
  const stage = join(base, "stage");
  await packageExtension(stage, join(base, "deftools.vsix"));
  const server = createServer(({ url = "/", headers }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    if (pathname === "/") {
      response.setHeader("content-type", "text/html");
      response.end(pageOf(headers.host ?? ""));
      return;
    }
    const bytes = fileOf(pathname, stage);
    if (!bytes) response.statusCode = 404;
    response.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream");
    response.end(bytes);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("a listening server has a port");
  const browser = await chromium.launch({
    executablePath: findProgram("chromium") ?? "",
    args: chromiumArguments,
  });
  const page = await browser.newPage({ viewport: { width: 1100, height: 720 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.locator(".explorer-viewlet").waitFor();
  return {
    ...workbenchOf(page),
    close: async () => {
      await browser.close();
      server.close();
      rmSync(base, { recursive: true });
    },
  };
};

/** A file of VS Code or of the extension. VS Code also asks for some that are there in other editions only. */
const fileOf = (path: string, stage: string): Buffer | string | undefined => {
  const [, whose, ...rest] = path.split("/");
  const file = join(whose === "extension" ? stage : vscode, ...rest);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  return rest.at(-1) === "workbench.js" ? withoutMachine(readFileSync(file, "utf8")) : readFileSync(file);
};

/** code-server has its windows talk to the machine behind them, whatever their configuration says. */
const withoutMachine = (script: string): string => {
  const forced = ",remoteAuthority:location.host}";
  if (!script.includes(forced)) throw new Error("this code-server is made in another way");
  return script.replace(forced, "}");
};

/** The page of a window, as VS Code's own makes it. */
const pageOf = (authority: string): string => {
  const configuration = {
    folderUri: { scheme: "tmp", path: "/" },
    additionalBuiltinExtensions: [{ scheme: "http", authority, path: "/extension" }],
    configurationDefaults: settings,
    productConfiguration: {},
    // code-server's additions want to be told
    userDataPath: "/user",
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
  };
  const quoted = JSON.stringify(configuration).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<!doctype html>
<meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${quoted}">
<link rel="stylesheet" href="/vscode/out/vs/code/browser/workbench/workbench.css">
<body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = location.origin + "/vscode/out/";</script>
<script type="module" src="/vscode/out/nls.messages.js"></script>
<script type="module" src="/vscode/out/vs/code/browser/workbench/workbench.js"></script>`;
};
