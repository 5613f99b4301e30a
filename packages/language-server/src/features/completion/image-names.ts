/** Proposals behind `From:`: what other recipes build on, what a registry has, and bases that everybody knows. */

import { headerKeyword } from "@deftools/grammar";
import { type Recipe, stageAt } from "@deftools/recipe";
import type { Span } from "@deftools/text";
import { type Completion, wordAt } from "./completion.ts";

/** What a recipe builds on, as its header says it. */
export interface NamedBase {
  readonly agent: string;
  readonly name: string;
}

/** Somebody writes the name of an image. */
export interface NameQuestion {
  readonly about: "names";
  readonly agent: string;
  /** The one that is written already, if it is a registry of images. */
  readonly registry?: string;
  readonly span: Span;
}

/** The bases of all stages, the one aside that is being written. */
export const basesOf = (recipe: Recipe, apart?: Span): readonly NamedBase[] =>
  recipe.stages.flatMap(({ bootstrap }) => {
    const { agent, from } = bootstrap ?? {};
    if (!agent || !from || from.text === "" || from.span.start === apart?.start) return [];
    return from.text.includes("{{") ? [] : [{ agent: agent.text.toLowerCase(), name: from.text }];
  });

/** A name without tag, digest or placeholder, up to the cursor. */
export const nameAsked = (recipe: Recipe, offset: number): NameQuestion | undefined => {
  const { text } = recipe.file;
  const stage = stageAt(recipe, offset);
  const agent = stage?.bootstrap?.agent.text.toLowerCase();
  if (!stage || agent === undefined || stage.node.sections.some(({ line }) => line.start <= offset))
    return undefined;
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const [, key = "", word] =
    /^[ \t]*(\w+)[ \t]*:[ \t]*((?:[^\s/:@{#]+(?::\d+)?\/)?[^\s:@{#]*)$/.exec(line) ?? [];
  if (word === undefined || headerKeyword(key)?.name !== "From") return undefined;
  const [registry = ""] = word.split("/", 1);
  const hasRegistry = ofRegistries.has(agent) && registry !== word && /[.:]|^localhost$/.test(registry);
  const span = wordAt(text, offset - word.length, offset, /[\s#@:]|$/);
  return { about: "names", agent, ...(hasRegistry && { registry }), span };
};

const ofRegistries: ReadonlySet<string> = new Set(["docker", "oras"]);

/** Names that other recipes use first, then those of the registry, then the well-known ones; each once. */
export const imageCompletions = (
  { agent, registry, span }: NameQuestion,
  used: readonly NamedBase[],
  repositories: readonly string[],
): readonly Completion[] => {
  const found = new Map<string, string>();
  const add = (name: string, detail: string): void => {
    if (!found.has(name)) found.set(name, detail);
  };
  for (const base of used) if (base.agent === agent) add(base.name, "in this workspace");
  if (registry !== undefined) for (const name of repositories) add(`${registry}/${name}`, "in the registry");
  if (registry === undefined) for (const name of knownBases.get(agent) ?? []) add(name, "well-known");
  return [...found].map(([name, detail]) => ({ kind: "image", label: name, detail, span, text: name }));
};

/** By agent. Tags come when they are asked for: those of today are old tomorrow. */
const knownBases: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "docker",
    [
      "ubuntu",
      "debian",
      "alpine",
      "almalinux",
      "rockylinux",
      "fedora",
      "python",
      "r-base",
      "julia",
      "golang",
      "rust",
      "openjdk",
      "continuumio/miniconda3",
      "condaforge/miniforge3",
      "mambaorg/micromamba",
      "rocker/r-ver",
      "nvidia/cuda",
      "rocm/dev-ubuntu-24.04",
      "nvcr.io/nvidia/pytorch",
      "pytorch/pytorch",
      "tensorflow/tensorflow",
      "intel/oneapi-hpckit",
      "spack/ubuntu-jammy",
    ],
  ],
  ["library", ["ubuntu", "debian", "alpine", "almalinux", "rockylinux", "centos"]],
]);
