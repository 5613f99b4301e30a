/** A real VS Code for a test: code-server with the packed extension, on a folder of its own, driven in headless Chromium. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { packageExtension } from "../../extension/package.ts";
import { chromiumArguments, findProgram, must } from "./programs.ts";

/** What the editor is given, and what surrounds it. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  /** Opens a file by its name in the explorer, and waits for its text. */
  readonly open: (name: string) => Promise<void>;
  /** Runs a command by its title. */
  readonly command: (title: string) => Promise<void>;
  /** Moves the cursor to a line and column, both from 1. */
  readonly goTo: (line: number, column: number) => Promise<void>;
  /** A picture of the whole window or a part of it, if the environment names a folder for pictures. */
  readonly picture: (name: string, what?: Locator) => Promise<void>;
  readonly close: () => Promise<void>;
}

const settings = {
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.fontSize": 13,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "terminal.integrated.gpuAcceleration": "off",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Packs the extension, installs it, and opens a folder with these files; `more` are settings of the machine. */
export const openWorkbench = async (
  files: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Workbench> => {
  const base = mkdtempSync(join(tmpdir(), "deftools-vscode-"));
  const [folder, extensions, user] = ["recipes", "extensions", "user"].map((name) => join(base, name));
  if (!folder || !extensions || !user) throw new Error("three folders were made");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  // those of the user, and those of the machine, which alone may name programs
  for (const [whose, values] of [["User", settings] as const, ["Machine", more] as const]) {
    mkdirSync(join(user, whose), { recursive: true });
    writeFileSync(join(user, whose, "settings.json"), JSON.stringify(values));
  }
  const vsix = join(base, "deftools.vsix");
  await packageExtension(join(base, "stage"), vsix);
  const places = ["--extensions-dir", extensions, "--user-data-dir", user];
  must("code-server", [...places, "--install-extension", vsix], { env: { HOME: base } });
  const port = await freePort();
  const server = spawn(
    findProgram("code-server") ?? "",
    [
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, ...places],
      ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", folder],
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
  return { page, folder, ...handsOn(page), close: () => closeAll(browser, server, base) };
};

const handsOn = (page: Page) => {
  const command = async (title: string): Promise<void> => {
    await page.keyboard.press("F1");
    const box = page.locator(".quick-input-widget input");
    await box.fill(`>${title}`);
    await page.locator(".quick-input-widget .monaco-list-row").first().waitFor();
    await page.keyboard.press("Enter");
  };
  return {
    command,
    open: async (name: string): Promise<void> => {
      // a double click, since a single one only previews
      await page.locator(`.explorer-viewlet .monaco-list-row[aria-label^="${name}"]`).dblclick();
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await page.locator(".monaco-editor .view-line").first().waitFor();
    },
    goTo: async (line: number, column: number): Promise<void> => {
      // the text first, since the numbers are typed where the keyboard is
      await page.keyboard.press("Control+1");
      await page.locator(".monaco-editor.focused").waitFor({ state: "attached" });
      await page.keyboard.press("Control+g");
      await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    },
    picture: async (name: string, what?: Locator): Promise<void> => {
      const pictures = process.env.DEFTOOLS_PICTURES;
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      const path = join(pictures, `${name}.png`);
      await (what ? what.screenshot({ path }) : page.screenshot({ path }));
    },
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
