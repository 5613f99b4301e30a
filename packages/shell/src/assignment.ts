/** Which variables a script sets, in front of commands and through `export` and its kin. */

import { commandsIn } from "./inventory.ts";
import type { Assignment, ShellScript, ShellWord, SimpleCommand } from "./tree.ts";
import type { CommandContext } from "./walk.ts";

/** A variable that is set, or only named by `export NAME`. */
export interface PlacedAssignment {
  readonly assignment: Assignment;
  /** The command it stands in. */
  readonly command: SimpleCommand;
  readonly context: CommandContext;
  /** `command` when it holds for that one command only (`A=1 make`). */
  readonly scope: "shell" | "command" | "function";
  /** Whether programs started later see it, as far as this command says. */
  readonly exported: boolean;
}

const declarations = new Map<string, { readonly scope: "shell" | "function"; readonly exported: boolean }>([
  ["export", { scope: "shell", exported: true }],
  ["readonly", { scope: "shell", exported: false }],
  ["declare", { scope: "shell", exported: false }],
  ["typeset", { scope: "shell", exported: false }],
  ["local", { scope: "function", exported: false }],
]);

/** Every assignment of a script in file order. */
export const assignmentsIn = (script: ShellScript): readonly PlacedAssignment[] => {
  const known = assignmentsOf.get(script) ?? collected(script);
  assignmentsOf.set(script, known);
  return known;
};

/** A dozen rules ask about the same script. */
const assignmentsOf = new WeakMap<ShellScript, readonly PlacedAssignment[]>();

const collected = (script: ShellScript): readonly PlacedAssignment[] => {
  const found: PlacedAssignment[] = [];
  for (const { command, context } of commandsIn(script)) {
    const scope = command.name === undefined ? "shell" : "command";
    for (const assignment of command.assignments)
      found.push({ assignment, command, context, scope, exported: scope === "command" });
    const declaration = declarations.get(command.name?.value ?? "");
    if (declaration === undefined) continue;
    const flags = command.arguments.filter(({ text }) => text.startsWith("-")).map(({ text }) => text);
    // `export -n` takes a variable back, `export -f` and `-p` speak of functions and listings.
    if (flags.some((flag) => /^-\w*[nfFp]/.test(flag))) continue;
    const exported = declaration.exported || flags.some((flag) => /^-\w*x/.test(flag));
    for (const word of command.arguments) {
      const assignment = assignmentOf(word) ?? nameOnly(word);
      if (assignment !== undefined)
        found.push({ assignment, command, context, scope: declaration.scope, exported });
    }
  }
  return found;
};

/** A word that reads as `NAME=value`, taken apart. */
export const assignmentOf = (word: ShellWord): Assignment | undefined => {
  const [front, name, plus] = /^([A-Za-z_]\w*)(\+?)=/.exec(word.text) ?? [];
  const first = word.parts[0];
  if (front === undefined || name === undefined || first?.kind !== "literal" || first.quoted)
    return undefined;
  const start = word.span.start + front.length;
  const rest =
    first.span.end <= start
      ? []
      : [{ ...first, span: { ...first.span, start }, value: first.value.slice(front.length) }];
  return {
    span: word.span,
    name,
    nameSpan: { start: word.span.start, end: word.span.start + name.length },
    append: plus === "+",
    value: {
      span: { start, end: word.span.end },
      text: word.text.slice(front.length),
      ...(word.value === undefined ? {} : { value: word.value.slice(front.length) }),
      parts: [...rest, ...word.parts.slice(1)],
    },
  };
};

const nameOnly = ({ span, value }: ShellWord): Assignment | undefined =>
  value !== undefined && /^[A-Za-z_]\w*$/.test(value)
    ? { span, name: value, nameSpan: span, append: false }
    : undefined;
