/** Completion for shells, generated from the command line itself. Files are completed where a word is no option and no command. */

import type { Command } from "commander";

export const completionShells = ["bash", "zsh", "fish"] as const;
export type CompletionShell = (typeof completionShells)[number];

/** The script that teaches a shell the words of a program. */
export const completionScript = (shell: CompletionShell, program: Command): string => {
  const rows = rowsOf(program, []);
  switch (shell) {
    case "bash":
      return bash(program.name(), rows);
    case "zsh":
      return `#compdef ${program.name()}\nautoload -U +X bashcompinit && bashcompinit\n${bash(program.name(), rows)}`;
    case "fish":
      return fish(program.name(), rows);
  }
};

/** The words that may follow a chain of commands. */
interface Row {
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
}

interface Word {
  readonly name: string;
  readonly description: string;
}

const rowsOf = (command: Command, path: readonly string[]): readonly Row[] => [
  {
    path,
    commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map(({ long, short, description }) => ({ name: long ?? short ?? "", description })),
  },
  ...command.commands.flatMap((child) => rowsOf(child, [...path, child.name()])),
];

const bash = (name: string, rows: readonly Row[]): string => {
  const cases = rows
    .map(({ path, commands, options }) => {
      const words = [...commands, ...options].map((word) => word.name).join(" ");
      return `    "${path.join(" ")}") words="${words}" ;;`;
    })
    .join("\n");
  const known = rows.map(({ path }) => `"${path.join(" ")}"`).join("|");
  return `_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" chain="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${chain:+$chain }$word" in
    ${known}) chain="\${chain:+$chain }$word" ;;
    esac
  done
  case "$chain" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _${name} ${name}
`;
};

const fish = (name: string, rows: readonly Row[]): string =>
  rows
    .flatMap(({ path, commands, options }) => {
      const condition =
        path.length === 0
          ? "__fish_use_subcommand"
          : path.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
      const line = (rest: string, { description }: Word): string =>
        `complete -c ${name} -n '${condition}' ${rest} -d '${description.replace(/['\\]/g, "\\$&")}'`;
      return [
        ...commands.map((word) => line(`-a ${word.name}`, word)),
        ...options.map((word) => line(`-l ${word.name.replace(/^-+/, "")}`, word)),
      ];
    })
    .join("\n")
    .concat("\n");
