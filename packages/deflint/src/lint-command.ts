/** `deflint FILES`: lints, mends where asked to, reports. */

import { parse } from "@deftools/grammar";
import { type AnyRule, type Finding, type FixSafety, fixAll, lint } from "@deftools/lint";
import { understand } from "@deftools/recipe";
import { LineIndex } from "@deftools/text";
import type { Failure } from "@deftools/trouble";
import { complain, complainOfMistake } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import { asFailure, type Input, inputs } from "./inputs.ts";
import type { LintedFile } from "./linted-file.ts";
import type { Ports } from "./ports.ts";
import { painter } from "./reporters/colors.ts";
import { jsonReport } from "./reporters/json.ts";
import { textReport } from "./reporters/text.ts";
import { unifiedDiff } from "./reporters/unified-diff.ts";
import { summary } from "./summary.ts";

/** The options of the command line, checked. */
export interface LintOptions {
  readonly format: "text" | "json";
  /** `check` only reports, `fix` writes, `diff` shows what `fix` would write. */
  readonly mode: "check" | "fix" | "diff";
  readonly safety: FixSafety;
  readonly quiet: boolean;
  readonly stdinName: string;
}

/** Lints what `paths` name and returns the exit code. One bad path stops no other. */
export const lintCommand = async (
  ports: Ports,
  rules: readonly AnyRule[],
  paths: readonly string[],
  options: LintOptions,
): Promise<number> => {
  const files: LintedFile[] = [];
  let worst: number = exitCode.clean;
  let applied = 0;
  const raise = (code: number) => {
    worst = Math.max(worst, code);
  };
  const refuse = (failure: Failure) => {
    raise(exitCode.usage);
    complain(ports, "deflint", failure);
  };

  for await (const input of inputs(ports, paths, options.stdinName, refuse)) {
    try {
      const result = options.mode === "check" ? checked(input, rules) : mended(input, rules, options.safety);
      if (options.mode === "diff") {
        ports.stdout.write(unifiedDiff(input.name, input.text, result.text));
        if (result.text !== input.text) raise(exitCode.findings);
        continue;
      }
      if (options.mode === "fix") await putBack(ports, input, result.text);
      applied += result.applied;
      if (0 < result.findings.length) raise(exitCode.findings);
      const file = { name: input.name, lines: new LineIndex(result.text), findings: result.findings };
      files.push(file);
      // with --fix the mended text of standard input is the product, so what is left to say goes to the other side
      const output = options.mode === "fix" && input.origin === "stdin" ? ports.stderr : ports.stdout;
      if (options.format === "text")
        output.write(textReport(file, { paint: painter(output, ports.env), columns: output.columns }));
    } catch (error) {
      if (isMistake(error)) {
        raise(exitCode.internal);
        complainOfMistake(ports, "deflint", error, input.name);
      } else refuse(asFailure(input.name, error));
    }
  }

  if (options.mode !== "diff" && options.format === "json") {
    const output = options.mode === "fix" && paths.includes("-") ? ports.stderr : ports.stdout;
    output.write(jsonReport(files));
  }
  if (options.mode !== "diff" && options.format === "text" && !options.quiet && 0 < files.length)
    ports.stderr.write(`${summary(files, applied, painter(ports.stderr, ports.env))}\n`);
  return worst;
};

interface Result {
  readonly text: string;
  readonly applied: number;
  readonly findings: readonly Finding[];
}

const checked = ({ text }: Input, rules: readonly AnyRule[]): Result => ({
  text,
  applied: 0,
  findings: lint(understand(parse(text)), rules),
});

/** Text that is no UTF-8 is left as it is: writing it back would change bytes nobody asked about. */
const mended = (input: Input, rules: readonly AnyRule[], safety: FixSafety): Result =>
  input.damaged ? checked(input, rules) : fixAll(input.text, rules, { safety });

const putBack = async (ports: Ports, { name, origin, text: before }: Input, text: string): Promise<void> => {
  if (origin === "stdin") ports.stdout.write(text);
  else if (text !== before) await ports.replaceFile(name, text);
};

/** What no file system says is a mistake of ours. */
const isMistake = (error: unknown): boolean => !(error instanceof Error && "code" in error);
