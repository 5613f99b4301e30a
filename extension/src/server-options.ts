/** Which server is started: the one that comes with the extension, on VS Code's own Node, or the user's. */

import { type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { nodeOptions } from "./node-options.ts";

/** How to start the server at `path`, or the `bundled` one when there is no path; compiled code is kept in `codeCache`. */
export const serverOptions = (path: string, bundled: string, codeCache: string): ServerOptions => {
  const program = path === "" ? bundled : path;
  return /\.[cm]?js$/.test(program)
    ? { module: program, transport: TransportKind.stdio, options: nodeOptions(codeCache) }
    : { command: program, transport: TransportKind.stdio };
};
