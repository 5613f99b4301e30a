/**
 * Where a stage's root file system comes from.
 * Source: apptainer v1.4.5, internal/pkg/build/sources/conveyorPacker_oci.go (the five OCI agents join their keys as plain text).
 */

import type { DefinitionFile, HeaderEntry } from "@deftools/grammar";
import { parseReference } from "@deftools/reference";
import { placeholdersIn } from "./placeholders.ts";
import type { Bootstrap } from "./recipe.ts";

/** The agents that read `Registry` and `Namespace`. */
const ociAgents = new Set(["docker", "docker-daemon", "docker-archive", "oci", "oci-archive"]);

/** The bootstrap of a header; absent when `Bootstrap` is, or has no value. */
export const bootstrapOf = (
  file: DefinitionFile,
  header: ReadonlyMap<string, HeaderEntry>,
): Bootstrap | undefined => {
  const agent = header.get("bootstrap")?.value;
  if (agent === undefined) return undefined;
  const from = header.get("from")?.value;
  const image = ociAgents.has(agent.text.toLowerCase()) ? imageOf(file, agent.text, header) : undefined;
  return { agent, ...(from === undefined ? {} : { from }), ...(image === undefined ? {} : { image }) };
};

/** `[Registry/][Namespace/]From`. With a placeholder in it, nobody can say yet what it refers to. */
const imageOf = (
  file: DefinitionFile,
  agent: string,
  header: ReadonlyMap<string, HeaderEntry>,
): Bootstrap["image"] => {
  const from = header.get("from")?.value;
  if (from === undefined) return undefined;
  const pieces = [header.get("registry")?.value, header.get("namespace")?.value, from];
  const written = pieces.filter((piece) => piece !== undefined);
  const image = { text: written.map(({ text }) => text).join("/"), span: from.span };
  if (agent.toLowerCase() !== "docker") return image;
  if (written.some(({ span }) => 0 < placeholdersIn(file, span).length)) return image;
  return { ...image, ...parseReference(image.text) };
};
