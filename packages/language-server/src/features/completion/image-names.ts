/** Proposals behind `From:`: what other recipes build on, what a registry has, and bases that everybody knows. */

import { headerKeyword } from "@deftools/grammar";
import { type Recipe, type Stage, stageAt } from "@deftools/recipe";
import { dockerHub } from "@deftools/reference";
import type { Span } from "@deftools/text";
import { resolvedText } from "../resolved-text.ts";
import { type Completion, startOfLine, wordAt } from "./completion.ts";
import { registries } from "./header-values.ts";

/** What a recipe builds on, as its header says it. */
export interface NamedBase {
  readonly agent: string;
  readonly name: string;
}

/** Somebody writes the name of an image. */
export interface NameQuestion {
  readonly about: "names";
  readonly agent: string;
  /** The registry that is known already. */
  readonly registry?: KnownRegistry;
  readonly span: Span;
}

/** A registry that is written before the name, or in a key of its own: the name goes on behind what is there. */
export interface KnownRegistry {
  readonly host: string;
  /** The first part of the name, where there is one. */
  readonly namespace?: string;
  /** What a proposal begins with. */
  readonly written: string;
  /** What repositories begin with that are meant, where keys of the header say it. */
  readonly within?: string;
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
  const line = text.slice(startOfLine(text, offset), offset);
  const [, key = "", word] =
    /^[ \t]*(\w+)[ \t]*:[ \t]*((?:[^\s/:@{#]+(?::\d+)?\/)?[^\s:@{#]*)$/.exec(line) ?? [];
  if (word === undefined || headerKeyword(key)?.name !== "From") return undefined;
  const registry = keyedRegistry(recipe, stage, agent) ?? writtenRegistry(agent, word);
  const span = wordAt(text, offset - word.length, offset, /[\s#@:]|$/);
  return { about: "names", agent, ...(registry && { registry }), span };
};

/** `Registry` and `Namespace`, which the engine puts before `From`. */
const keyedRegistry = (recipe: Recipe, stage: Stage, agent: string): KnownRegistry | undefined => {
  const value = (key: string): string =>
    resolvedText(recipe, stage, stage.header.get(key)?.value?.text ?? "") ?? "";
  const [host, namespace] = [value("registry"), value("namespace")];
  if (agent !== "docker" || (host === "" && namespace === "")) return undefined;
  return {
    host: host === "" ? dockerHub : host,
    ...(namespace !== "" && { namespace }),
    written: "",
    within: namespace === "" ? "" : `${namespace}/`,
  };
};

/** A host in front, or a namespace of Docker Hub. */
const writtenRegistry = (agent: string, word: string): KnownRegistry | undefined => {
  const [first = "", ...rest] = word.split("/");
  if ((agent !== "docker" && agent !== "oras") || rest.length === 0) return undefined;
  if (!/[.:]|^localhost$/.test(first))
    return agent === "docker" ? { host: dockerHub, namespace: first, written: "" } : undefined;
  const namespace = rest.length < 2 ? undefined : rest[0];
  const host = first === "docker.io" ? dockerHub : first;
  return { host, ...(namespace && { namespace }), written: `${first}/` };
};

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
  const { written = "", within } = registry ?? {};
  if (within === undefined)
    for (const base of used)
      if (base.agent === agent && base.name.startsWith(written)) add(base.name, "in this workspace");
  for (const name of repositories)
    if (name.startsWith(within ?? "")) add(`${written}${name.slice(within?.length)}`, "in the registry");
  if (within === undefined && written === "")
    for (const name of knownBases.get(agent) ?? []) add(name, "well-known");
  if (!registry && (agent === "docker" || agent === "oras"))
    for (const host of registries) add(`${host}/`, "registry");
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
      "eclipse-temurin",
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
