/** Why a script runs: what went into it this time, held against what went into it when it ran last for the same recipe. */

import { createHash } from "node:crypto";
import * as v from "valibot";
import type { ScriptInputs } from "./script-key.ts";
import type { ScriptNotes, ScriptPorts } from "./script-ports.ts";

/** Hashes of what went in, by what people call it. */
type Traces = Readonly<Record<string, string>>;

const schema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

/** What the reason is told from. */
export interface ReasonFacts {
  readonly step: string;
  readonly inputs: ScriptInputs;
  /** A hash of the base alone. */
  readonly base: string;
}

/** In words, for behind "because". */
export const reasonFor = async (
  { notes, recipe, settings }: Pick<ScriptPorts, "notes" | "recipe" | "settings">,
  facts: ReasonFacts,
): Promise<string> => {
  if (settings.cache !== "use") return "it was asked for";
  const text = await notes.read(noteName(recipe, facts.step));
  const parsed = v.safeParse(schema, text ?? "");
  if (!parsed.success) return "it did not run before";
  const now = tracesOf(facts);
  const changed = Object.keys(now).filter((name) => now[name] !== parsed.output[name]);
  // a base that changed changes what the script starts from, which then says nothing more
  const told = changed.includes("its base")
    ? changed.filter((name) => name !== "what it starts from")
    : changed;
  if (told.length === 0) return "its result is not in the cache any more, or too old";
  return `${told.map((name) => words.get(name) ?? name).join(", ")} changed`;
};

/** Remembers what went in. */
export const rememberInputs = (
  { notes, recipe }: { readonly notes: ScriptNotes; readonly recipe: string },
  facts: ReasonFacts,
): Promise<void> => notes.write(noteName(recipe, facts.step), JSON.stringify(tracesOf(facts)));

const words: ReadonlyMap<string, string> = new Map([
  ["what it starts from", "what comes before it"],
  ["time", "the date of its base"],
]);

const tracesOf = ({ inputs, base }: ReasonFacts): Traces => ({
  "its base": base,
  ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, hashOf(JSON.stringify(value))])),
});

const noteName = (recipe: string, step: string): string => `last-${hashOf(JSON.stringify([recipe, step]))}`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
