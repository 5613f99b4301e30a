/**
 * `#@checkpoint` lines cut `%post` into parts, each run and kept by itself. A part starts where the last one ended:
 *
 *     functions                by their text: they stay in the file, at their lines, where all else of earlier parts is blank
 *     variables, options,      by a file that the shell itself writes at the end of a part, and reads at the start of the next
 *     folder, umask
 *
 * A part that ends the script by `exit` writes no such file, and no further part runs.
 */

import { commandsIn, parseScript, type ShellScript } from "@deftools/shell";
import type { BuildScript } from "../build-plan.ts";

/** A part of a script, as a script of its own with the same lines. */
export interface Part {
  readonly script: BuildScript;
  /** What of it decides over its result. */
  readonly keyText: string;
  /** The file that it writes at its end; absent for the last. Without leading slash. */
  readonly state?: string;
}

const CHECKPOINT = /^[^\S\n]*#@checkpoint\b[^\n]*$/gm;

/** The parts in their order: the whole script, where it has no checkpoint. */
export const partsOf = (script: BuildScript): readonly Part[] => {
  const cuts = [...script.text.matchAll(CHECKPOINT)].map(({ index }) => index);
  if (cuts.length === 0) return [{ script, keyText: script.text }];
  const tree = treeOf(script.text);
  const starts = [0, ...cuts];
  return starts.map((start, number) => {
    const end = starts[number + 1] ?? script.text.length;
    const own = script.text.slice(start, end);
    const earlier = blankedBut(tree, script.text.slice(0, start));
    const isLast = number === starts.length - 1;
    const restore = number === 0 ? "" : restoreFrom(stateOf(number));
    const save = isLast ? "" : saveTo(stateOf(number + 1), assignedIn(tree));
    return {
      script: { ...script, text: `${restore}${earlier}${own}${save}` },
      keyText: JSON.stringify([earlier.replaceAll(/\s*\n\s*/g, "\n").trim(), own, save]),
      ...(!isLast && { state: stateOf(number + 1) }),
    };
  });
};

/** Why a script cannot be cut; nothing when it can, or has no checkpoint. */
export const uncuttable = ({ text, shell }: Pick<BuildScript, "text" | "shell">): string | undefined => {
  const cuts = [...text.matchAll(CHECKPOINT)].map(({ index }) => index);
  if (cuts.length === 0) return undefined;
  if (shell !== undefined && !/^\S*\b(ba|da|a|k|mk)?sh(\s|$)/.test(shell))
    return `only shells can be stopped and go on, and "${shell}" is none that is known`;
  const tree = treeOf(text);
  if (cuts.some((cut) => tree.statements.some(({ span }) => span.start < cut && cut < span.end)))
    return "a checkpoint must stand between commands, not inside of one";
  if (tree.statements.some(({ background }) => background))
    return "what runs in the background would not run on after a checkpoint";
  const command = commandsIn(tree).find(({ command: { name } }) => /^(trap|exec)$/.test(name?.value ?? ""));
  const word = command?.command.name?.value;
  return word === undefined ? undefined : `"${word}" does not last beyond a checkpoint`;
};

const treeOf = (text: string): ShellScript => parseScript(text, { start: 0, end: text.length });

const stateOf = (number: number): string => `.post.state.${number}`;

/** The text with all but its functions turned into blanks; line ends stay. */
const blankedBut = (tree: ShellScript, text: string): string => {
  const functions = tree.statements.filter(({ command }) => command.kind === "function");
  let blanked = "";
  let at = 0;
  const blank = (end: number): void => {
    blanked += text.slice(at, end).replaceAll(/[^\n]/g, "");
    at = end;
  };
  for (const { span } of functions) {
    if (text.length < span.end) break;
    blank(span.start);
    blanked += text.slice(at, span.end);
    at = span.end;
  }
  blank(text.length);
  return blanked;
};

/** Names of variables that a script sets, wherever. */
const assignedIn = (tree: ShellScript): readonly string[] => {
  const names = new Set<string>();
  for (const { command } of commandsIn(tree)) {
    for (const { name } of command.assignments) names.add(name);
    if (/^(read|export|readonly|local|declare|typeset|getopts)$/.test(command.name?.value ?? ""))
      for (const { text } of command.arguments) names.add(/^\w+/.exec(text)?.[0] ?? "");
  }
  for (const name of ["", "PS4", "PPID", "IFS", "_"]) names.delete(name);
  return [...names].filter((name) => /^[A-Za-z_]\w*$/.test(name)).sort();
};

/** On the first line, so that all lines keep their numbers. What the file does is not traced; in it is whether all else is. */
const restoreFrom = (state: string): string => `{ set +x; . /${state}; } 2>/dev/null; `;

/** Quotes each value by the shell's own means, since an image may have no program that could. */
const saveTo = (state: string, names: readonly string[]): string => `
{ deftools_options=$(set +o); deftools_umask=$(umask); set +exu; } 2>/dev/null
deftools_save() {
  eval "[ -n \\"\\\${$1+set}\\" ] || return 0; deftools_rest=\\$$1"
  deftools_quoted=
  while :; do
    case $deftools_rest in
      *\\'*)
        deftools_quoted="$deftools_quoted\${deftools_rest%%\\'*}'\\\\''"
        deftools_rest=\${deftools_rest#*\\'}
        ;;
      *) break ;;
    esac
  done
  printf "%s='%s%s'\\n" "$1" "$deftools_quoted" "$deftools_rest"
}
{
  for deftools_name in ${names.join(" ")}; do deftools_save "$deftools_name"; done
  export -p
  printf 'cd '
  deftools_folder=$(pwd)
  deftools_save deftools_folder | { read -r deftools_line; printf '%s\\n' "\${deftools_line#*=}"; }
  printf 'umask %s\\n%s\\n' "$deftools_umask" "$deftools_options"
} >/${state}
`;
