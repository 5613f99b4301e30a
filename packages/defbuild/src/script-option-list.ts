/** The options about scripts, for the command line. */

import { type Command, Option } from "commander";
import { durationOption } from "./duration-option.ts";

/** Adds them. */
export const addScriptOptions = (command: Command): Command =>
  command
    .option("-T, --notest", "do not run %test")
    .option("--allow-host-scripts", "let %pre and %setup run on this machine, as you")
    .option(
      "-B, --bind <paths>",
      "SOURCE[:TARGET[:ro]] of this machine for scripts, with commas between several",
      (word: string, words: readonly string[] = []) => [...words, word],
    )
    .addOption(new Option("--network <which>", "what scripts see of the network").choices(["host", "none"]))
    .option("--timeout <time>", "end a script that runs longer: 90s, 30m, 2h", durationOption)
    .option("--no-script-cache", "run all scripts, and take results neither from the cache nor to it")
    .option("--refresh", "run all scripts, and keep the new results")
    .option("--max-age <time>", "run scripts whose results are older: 12h, 7d", durationOption)
    .option("--debug-shell", "open a shell where a script failed");
