/** `inspect-metadata.json`: what `inspect` tells about an image without opening its file system. */

import { appInspections } from "./app-texts.ts";
import type { ContainerEntry } from "./container-entry.ts";
import { environmentPath } from "./environment.ts";
import { goJson, sortedByKey } from "./go-json.ts";
import { imageEnvironmentPath } from "./image-environment.ts";
import { runscriptPath } from "./oci-runscript.ts";
import { startscriptPath, testPath } from "./user-script.ts";

/** The name of the SIF object that holds it. */
export const inspectMetadataName = "inspect-metadata.json";

/** Where what `%post` wrote of the environment is in the image. */
const scriptEnvironmentPath = ".singularity.d/env/91-environment.sh";

/** Where `%help` is in the image. */
export const helpPath = ".singularity.d/runscript.help";

/** Where the recipe is in the image. */
export const definitionPath = ".singularity.d/Singularity";

/** The JSON text, from the files of the image (those it was built upon first) and its labels. Texts lose their last line ends, as the engine's do. */
export const inspectMetadata = (
  entries: readonly ContainerEntry[],
  labels: Readonly<Record<string, string>>,
  inherited: ReadonlyMap<string, string> = new Map(),
): string => {
  const texts = new Map<string, string>();
  const note = (path: string, text: string): unknown => texts.set(path, text.replace(/\n+$/, ""));
  for (const [path, text] of inherited) note(path, text);
  for (const entry of entries) if (entry.kind === "file") note(entry.path, entry.text);
  const environment = new Map<string, string>();
  for (const path of [imageEnvironmentPath, environmentPath, scriptEnvironmentPath]) {
    const text = texts.get(path);
    if (text !== undefined) environment.set(`/${path}`, text);
  }
  return goJson({
    data: {
      attributes: {
        apps: appInspections(texts),
        environment: sortedByKey(environment),
        labels,
        runscript: texts.get(runscriptPath),
        test: texts.get(testPath),
        helpfile: texts.get(helpPath),
        deffile: texts.get(definitionPath),
        startscript: texts.get(startscriptPath),
      },
    },
    type: "container",
  });
};
