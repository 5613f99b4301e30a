/** How a build is watched: one interface, a file per way to show it. */

import type { BuildEvent } from "@deftools/build";
import type { Ports } from "../ports.ts";
import { jsonProgress } from "./json.ts";
import { plainProgress } from "./plain.ts";
import { terminalProgress } from "./terminal.ts";

/** Shows what happens. After `end` nothing is shown any more, and nothing unfinished stays on a terminal. */
export interface Progress {
  tell(event: BuildEvent): void;
  end(): void;
}

export const progressWays = ["auto", "tty", "plain", "json", "none"] as const;
export type ProgressWay = (typeof progressWays)[number];

/** The way asked for; `auto` draws on a terminal and writes plain lines elsewhere. */
export const openProgress = (way: ProgressWay, ports: Ports): Progress => {
  switch (way) {
    case "auto":
      return ports.stderr.isTTY && ports.env["TERM"] !== "dumb" && !ports.env["CI"]
        ? terminalProgress(ports)
        : plainProgress(ports);
    case "tty":
      return terminalProgress(ports);
    case "plain":
      return plainProgress(ports);
    case "json":
      return jsonProgress(ports);
    case "none":
      return { tell: () => {}, end: () => {} };
  }
};
