/** All that the engines expect in an image besides its layers: the tree below `/.singularity.d` and what points into it. */

import type { ImageConfig } from "@deftools/oci";
import type { Metadata } from "../build-plan.ts";
import { actions } from "./actions.ts";
import { baseEnvironment } from "./base-environment.ts";
import { type ContainerEntry, plainFile } from "./container-entry.ts";
import { environment } from "./environment.ts";
import { imageEnvironment } from "./image-environment.ts";
import { definitionPath, helpPath, inspectMetadata } from "./inspect-metadata.ts";
import { type LabelSources, labels, labelsFile } from "./labels.ts";
import { layout } from "./layout.ts";
import { ociRunscript, runscriptPath } from "./oci-runscript.ts";
import { emptyStartscript, startscriptPath, testPath, userScript } from "./user-script.ts";

/** What the files are made of. */
export interface ContainerFilesInput extends Omit<LabelSources, "image"> {
  readonly metadata: Metadata;
  readonly config: ImageConfig;
}

/** The entries in the order to put them, parents first, and the JSON text for the SIF object. */
export interface ContainerFiles {
  /** Goes on the base tree before the recipe's copies, which may replace parts of it. */
  readonly skeleton: readonly ContainerEntry[];
  /** Goes on last. */
  readonly metadata: readonly ContainerEntry[];
  readonly inspectMetadata: string;
  /** Labels of the recipe that gave way to ones of the base image. */
  readonly ignoredLabels: readonly string[];
}

/** Makes them all. Pure: the same input gives the same texts. */
export const containerFiles = ({ config, ...input }: ContainerFilesInput): ContainerFiles => {
  const { metadata } = input;
  const { all, ignored } = labels({ ...input, image: config.labels });
  const generated = [imageEnvironment(config.env), ociRunscript(config.entrypoint, config.cmd)];
  const skeleton = [...layout(), ...actions(), ...baseEnvironment(), ...generated, emptyStartscript()];
  const own: readonly ContainerEntry[] = [
    environment(metadata.environment),
    ...(metadata.runscript ? [userScript(runscriptPath, metadata.runscript)] : []),
    ...(metadata.startscript ? [userScript(startscriptPath, metadata.startscript)] : []),
    ...(metadata.test ? [userScript(testPath, metadata.test)] : []),
    ...(metadata.help === undefined ? [] : [plainFile(helpPath, `${metadata.help}\n`)]),
    labelsFile(all),
    plainFile(definitionPath, metadata.definition),
  ];
  return {
    skeleton,
    metadata: own,
    inspectMetadata: inspectMetadata([...skeleton, ...own], all),
    ignoredLabels: ignored,
  };
};
