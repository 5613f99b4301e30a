/** What both programs do around their command line: parse, run, and turn every way it can end into words and an exit code. */

import { Failure } from "@deftools/trouble";
import { type Command, CommanderError } from "commander";
import { complain, complainOfMistake, type ProgramName } from "./complaint.ts";
import { exitCode } from "./exit-code.ts";
import type { Ports } from "./ports.ts";

/** Makes a command line whose actions tell their exit code to `finish`. */
export type CommandLine = (ports: Ports, finish: (code: number) => void) => Command;

/** Runs a program with the arguments after its name; returns the exit code. */
export const runProgram = async (
  name: ProgramName,
  commandLine: CommandLine,
  argv: readonly string[],
  ports: Ports,
): Promise<number> => {
  let code: number = exitCode.clean;
  const program = commandLine(ports, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.clean : exitCode.usage;
    if (error instanceof Failure) {
      complain(ports, name, error);
      return exitCode.usage;
    }
    complainOfMistake(ports, name, error);
    return exitCode.internal;
  }
};
