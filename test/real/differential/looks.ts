/** The ways an image is looked at under the real Apptainer, as lines that can be compared. */

import { findProgram, run } from "../programs.ts";
import type { Differential } from "./recipes.ts";

type Lines = readonly (readonly [name: string, text: string])[];

/** What `inspect --all` tells, a line for each text and label. */
export const inspectionLines = (image: string): Lines => {
  const { stdout } = run("apptainer", ["inspect", "--all", image]);
  const { attributes, ...others } = JSON.parse(stdout).data;
  const file = "/.singularity.d/env/90-environment.sh";
  // the engine's comment above the text
  const text = attributes.environment[file];
  if (text !== undefined) attributes.environment[file] = text.replace(/^#!\/bin\/sh\n(#.*\n?|\n)*/, "");
  return [["inspect:others", JSON.stringify(others)], ...leaves("inspect", attributes)];
};

const leaves = (name: string, value: unknown): Lines =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(`${name}:${key.replaceAll(" ", "_")}`, inner))
    : [[name, JSON.stringify(value)]];

/** What everything that can be run prints, and how it ends. */
export const looksAt = (image: string, { looks = [] }: Differential): Lines =>
  [...usual, ...looks].map((words) => {
    const asked = words.map((word) => (word === "IMAGE" ? image : word));
    const { status, stdout, stderr } = run("env", ["-i", `PATH=${process.env.PATH}`, apptainer, ...asked], {
      cwd: "/tmp",
    });
    const sorted = words.includes("env") ? stdout.split("\n").sort().join("\n") : stdout;
    return [`$_${words.join("_")}`, JSON.stringify({ status, stdout: sorted, stderr })];
  });

/** The machine's own variables would reach into the container. */
const apptainer = findProgram("apptainer") ?? "apptainer";

const usual: readonly (readonly string[])[] = [
  ["run", "IMAGE"],
  ["run", "IMAGE", "one", "two words", "$HOME"],
  ["exec", "IMAGE", "env"],
  ["exec", "IMAGE", "sh", "-c", "echo $0; pwd; umask"],
  ["test", "IMAGE"],
  ["run-help", "IMAGE"],
];
