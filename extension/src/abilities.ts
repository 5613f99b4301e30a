/** What VS Code can do beyond the protocol. The server offers it to those who say so: others warn of what they do not know, or show what does nothing. */

import type { StaticFeature } from "vscode-languageclient";
import { RULE_PAGES } from "./rule-pages.ts";

/** With those of our commands that do something here, which lenses name. */
export const abilities = (commands: readonly string[]): StaticFeature => ({
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = {
      "deftools/status": true,
      "deftools/rulePages": RULE_PAGES,
      "deftools/commands": [...commands],
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
});
