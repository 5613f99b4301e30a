/** All that the engines expect in an image besides its layers: the tree below `/.singularity.d` and what points into it. */

import type { ImageConfig } from "@deftools/oci";
import { commandAlone, includesCmd } from "../bases/include-cmd.ts";
import type { Metadata, PlannedApp } from "../build-plan.ts";
import { actions } from "./actions.ts";
import { appMetadata, appSkeleton } from "./apps.ts";
import { baseEnvironment } from "./base-environment.ts";
import { type ContainerEntry, executable, plainFile } from "./container-entry.ts";
import { environment, environmentPath } from "./environment.ts";
import { imageEnvironment } from "./image-environment.ts";
import { definitionPath, helpPath, inspectMetadata } from "./inspect-metadata.ts";
import { inheritedLabels, type LabelSources, labels, labelsFile } from "./labels.ts";
import { layout } from "./layout.ts";
import { ociRunscript, runscriptPath } from "./oci-runscript.ts";
import { emptyStartscript, startscriptPath, testPath, userScript } from "./user-script.ts";

/** What the files are made of. */
export interface ContainerFilesInput extends Omit<LabelSources, "image"> {
  readonly metadata: Metadata;
  readonly apps?: readonly PlannedApp[] | undefined;
  /** That of a container image. */
  readonly config?: ImageConfig | undefined;
  /** The texts of an engine's image that is built upon, by path: they stay unless the recipe has its own. */
  readonly inherited?: ReadonlyMap<string, string> | undefined;
  /** What scripts left below `/.singularity.d`, by path, in place of what was put there before they ran. */
  readonly written?: ReadonlyMap<string, string> | undefined;
  /** Whether the base has something at a path. */
  readonly exists: (path: string) => boolean;
}

/** The entries in the order to put them, parents first, and the JSON text for the SIF object. */
export interface ContainerFiles {
  /** Goes on the base tree before the recipe's copies, which may replace parts of it. */
  readonly skeleton: readonly ContainerEntry[];
  /** Goes on last. */
  readonly metadata: readonly ContainerEntry[];
  readonly inspectMetadata: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What of the recipe gave way to what the base image has: a message each. */
  readonly kept: readonly string[];
}

/** Makes them all. Pure: the same input gives the same texts. */
export const containerFiles = ({
  apps = [],
  config,
  inherited,
  written,
  exists,
  ...input
}: ContainerFilesInput): ContainerFiles => {
  const { metadata, force } = input;
  const image = { ...inheritedLabels(inherited), ...config?.labels, ...inheritedLabels(written) };
  const { all, ignored } = labels({ ...input, image });
  const kept = ignored.map((name) => `label "${name}" is there already and was not overwritten`);
  const skeleton = [
    ...layout(),
    ...actions(),
    ...baseEnvironment(),
    ...generated(config, metadata),
    emptyStartscript(),
  ];
  const missing = [
    ...(inherited ? skeleton.filter(({ kind, path }) => kind === "directory" || !exists(path)) : skeleton),
    ...appSkeleton(apps, inherited),
  ];
  const hasHelp = inherited?.has(helpPath) === true;
  if (hasHelp && metadata.help !== undefined && !force)
    kept.push("the help of the base image is there already and was not overwritten");
  const own: readonly ContainerEntry[] = [
    environment(metadata.environment, (written ?? inherited)?.get(environmentPath)),
    ...(metadata.runscript ? [userScript(runscriptPath, metadata.runscript)] : []),
    ...(metadata.startscript ? [userScript(startscriptPath, metadata.startscript)] : []),
    ...(metadata.test ? [userScript(testPath, metadata.test)] : []),
    ...(metadata.help === undefined || (hasHelp && !force)
      ? []
      : [plainFile(helpPath, `${metadata.help}\n`)]),
    ...appMetadata(apps),
    labelsFile(all),
    ...history(inherited),
    plainFile(definitionPath, metadata.definition),
  ];
  return {
    skeleton: missing,
    metadata: own,
    inspectMetadata: inspectMetadata([...missing, ...textFiles(written), ...own], all, inherited),
    labels: all,
    kept,
  };
};

const textFiles = (texts: ReadonlyMap<string, string> = new Map()): readonly ContainerEntry[] =>
  [...texts].map(([path, text]) => executable(path, text));

/** What runs an image, and its variables: from the config of a container image, else nothing. */
const generated = (
  config: ImageConfig | undefined,
  { header }: Pick<Metadata, "header">,
): readonly ContainerEntry[] => {
  if (config === undefined) return [executable(runscriptPath, "#!/bin/sh\n")];
  const { entrypoint, cmd } = includesCmd(header) ? commandAlone(config) : config;
  return [imageEnvironment(config.env), ociRunscript(entrypoint, cmd)];
};

/** The recipe of the image that is built upon, kept with those before it. */
const history = (inherited: ReadonlyMap<string, string> | undefined): readonly ContainerEntry[] => {
  const before = inherited?.get(definitionPath);
  if (before === undefined) return [];
  const folder = ".singularity.d/bootstrap_history";
  const number = [...(inherited?.keys() ?? [])].filter((path) => path.startsWith(`${folder}/`)).length;
  return [{ kind: "directory", path: folder }, plainFile(`${folder}/Apptainer${number}`, before)];
};
