/** The door of the room: ShellCheck's findings at their places in a recipe. */

export { runProgram, runProgramQuietly } from "./run-program.ts";
export { scriptTextOf } from "./script-text.ts";
export {
  type AnswerCache,
  findShellCheck,
  type ProgramAnswer,
  type ShellCheck,
  type ShellCheckPorts,
} from "./shellcheck.ts";
