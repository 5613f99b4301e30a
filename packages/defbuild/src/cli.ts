/** The command line of `defbuild`: options, help, and which command is meant. */

import { isFailure } from "@deftools/trouble";
import { Argument, Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { buildCommand } from "./build-command.ts";
import type { BuildFlags } from "./build-flags.ts";
import { cacheCleanCommand, cacheListCommand, cachePathCommand } from "./cache-command.ts";
import { failureText } from "./complaint.ts";
import { type CompletionShell, completionScript, completionShells } from "./completion.ts";
import { compressionOption } from "./compression-option.ts";
import { type DoctorFlags, doctorCommand } from "./doctor-command.ts";
import { exitCode } from "./exit-code.ts";
import { CACHE_HELP, COMPLETION_HELP, DOCTOR_HELP, HELP, INSPECT_HELP, PULL_HELP, SIF_HELP } from "./help.ts";
import { type InspectFlags, inspectCommand } from "./inspect-command.ts";
import { jobsOption } from "./jobs-option.ts";
import { addLooks } from "./look/look-options.ts";
import type { Ports } from "./ports.ts";
import { progressWays } from "./progress/progress.ts";
import { pullCommand } from "./pull-command.ts";
import { addScriptOptions } from "./script-option-list.ts";
import { sifDumpCommand, sifHeaderCommand, sifInfoCommand, sifListCommand } from "./sif-command.ts";
import { sizeOption } from "./size-option.ts";

/** Runs the program with the arguments after its name; returns the exit code. */
export const run = async (argv: readonly string[], ports: Ports): Promise<number> => {
  let code: number = exitCode.ok;
  const program = commandLine(ports, (result) => {
    code = result;
  });
  try {
    // an option with a value that may be left out would swallow the recipe's name
    await program.parseAsync(
      argv.map((word) => (word === "--plan=json" ? "--plan-json" : word)),
      { from: "user" },
    );
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    if (ports.signal.aborted) {
      ports.stderr.write("defbuild: stopped; nothing was written\n");
      return exitCode.failed;
    }
    if (isFailure(error)) {
      ports.stderr.write(failureText(error, { verbose: argv.some((word) => talkative.has(word)) }));
      return wrongUse.has(error.code) ? exitCode.usage : exitCode.failed;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    ports.stderr.write(`defbuild: a mistake in defbuild: please report it\n${what}\n`);
    return exitCode.internal;
  }
};

/** Options that also want to know what is behind an error. */
const talkative: ReadonlySet<string> = new Set(["-v", "--verbose", "--debug"]);

/** Failures that the way the program was called is to blame for. */
const wrongUse: ReadonlySet<string> = new Set([
  "bytes/cannot-read",
  "bytes/exists",
  "defbuild/not-a-recipe",
  "defbuild/output-exists",
  "defbuild/bad-output",
  "defbuild/bad-platform",
  "defbuild/bad-epoch",
  "defbuild/bad-option",
  "defbuild/bad-source",
  "defbuild/bad-bind",
  "defbuild/bad-variable",
  "defbuild/no-such-object",
  "build/no-such-app",
  "build/bad-lock",
  "oci/incomplete-credentials",
  "sif/not-a-sif",
]);

const commandLine = (ports: Ports, finish: (code: number) => void): Command => {
  const program = new Command("defbuild")
    .description(
      "Builds an image (SIF) from a Singularity or Apptainer definition file, without either, and without root.",
    )
    .argument(
      "<source>",
      "a definition file, an image (SIF, SquashFS, folder), or a URI such as docker://debian:12",
    )
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", HELP)
    .configureOutput({
      writeOut: ports.stdout.write,
      writeErr: ports.stderr.write,
      getOutHelpWidth: () => ports.stdout.columns() ?? 100,
      getErrHelpWidth: () => ports.stderr.columns() ?? 100,
      outputError: (text, write) => write(`defbuild: ${text.replace(/^error: /, "")}`),
    })
    .showHelpAfterError("  defbuild --help shows how it is used")
    // the same option may follow a command; it belongs to whom it follows
    .enablePositionalOptions()
    .exitOverride()
    .action(async (source: string, flags: BuildFlags) => finish(await buildCommand(ports, source, flags)));
  addScriptOptions(addBuildOptions(program))
    .option("--sandbox <folder>", "write a folder in place of an image")
    .option("--build-arg <name=value>", "a value for {{ name }}; may be given again", collectWords)
    .option("--build-arg-file <file>", "values for {{ names }}, one NAME=VALUE per line")
    .option("--lock", "take the base images that RECIPE.lock names, and write into it those it does not");
  addBuildOptions(program.command("pull"))
    .description("get an image as it is")
    .argument(
      "<words...>",
      "[OUT] URI: where to, if not into NAME_TAG.sif; and docker://…, oras://…, library://…",
    )
    .addHelpText("after", PULL_HELP)
    .action(async (words: readonly string[], flags: BuildFlags) =>
      finish(await pullCommand(ports, words, flags)),
    );
  addLooks(program, ports, finish);
  addInspect(program, ports);
  addSif(program, ports);
  addCache(program, ports);
  program
    .command("doctor")
    .description("tell what can be built on this machine, and what would change that")
    .option("-j, --json", "as JSON")
    .option("--tmpdir <folder>", "the folder for temporary files that builds will be given")
    .addHelpText("after", DOCTOR_HELP)
    .action(async (flags: DoctorFlags) => finish(await doctorCommand(ports, flags)));
  program
    .command("completion")
    .description("print the script that teaches a shell the words of this program")
    .addArgument(new Argument("<shell>", "which shell").choices(completionShells))
    .addHelpText("after", COMPLETION_HELP)
    .action((shell: CompletionShell) => ports.stdout.write(completionScript(shell, program)));
  return program;
};

const addBuildOptions = (command: Command): Command =>
  command
    .option("-o, --output <file>", "write the image there; oci-archive:FILE[:TAG] writes an OCI archive")
    .option(
      "-F, --force",
      "replace an output that is there; let the recipe overwrite labels and help of its base",
    )
    .option("--arch <architecture>", "build for another machine: amd64, arm64, arm/v7, …")
    .option("--arch-variant <variant>", "of that architecture: 7 or v7 of arm, 8 of arm64")
    .option("--no-https", "talk to registries without encryption, or with certificates nobody vouches for")
    .option("--authfile <file>", "where logins to registries are, in Docker's format")
    .option("--docker-login", "ask for the login to a registry that wants one")
    .option("--library <url>", "the library that library://… is taken from")
    .option("--ca <file>", "certificates (PEM) that vouch for registries, besides the usual ones")
    .option("--compression <codec>", "gzip[:1-12], the default, or zstd[:1-22]", compressionOption)
    .option("--plan", "print what would be done, and stop; --plan=json for programs")
    .addOption(new Option("--plan-json").hideHelp())
    .option("--reproducible", "the same inputs give the same bytes; this is always so")
    .addOption(
      new Option("--progress <way>", "how to show what happens").choices(progressWays).default("auto"),
    )
    .option("--disable-cache", "keep no layers for the next build")
    .option(
      "--max-size <size>",
      "afterwards, forget layers not used for longest until the cache is no larger",
      sizeOption,
    )
    .option("--tmpdir <folder>", "where layers go without the cache, and archives while they are read")
    .option(
      "-j, --jobs <number>",
      "how many blocks to compress at once; as many as there are processors if not given",
      jobsOption,
    )
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more: where the cache is, and what is behind an error")
    .option("--debug", "say all: also each request to a server, without its secrets");

const addInspect = (program: Command, ports: Ports): void => {
  program
    .command("inspect")
    .description("print what an image says about itself: its labels, unless other parts are asked for")
    .argument("<image>", "a SIF or SquashFS file, or a sandbox")
    .option("-l, --labels", "its labels")
    .option("-r, --runscript", "what runs it")
    .option("-d, --deffile", "the recipe it was built from")
    .option("-e, --environment", "the environment it sets")
    .option("-H, --helpfile", "its help")
    .option("-t, --test", "its test")
    .option("-s, --startscript", "what starts an instance of it")
    .option("--list-apps", "the names of its apps (SCIF)")
    .option("--app <name>", "what this app says, in place of the image")
    .option("--all", "everything, as JSON")
    .option("-j, --json", "as JSON")
    .addHelpText("after", INSPECT_HELP)
    .action((image: string, flags: InspectFlags) => inspectCommand(ports, image, flags));
};

const addSif = (program: Command, ports: Ports): void => {
  const sif = program
    .command("sif")
    .description("look into the SIF format itself")
    .addHelpText("after", SIF_HELP);
  const image = ["<image>", "a SIF file"] as const;
  const id = ["<id>", "the number of an object"] as const;
  sif
    .command("list")
    .description("the objects of a SIF file")
    .argument(...image)
    .action((path: string) => sifListCommand(ports, path));
  sif
    .command("header")
    .description("the header of a SIF file")
    .argument(...image)
    .action((path: string) => sifHeaderCommand(ports, path));
  sif
    .command("info")
    .description("all that is known of one object")
    .argument(...id)
    .argument(...image)
    .action((number: string, path: string) => sifInfoCommand(ports, number, path));
  sif
    .command("dump")
    .description("write the bytes of one object to standard output")
    .argument(...id)
    .argument(...image)
    .action((number: string, path: string) => sifDumpCommand(ports, number, path));
};

const addCache = (program: Command, ports: Ports): void => {
  const cache = program
    .command("cache")
    .description("the layers that are kept between builds")
    .addHelpText("after", CACHE_HELP);
  cache
    .command("path")
    .description("print where they are")
    .action(() => cachePathCommand(ports));
  cache
    .command("list")
    .description("print what is there, used last first")
    .action(() => cacheListCommand(ports));
  cache
    .command("clean")
    .description("remove them")
    .option("--max-size <size>", "only those not used for longest, until no more is left", sizeOption)
    .action((flags: { readonly maxSize?: number }) => cacheCleanCommand(ports, flags));
};

const collectWords = (word: string, words: readonly string[] = []): readonly string[] => [...words, word];
