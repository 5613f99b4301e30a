/** A real VS Code for a test: code-server with the packed extension, on a folder of its own, driven in headless Chromium. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import manifest from "../../extension/package.json" with { type: "json" };
import { packageExtension } from "../../extension/package.ts";
import { idsWith } from "./processes.ts";
import { chromiumArguments, findProgram, must } from "./programs.ts";
import { settings, type Workbench, workbenchOf } from "./workbench.ts";

/** A window, and what surrounds it. */
export interface Editor extends Workbench {
  /** The folder that is open. */
  readonly folder: string;
  /** Writes settings of the machine, which alone may name programs. */
  readonly setOnMachine: (settings: object) => void;
  /** The ids of the processes of the server that comes with the extension. */
  readonly servers: () => readonly number[];
  readonly close: () => Promise<void>;
}

/** Packs the extension, installs it, and opens a folder with these files; settings are those of the user and of the machine. */
export const openEditor = async (
  files: Readonly<Record<string, string>>,
  { ofUser = {}, ofMachine = {} }: { readonly ofUser?: object; readonly ofMachine?: object } = {},
): Promise<Editor> => {
  const base = mkdtempSync(join(tmpdir(), "deftools-vscode-"));
  const [folder, extensions, user] = ["recipes", "extensions", "user"].map((name) => join(base, name));
  if (!folder || !extensions || !user) throw new Error("three folders were made");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const set = (whose: "User" | "Machine", values: object): void => {
    mkdirSync(join(user, whose), { recursive: true });
    writeFileSync(join(user, whose, "settings.json"), JSON.stringify(values));
  };
  set("User", { ...settings, ...ofUser });
  set("Machine", ofMachine);
  const vsix = join(base, "deftools.vsix");
  await packageExtension(join(base, "stage"), vsix);
  const places = ["--extensions-dir", extensions, "--user-data-dir", user];
  must("code-server", [...places, "--install-extension", vsix], { env: { HOME: base } });
  const port = await freePort();
  const server = spawn(
    findProgram("code-server") ?? "",
    [
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, ...places],
      ...["--disable-telemetry", "--disable-update-check", folder],
    ],
    {
      env: { ...process.env, HOME: base },
      stdio: ["ignore", "pipe", "inherit"],
      // it starts more processes, which end with its group
      detached: true,
    },
  );
  await listening(server);
  const browser = await chromium.launch({
    executablePath: findProgram("chromium") ?? "",
    args: chromiumArguments,
  });
  const page = await browser.newPage({ viewport: { width: 1100, height: 720 } });
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
  await page.locator(".explorer-viewlet .monaco-list-row").first().waitFor();
  return {
    ...workbenchOf(page),
    folder,
    setOnMachine: (values) => set("Machine", values),
    servers: () =>
      idsWith(join(extensions, `deftools.deftools-vscode-${manifest.version}`, "dist/server.mjs")),
    close: () => closeAll(browser, server, base),
  };
};

const listening = async (server: ChildProcess): Promise<void> => {
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
    if (said.includes("HTTP server listening")) resolve();
  });
  server.once("exit", (code) => reject(new Error(`code-server ended with ${code}\n${said}`)));
  await promise;
};

const closeAll = async (browser: Browser, server: ChildProcess, base: string): Promise<void> => {
  await browser.close();
  if (server.pid === undefined) throw new Error("code-server was started");
  const ended = once(server, "exit");
  process.kill(-server.pid, "SIGTERM");
  await ended;
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || !address) throw new Error("a listening server has a port");
  return address.port;
};
