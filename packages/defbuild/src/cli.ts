/** The command line of `defbuild`: options, help, and which command is meant. */

import { isFailure } from "@deftools/trouble";
import { Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { type BuildFlags, buildCommand } from "./build-command.ts";
import { failureText } from "./complaint.ts";
import { compressionOption } from "./compression-option.ts";
import { exitCode } from "./exit-code.ts";
import { type InspectFlags, inspectCommand, sifHeaderCommand, sifListCommand } from "./inspect-command.ts";
import type { Ports } from "./ports.ts";
import { progressWays } from "./progress/progress.ts";

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
      ports.stderr.write(failureText(error, { verbose: argv.includes("--verbose") }));
      return wrongUse.has(error.code) ? exitCode.usage : exitCode.failed;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    ports.stderr.write(`defbuild: a mistake in defbuild: please report it\n${what}\n`);
    return exitCode.internal;
  }
};

/** Failures that the way the program was called is to blame for. */
const wrongUse: ReadonlySet<string> = new Set([
  "bytes/cannot-read",
  "bytes/exists",
  "defbuild/not-a-recipe",
  "defbuild/output-exists",
  "defbuild/bad-output",
  "defbuild/bad-platform",
  "defbuild/bad-epoch",
  "oci/incomplete-credentials",
  "sif/not-a-sif",
]);

const commandLine = (ports: Ports, finish: (code: number) => void): Command => {
  const program = new Command("defbuild")
    .description(
      "Builds an image (SIF) from a Singularity or Apptainer definition file, without either, and without root.",
    )
    .argument("<recipe>", "the definition file; the image is written beside it, as recipe.sif")
    .option("-o, --output <file>", "write the image there")
    .option("-F, --force", "replace an image that is there; let %labels overwrite labels of the base image")
    .option("--arch <architecture>", "build for another machine: amd64, arm64, arm/v7, …")
    .option("--build-arg <name=value>", "a value for {{ name }}; may be given again", collectWords)
    .option("--build-arg-file <file>", "values for {{ names }}, one NAME=VALUE per line")
    .option("--no-https", "talk to registries without encryption, or with certificates nobody vouches for")
    .option("--authfile <file>", "where logins to registries are, in Docker's format")
    .option("--ca <file>", "certificates (PEM) that vouch for registries, besides the usual ones")
    .option("--compression <codec>", "gzip[:1-12], the default, or zstd[:1-22]", compressionOption)
    .option("--plan", "print what would be done, and stop; --plan=json for programs")
    .addOption(new Option("--plan-json").hideHelp())
    .addOption(
      new Option("--progress <way>", "how to show what happens").choices(progressWays).default("auto"),
    )
    .option("--disable-cache", "keep no layers for the next build")
    .option("--tmpdir <folder>", "where layers go without the cache")
    .option("-q, --quiet", "say nothing but errors")
    .option("-v, --verbose", "say more")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXAMPLES)
    .configureOutput({
      writeOut: ports.stdout.write,
      writeErr: ports.stderr.write,
      getOutHelpWidth: () => ports.stdout.columns() ?? 100,
      getErrHelpWidth: () => ports.stderr.columns() ?? 100,
      outputError: (text, write) => write(`defbuild: ${text.replace(/^error: /, "")}`),
    })
    .showHelpAfterError("  defbuild --help shows how it is used")
    .exitOverride()
    .action(async (recipe: string, flags: BuildFlags) => finish(await buildCommand(ports, recipe, flags)));
  program
    .command("inspect")
    .description("print what an image says about itself: its labels, unless other parts are asked for")
    .argument("<image>", "a SIF file")
    .option("-l, --labels", "its labels")
    .option("-r, --runscript", "what runs it")
    .option("-d, --deffile", "the recipe it was built from")
    .option("-e, --environment", "the environment it sets")
    .option("-H, --helpfile", "its help")
    .option("-t, --test", "its test")
    .option("-s, --startscript", "what starts an instance of it")
    .option("--all", "everything, as JSON")
    .option("-j, --json", "as JSON")
    .action((image: string, flags: InspectFlags) => inspectCommand(ports, image, flags));
  const sif = program.command("sif").description("look into the SIF format itself");
  sif
    .command("list")
    .description("the objects of a SIF file")
    .argument("<image>", "a SIF file")
    .action((image: string) => sifListCommand(ports, image));
  sif
    .command("header")
    .description("the header of a SIF file")
    .argument("<image>", "a SIF file")
    .action((image: string) => sifHeaderCommand(ports, image));
  return program;
};

const collectWords = (word: string, words: readonly string[] = []): readonly string[] => [...words, word];

const EXAMPLES = `
A recipe:
  Bootstrap: docker
  From: debian:12

  %files
    model.bin /opt/model.bin

  %runscript
    exec cat /opt/model.bin

Examples:
  defbuild recipe.def                    write recipe.sif
  defbuild --plan recipe.def             what would be done
  defbuild -o /data/app.sif recipe.def   write the image elsewhere
  defbuild --compression zstd recipe.def faster and smaller; needs Apptainer 1.4 or later to run
  defbuild --progress plain recipe.def   for logs
  defbuild inspect --runscript app.sif   what a built image runs

Logins come from APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD, --authfile, ~/.apptainer/docker-config.json or
~/.docker/config.json, the first that is there. Layers are kept in DEFBUILD_CACHEDIR, else in ~/.cache/defbuild.
SOURCE_DATE_EPOCH sets the time of generated files; without it they have the base image's.

Exit codes: 0 built, 1 the build failed, 2 wrong use or a file that cannot be read, 3 a mistake in defbuild.
`;
