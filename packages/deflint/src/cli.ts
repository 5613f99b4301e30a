/** The command line of `deflint`: options, help, and which command is meant. */

import { configurationFinder } from "@deftools/configuration";
import { nearest, profiles } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { Failure } from "@deftools/trouble";
import { Command, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { configCommand } from "./config-command.ts";
import { type DumpOptions, dumpCommand } from "./dump-command.ts";
import { explainRule, listRules } from "./explain-commands.ts";
import { lintCommand } from "./lint-command.ts";
import { type LintFlags, lintOptions } from "./lint-options.ts";
import type { Ports } from "./ports.ts";
import { reporters } from "./reporters/formats.ts";
import { runProgram } from "./run-program.ts";
import { watchCommand } from "./watch-command.ts";

/** Runs the program with the arguments after its name; returns the exit code. */
export const run = (argv: readonly string[], ports: Ports): Promise<number> =>
  runProgram("deflint", commandLine, argv, ports);

const commandLine = (ports: Ports, finish: (code: number) => void): Command => {
  const program = new Command("deflint")
    .description("Finds what is wrong in Singularity and Apptainer definition files, and mends what it can.")
    .argument("[paths...]", "recipes, folders to walk for recipes, or - for standard input")
    .addOption(
      new Option("--format <format>", "how findings are told")
        .choices(Object.keys(reporters))
        .default("text"),
    )
    .option("--output-file <format=path>", "a report into a file besides; repeatable", collect, [])
    .option("--fix", "write safe fixes into the files")
    .option("--unsafe", "with --fix or --diff: also fixes that may change what a build does")
    .option("--diff", "show what --fix would change; write nothing")
    .addOption(
      new Option("--fail-on <severity>", "the least severity that makes the exit code 1")
        .choices(["error", "warning", "info", "style"])
        .default("style"),
    )
    .option("--max-warnings <count>", "more warnings make the exit code 1, whatever --fail-on says")
    .option("--config <file>", "this configuration, not the nearest above each recipe")
    .option("--no-config", "no configuration file")
    .addOption(
      new Option("--profile <name>", "which rules run (default: recommended)").choices([...profiles]),
    )
    .option(
      "--rule <rule=level>",
      "level of a rule or family: off, style, info, warning, error; repeatable",
      collect,
      [],
    )
    .option("--engine <id>", "who builds: apptainer-1.5 … singularity-ce-4.5 … singularity-2")
    .option("--no-suppressions", "show what comments suppress, too")
    .option("--baseline <file>", "tell only what this file does not know")
    .option("--write-baseline", "write what is found now into the baseline")
    .option("--since <revision>", "only files that changed since this git revision")
    .option("--no-gitignore", "walk into what .gitignore names, too")
    .option("--detect", "pass over named files that do not read like recipes")
    .option("--shellcheck <path>", "this ShellCheck (default: the one on PATH, if any)")
    .option("--no-shellcheck", "own rules only")
    .option("--no-cache", "lint anew what has not changed, too, and keep nothing")
    .option("--cache-location <folder>", "where results are kept (default: $XDG_CACHE_HOME/deflint)")
    .option("--watch", "go on, and lint again what changes")
    .option("--stdin-filename <name>", "what to call standard input in reports", "<stdin>")
    .option("-q, --quiet", "no summary line")
    .option("--verbose", "also what is missed for want of other programs")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXAMPLES)
    // behind a command its own options count: `dump --engine` is not that of the linter
    .enablePositionalOptions()
    .configureOutput({
      writeOut: ports.stdout.write,
      writeErr: ports.stderr.write,
      getOutHelpWidth: () => ports.stdout.columns ?? 100,
      getErrHelpWidth: () => ports.stderr.columns ?? 100,
      outputError: (text, write) => write(`deflint: ${text.replace(/^error: /, "")}`),
    })
    .showHelpAfterError("  deflint --help shows how it is used")
    .exitOverride()
    .action(async (paths: readonly string[], flags: LintFlags) => {
      if (paths.length === 0)
        throw new Failure("deflint/no-paths", "no files given", {
          hint: "deflint recipe.def lints a file, deflint . all recipes below this folder; see deflint --help",
        });
      const options = lintOptions({ ...flags, shellcheck: flags.shellcheck ?? true }, rules);
      await refuseMisspeltCommand(ports, program, paths);
      const lintAll = () => lintCommand(ports, rules, paths, options);
      finish(await (options.watch ? watchCommand(ports, paths, lintAll) : lintAll()));
    });
  program
    .command("rule")
    .description("explain a rule: what it finds, why it matters, examples, sources")
    .argument("<code>", "its code or name")
    .action((wanted: string) => explainRule(ports, rules, wanted));
  program
    .command("rules")
    .description("list all rules")
    .option("--json", "as JSON")
    .action(({ json }: { readonly json?: true }) => listRules(ports, rules, { json: json === true }));
  program
    .command("config")
    .description("show the configuration of a recipe, and where each value comes from")
    .argument("[file]", "the recipe", "Singularity")
    .option("--json", "as JSON")
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const find = configurationFinder(ports, undefined, rules);
      await configCommand(ports, rules, find, file, { json: json === true });
    });
  program
    .command("dump")
    .description("show what an engine's parser makes of recipes: JSON lines, or a table of all engines")
    .argument("<paths...>", "recipes, folders, or - for standard input")
    .option(
      "--engine <id>",
      "whose parser: apptainer-1.5 … singularity-ce-4.5 … singularity-2",
      "apptainer-1.4",
    )
    .option("--build-arg <name=value>", "a value for {{ name }}; repeatable", collect, [])
    .option("--build-arg-file <file>", "a file of name=value lines")
    .option("--build", "also what the engine refuses before it fetches anything")
    .option("--table", "all engines side by side")
    .action(async (paths: readonly string[], options: DumpOptions) =>
      finish(await dumpCommand(ports, paths, options)),
    );
  return program;
};

/** @throws Failure "deflint/unusable-path" for a lone word that names nothing, but is near a command */
const refuseMisspeltCommand = async (
  ports: Ports,
  program: Command,
  [word = "", ...more]: readonly string[],
): Promise<void> => {
  const near = nearest(
    word,
    program.commands.map((each) => each.name()),
  );
  if (near === undefined || 0 < more.length) return;
  const there = await ports.kindOf(word).catch(() => undefined);
  if (there === undefined)
    throw new Failure("deflint/unusable-path", `"${word}" does not exist`, {
      hint: `did you mean deflint ${near}?`,
    });
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const EXAMPLES = `
Examples:
  deflint recipe.def                 what is wrong with one recipe
  deflint .                          all recipes below this folder
  deflint --diff recipe.def          what would be mended
  deflint --fix --unsafe recipe.def  mend it, also where a build may change
  deflint --format json . > out.json for programs; columns and offsets are UTF-16
  deflint --output-file sarif=deflint.sarif --fail-on error .
                                     for continuous integration
  deflint --since main .             only what changed
  deflint - < recipe.def             from standard input
  deflint rule DEF201                what a finding means
  deflint config recipe.def          which rules run, and who says so
  deflint dump --table recipe.def    what each engine makes of it

Exit codes: 0 nothing found, 1 findings (see --fail-on), 2 wrong use or a file that cannot be read, 3 a mistake in deflint.
`;
