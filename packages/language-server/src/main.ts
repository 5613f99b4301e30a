#!/usr/bin/env node
/** Program `def-language-server`: speaks the Language Server Protocol over stdin and stdout. */

import { parseArgs } from "node:util";
import manifest from "../package.json" with { type: "json" };

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
  // who only asks how it is used does not wait for the rest
  const { start } = await import("./start.ts");
  start({ name, version: manifest.version });
}
