/** The pages of rules, where the codes of findings lead: written by the server, so that they need no network and fit its version. */

import { type Disposable, workspace } from "vscode";
import type { Server } from "./server.ts";

/** `deftools-rule:/DEF701.md`, and `README.md` for the table of all. In `package.json` VS Code is told to show them as they read, not as Markdown. */
const SCHEME = "deftools-rule";

/** As the server is told of it. */
export const RULE_PAGES = `${SCHEME}:/{code}.md`;

export const registerRulePages = (server: Server): Disposable =>
  workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      const name = path.replace(/^\/|\.md$/g, "");
      const question = name === "README" ? {} : { code: name };
      const page = await server.client?.sendRequest<string | null>("deftools/rulePage", question);
      return page ?? `No rule has the code ${name}.\n`;
    },
  });
