/** The commands `run`, `exec`, `shell` and `test`: their words and options. */

import type { ActionName } from "@deftools/build";
import { type Command, Option } from "commander";
import { EXEC_HELP, RUN_HELP, SHELL_HELP, TEST_HELP } from "../help.ts";
import type { Ports } from "../ports.ts";
import { type LookFlags, lookCommand } from "./look-command.ts";

interface Verb {
  readonly name: ActionName;
  readonly description: string;
  /** What follows the image. */
  readonly words: readonly [name: string, description: string];
  readonly help: string;
}

const verbs: readonly Verb[] = [
  {
    name: "run",
    description: "start what an image is for, to have a look at it",
    words: ["[arguments...]", "for its runscript"],
    help: RUN_HELP,
  },
  {
    name: "exec",
    description: "start a program of an image, to have a look at it",
    words: ["<command...>", "the program and its arguments"],
    help: EXEC_HELP,
  },
  {
    name: "shell",
    description: "look around in an image",
    words: ["[arguments...]", "for the shell, such as -c 'ls /opt'"],
    help: SHELL_HELP,
  },
  {
    name: "test",
    description: "run the test of an image",
    words: ["[arguments...]", "for its test"],
    help: TEST_HELP,
  },
];

/** Adds them; `finish` is told how the program of the image ended. */
export const addLooks = (program: Command, ports: Ports, finish: (code: number) => void): void => {
  for (const { name, description, words, help } of verbs)
    program
      .command(name)
      .description(description)
      .argument("<image>", "a SIF or SquashFS file, a sandbox, or a URI such as docker://debian:12")
      .argument(...words)
      // what follows the image belongs to its program
      .passThroughOptions()
      .option("-B, --bind <source[:target[:ro]]>", "lend a file or folder of this machine", collectWords)
      .option("-W, --pwd <folder>", "where in the image to start; / if not given")
      .option("--env <name[=value]>", "set a variable; without a value, the one it has here", collectWords)
      .option("--app <name>", "one of the apps (SCIF) of the image")
      .option("--no-eval", "pass arguments on to ENTRYPOINT and CMD as they are, not through a shell")
      .addOption(new Option("--network <kind>", "host, the default, or none").choices(["host", "none"]))
      .option("--nv", "let the program see the NVIDIA driver of this machine")
      .option("--arch <architecture>", "of an image for several: amd64, arm64, arm/v7, ...")
      .option("--no-https", "talk to registries without encryption, or with certificates nobody vouches for")
      .option("--authfile <file>", "where logins to registries are, in Docker's format")
      .option("--docker-login", "ask for the login to a registry that wants one")
      .option("--ca <file>", "certificates (PEM) that vouch for registries, besides the usual ones")
      .option("--library <url>", "the library that library:// means")
      .option("--disable-cache", "keep neither layers nor the unpacked image")
      .option("--tmpdir <folder>", "where those go then, and archives while they are read")
      .option("-q, --quiet", "say nothing but errors")
      .option("-v, --verbose", "say more")
      .addHelpText("after", help)
      .showHelpAfterError(`  defbuild ${name} --help shows how it is used`)
      .action(async (image: string, args: readonly string[], flags: LookFlags) =>
        finish(await lookCommand(ports, { action: name, image, args, flags })),
      );
};

const collectWords = (word: string, words: readonly string[] = []): readonly string[] => [...words, word];
