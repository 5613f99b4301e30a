/** What a user's hands do in the window of VS Code, for tests that drive it in headless Chromium. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

/** The window, and ways to use it. */
export interface Workbench {
  readonly page: Page;
  /** Opens a file by its name in the explorer, and waits for its text. */
  readonly open: (name: string) => Promise<void>;
  /** Runs a command by its title. */
  readonly command: (title: string) => Promise<void>;
  /** The titles of commands that are offered for what is typed. */
  readonly offered: (typed: string) => Promise<readonly string[]>;
  /** Picks an entry of the list that is open. */
  readonly pick: (entry: string) => Promise<void>;
  /** Moves the cursor to a line and column, both from 1. */
  readonly goTo: (line: number, column: number) => Promise<void>;
  /** What is shown of the active editor's text. */
  readonly text: () => Promise<string>;
  /** A code lens, once a click on it would do something: those of a file that was open before are shown dead at first. */
  readonly lens: (title: string) => Locator;
  /** What the language's item in the status bar tells. */
  readonly status: () => Promise<string>;
  /** Waits for the name of the active editor's language. */
  readonly language: (name: string) => Promise<void>;
  /** A picture of the whole window, if the environment names a folder for pictures. */
  readonly picture: (name: string) => Promise<void>;
}

/** The language's name, as users read it. */
export const LANGUAGE = "Singularity/Apptainer Definition";

/** Of the extension's commands. */
export const titled = (title: string): string => `${LANGUAGE}: ${title}`;

/** What tests want of every window: nothing that moves, calls, or covers. */
export const settings = {
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
  "workbench.editor.untitled.hint": "hidden",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** For a page that shows a workbench. */
export const workbenchOf = (page: Page): Workbench => {
  const entries = page.locator(".quick-input-widget .monaco-list-row");
  const box = page.locator(".quick-input-widget input").first();
  const type = async (text: string): Promise<void> => {
    await page.keyboard.press("F1");
    await box.fill(`>${text}`, { timeout: SOON_MS });
    await entries.first().waitFor({ timeout: SOON_MS });
  };
  const lines = activeLines(page);
  return {
    page,
    command: async (title) => {
      // what was used last stands first, and all commands do until what is typed was looked for
      const entry = entries.getByText(title, { exact: true }).first();
      await again(async () => {
        await type(title);
        await entry.click({ timeout: SOON_MS });
      });
    },
    offered: async (typed) => {
      await again(() => type(typed));
      const labels = await entries.evaluateAll((all) =>
        all.map((row) => row.getAttribute("aria-label") ?? ""),
      );
      await page.keyboard.press("Escape");
      return labels;
    },
    pick: (entry) => entries.filter({ hasText: entry }).first().click(),
    open: async (name) => {
      // a double click, since a single one only previews
      await page.locator(`.explorer-viewlet .monaco-list-row[aria-label^="${name}"]`).first().dblclick();
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await lines.first().waitFor();
    },
    goTo: async (line, column) => {
      // the text first, since the numbers are typed where the keyboard is
      await page.keyboard.press("Control+1");
      await page.locator(".monaco-editor.focused").waitFor({ state: "attached" });
      await page.keyboard.press("Control+g");
      await box.fill(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    },
    text: () => lines.evaluateAll(inOrder),
    lens: (title) => page.locator(".codelens-decoration a").getByText(title, { exact: true }).first(),
    status: async () =>
      (await page.locator('.statusbar-item[id="status.languageStatus"]').getAttribute("aria-label")) ?? "",
    language: (name) => page.locator(`.statusbar-item[aria-label="${name}"]`).waitFor(),
    picture: async (name) => {
      const pictures = process.env.DEFTOOLS_PICTURES;
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
  };
};

const SOON_MS = 10_000;
const TRIES = 5;

/** What has just opened may take the keyboard, and with it the list of commands that was about to show. */
const again = async (attempt: () => Promise<void>): Promise<void> => {
  for (let left = TRIES; ; left--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
};

/** A line as the page has it. */
interface Line {
  readonly innerText: string;
  readonly style: { readonly top: string };
}

/** Lines stand in the document as they were drawn, not from top to bottom. */
const inOrder = (lines: readonly Line[]): string =>
  lines
    .map(({ innerText, style }) => ({ text: innerText, top: Number.parseInt(style.top, 10) }))
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll("\u00a0", " "))
    .join("\n");

const activeLines = (page: Page): Locator =>
  page.locator(".editor-group-container.active .editor-instance .view-line");
