/** The command line of `deffmt`: options, help, and what is to be done. */

import { Failure } from "@deftools/trouble";
import { Command, InvalidArgumentError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { formatCommand } from "./format-command.ts";
import type { Ports } from "./ports.ts";
import { runProgram } from "./run-program.ts";

/** Runs the program with the arguments after its name; returns the exit code. */
export const runFormatter = (argv: readonly string[], ports: Ports): Promise<number> =>
  runProgram("deffmt", commandLine, argv, ports);

interface Flags {
  readonly check?: true;
  readonly diff?: true;
  readonly detect?: true;
  readonly stdin?: true;
  readonly stdinFilename: string;
  readonly indent?: string;
  readonly arguments?: true;
  readonly shell?: true;
  readonly quiet?: true;
}

const commandLine = (ports: Ports, finish: (code: number) => void): Command =>
  new Command("deffmt")
    .description("Tidies Singularity and Apptainer definition files without changing what an engine reads.")
    .argument("[paths...]", "recipes, folders to walk for recipes, or - for standard input")
    .option("--check", "list what is untidy, write nothing; exit code 1 when something is")
    .option("--diff", "show what would change, write nothing; exit code 1 when something would")
    .option("--detect", "pass over named files that do not read like recipes")
    .option("--stdin", "the same as the path -: read standard input, write the tidy text to standard output")
    .option("--stdin-filename <name>", "what to call standard input in lists and diffs", "<stdin>")
    .option("--indent <blanks>", "0 to 8, or tab (default: as the scripts of the file have it)", indentOf)
    .option("--arguments", "also the lines of %arguments, whose blanks engines store")
    .option("--shell", "also the scripts, as shfmt prints them: blanks change, commands do not")
    .option("-q, --quiet", "no summary line")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXAMPLES)
    .configureOutput({
      writeOut: ports.stdout.write,
      writeErr: ports.stderr.write,
      getOutHelpWidth: () => ports.stdout.columns ?? 100,
      getErrHelpWidth: () => ports.stderr.columns ?? 100,
      outputError: (text, write) => write(`deffmt: ${text.replace(/^error: /, "")}`),
    })
    .showHelpAfterError("  deffmt --help shows how it is used")
    .exitOverride()
    .action(async (given: readonly string[], flags: Flags) => {
      const paths = flags.stdin ? [...given, "-"] : given;
      if (paths.length === 0)
        throw new Failure("deflint/no-paths", "no files given", {
          hint: "deffmt recipe.def tidies a file, deffmt . all recipes below this folder; see deffmt --help",
        });
      finish(
        await formatCommand(ports, paths, {
          mode: modeOf(flags),
          quiet: flags.quiet === true,
          shell: flags.shell === true,
          detect: flags.detect === true,
          stdinName: flags.stdinFilename,
          format: {
            ...(flags.indent === undefined ? {} : { indent: flags.indent }),
            ...(flags.arguments ? { arguments: "tidy" } : {}),
          },
        }),
      );
    });

const modeOf = ({ check, diff }: Flags): "write" | "check" | "diff" => {
  if (diff) return "diff";
  return check ? "check" : "write";
};

const indentOf = (wanted: string): string => {
  if (wanted === "tab") return "\t";
  if (!/^[0-8]$/.test(wanted)) throw new InvalidArgumentError("It is a number from 0 to 8, or tab.");
  return " ".repeat(Number(wanted));
};

const EXAMPLES = `
Examples:
  deffmt recipe.def           tidy a recipe in place
  deffmt --diff .             what would change in the recipes below this folder
  deffmt --check .            for continuous integration: exit code 1 when something is untidy
  deffmt - < recipe.def       from standard input to standard output
  deffmt --shell recipe.def   the scripts, too
  deffmt --indent 2 .         two blanks before the lines of %files and %labels

Scripts, %help, %environment and app sections are not touched without --shell: engines store them as they are, the
blank lines at their end included. With --shell a script with errors, or in another language, stays as it is.

Exit codes: 0 done, or all tidy; 1 with --check or --diff: something is untidy; 2 wrong use or a file that cannot be
read; 3 a mistake in deffmt.
`;
