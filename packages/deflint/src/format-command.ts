/** `deffmt FILES`: formats, writes or shows, and says what changed. */

import { type FormatOptions, format } from "@deftools/format";
import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { applyEdits } from "@deftools/text";
import { Failure } from "@deftools/trouble";
import { complain, complainOfMistake } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import { asFailure, type Input, inputs } from "./inputs.ts";
import type { Ports } from "./ports.ts";
import { unifiedDiff } from "./reporters/unified-diff.ts";
import { visibleLine } from "./reporters/visible.ts";

/** The options of the command line, checked. */
export interface FormatCommandOptions {
  /** `check` lists and `diff` shows what `write` would change. */
  readonly mode: "write" | "check" | "diff";
  readonly quiet: boolean;
  readonly stdinName: string;
  /** Files that are named are passed over, too, if they do not read like recipes. */
  readonly detect: boolean;
  readonly format: FormatOptions;
  /** Scripts, too, as shfmt prints them. */
  readonly shell: boolean;
}

/** Formats what `paths` name and returns the exit code. One bad path stops no other. */
export const formatCommand = async (
  ports: Ports,
  paths: readonly string[],
  options: FormatCommandOptions,
): Promise<number> => {
  let worst: number = exitCode.clean;
  let seen = 0;
  let changed = 0;
  const raise = (code: number) => {
    worst = Math.max(worst, code);
  };
  const refuse = (failure: Failure) => {
    raise(exitCode.usage);
    complain(ports, "deffmt", failure);
  };

  for await (const input of inputs(ports, paths, options.stdinName, refuse, { detect: options.detect })) {
    try {
      const tidy = await tidied(input, options);
      seen++;
      if (tidy !== input.text) {
        changed++;
        if (options.mode !== "write") raise(exitCode.findings);
      }
      await tell(ports, input, tidy, options.mode);
    } catch (error) {
      if (error instanceof Error && "code" in error) refuse(asFailure(input.name, error));
      else {
        raise(exitCode.internal);
        complainOfMistake(ports, "deffmt", error, input.name);
      }
    }
  }
  if (!options.quiet && 0 < seen) ports.stderr.write(`${summary(seen, changed, options.mode)}\n`);
  return worst;
};

/** @throws Failure "deflint/not-text" for text that is no UTF-8: writing it back would change bytes nobody asked about */
const tidied = async (
  { name, text, damaged }: Input,
  { format: options, shell }: FormatCommandOptions,
): Promise<string> => {
  if (damaged)
    throw new Failure("deflint/not-text", `"${name}" is not UTF-8 throughout`, {
      hint: "save it as UTF-8 to have it formatted",
    });
  const tidy = applyEdits(text, format(text, options));
  if (!shell) return tidy;
  // the printer is large, and few runs ask for it
  const { formatScripts } = await import("@deftools/shell-format");
  return applyEdits(tidy, await formatScripts(understand(parse(tidy))));
};

/** Lists and diffs name files; what came from standard input goes to standard output, tidy already or not. */
const tell = async (
  ports: Ports,
  { name, origin, text }: Input,
  tidy: string,
  mode: FormatCommandOptions["mode"],
): Promise<void> => {
  if (mode === "diff") ports.stdout.write(unifiedDiff(name, text, tidy));
  else if (mode === "write" && origin === "stdin") ports.stdout.write(tidy);
  else if (tidy !== text) {
    if (mode === "write") await ports.replaceFile(name, tidy);
    ports.stdout.write(`${visibleLine(name)}\n`);
  }
};

const summary = (seen: number, changed: number, mode: FormatCommandOptions["mode"]): string => {
  const files = seen === 1 ? "1 file" : `${seen} files`;
  if (changed === 0) return `${files} tidy`;
  return `${changed} of ${files} ${mode === "write" ? "formatted" : "to format"}`;
};
