/** The options about scripts, for the command line. */

import { knownCacheMounts } from "@deftools/build";
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
      collect,
    )
    .option(
      "--secret <secret>",
      "id=NAME,src=FILE or id=NAME,env=VARIABLE: %post reads it at /run/secrets/NAME, and it is kept nowhere",
      collect,
    )
    .option(
      "--cache-mount <names>",
      `folders that outlive the build, for ${knownCacheMounts().join(", ")}, or paths`,
      collect,
    )
    .option("--nv", "let scripts see the NVIDIA driver of this machine")
    .addOption(new Option("--network <which>", "what scripts see of the network").choices(["host", "none"]))
    .option("--timeout <time>", "end a script that runs longer: 90s, 30m, 2h", durationOption)
    .option("--no-script-cache", "run all scripts, and take results neither from the cache nor to it")
    .option("--refresh", "run all scripts, and keep the new results")
    .option("--max-age <time>", "run scripts whose results are older: 12h, 7d", durationOption)
    .option("--debug-shell", "open a shell where a script failed");

const collect = (word: string, words: readonly string[] = []): readonly string[] => [...words, word];
