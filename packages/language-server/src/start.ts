/** The server of this process: over its standard input and output, with its powers. */

import { setFlagsFromString } from "node:v8";
import { createConnection } from "vscode-languageserver/node";
import { nodePowers } from "./node-powers.ts";
import { type ServerName, serve } from "./protocol/server.ts";

/** Serves until the client leaves, which ends the process. */
export const start = (server: ServerName): void => {
  // the garbage of a keystroke is left behind young: a heap that grows slowly costs no time here, and half the memory
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
  // a client that is gone without a word cannot be told anything any more
  process.stdout.on("error", () => process.exit(1));
  const powers = nodePowers(`${server.name}/${server.version}`);
  serve(createConnection(process.stdin, process.stdout), server, { powers });
};
