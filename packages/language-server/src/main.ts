#!/usr/bin/env node
/** Program `def-language-server`: speaks the Language Server Protocol over stdin and stdout. */

import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { createConnection } from "vscode-languageserver/node";
import manifest from "../package.json" with { type: "json" };
import { nodePowers } from "./node-powers.ts";
import { serve } from "./protocol/server.ts";

const name = "def-language-server";

const help = `Usage: ${name} [--stdio]

Language server for Singularity and Apptainer definition files. An editor starts it and speaks the
Language Server Protocol with it over stdin and stdout.

Options:
  --stdio                  speak over stdin and stdout (the default, and the only way)
  --clientProcessId <pid>  end when this process is gone
  --version                print the version
  -h, --help               print this text

Exit codes: 0 after a proper shutdown, 1 when the client left without one, 2 for wrong use.
`;

/** Leaves a mistake in the arguments to the user, with the way out. */
const options = () => {
  try {
    return parseArgs({
      options: {
        stdio: { type: "boolean" },
        // read by the protocol library itself
        clientProcessId: { type: "string" },
        version: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : error}\nTry ${name} --help.\n`);
    process.exit(2);
  }
};

const { help: wantsHelp, version: wantsVersion } = options();
if (wantsHelp) process.stdout.write(help);
else if (wantsVersion) process.stdout.write(`${manifest.version}\n`);
else {
  // the garbage of a keystroke is left behind young: a heap that grows slowly costs no time here, and half the memory
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
  // a client that is gone without a word cannot be told anything any more
  process.stdout.on("error", () => process.exit(1));
  serve(
    createConnection(process.stdin, process.stdout),
    { name, version: manifest.version },
    {
      powers: nodePowers(`${name}/${manifest.version}`),
    },
  );
}
