/** What an image says about itself, from its files below `/.singularity.d` and `/scif`: for images without metadata of their own. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "@deftools/trouble";
import { appInspections } from "./container-files/app-texts.ts";
import { environmentPath } from "./container-files/environment.ts";
import { imageEnvironmentPath } from "./container-files/image-environment.ts";
import { definitionPath, helpPath } from "./container-files/inspect-metadata.ts";
import { inheritedLabels } from "./container-files/labels.ts";
import { runscriptPath } from "./container-files/oci-runscript.ts";
import { startscriptPath, testPath } from "./container-files/user-script.ts";
import type { Inspection } from "./inspect.ts";

/** From the texts by path. @throws Failure "build/no-metadata" when no engine made the image */
export const inspectTexts = (texts: ReadonlyMap<string, string>): Inspection => {
  if (texts.size === 0)
    throw new Failure("build/no-metadata", "the image says nothing about itself: it has no /.singularity.d", {
      hint: "no engine made it",
    });
  const environment = [imageEnvironmentPath, environmentPath].flatMap((path) => {
    const text = texts.get(path);
    return text === undefined ? [] : [[`/${path}`, withoutEnd(text)] as const];
  });
  const text = (path: string): string | undefined => {
    const found = texts.get(path);
    return found === undefined ? undefined : withoutEnd(found);
  };
  return {
    apps: appInspections(texts),
    labels: inheritedLabels(texts),
    environment: Object.fromEntries(environment),
    runscript: text(runscriptPath),
    startscript: text(startscriptPath),
    test: text(testPath),
    helpfile: text(helpPath),
    deffile: text(definitionPath),
  };
};

/** From a sandbox of this machine. Links are not followed: they mean places in the image. */
export const inspectFolder = async (folder: string): Promise<Inspection> => {
  const texts = new Map<string, string>();
  const read = async (place: string): Promise<void> => {
    const entries = await readdir(join(folder, place), { withFileTypes: true }).catch(() => []);
    for (const entry of entries)
      if (entry.isFile()) {
        const path = `${place}/${entry.name}`;
        texts.set(path, await readFile(join(folder, path), "utf8"));
      }
  };
  await read(".singularity.d");
  await read(".singularity.d/env");
  const apps = "scif/apps";
  for (const app of await readdir(join(folder, apps), { withFileTypes: true }).catch(() => []))
    if (app.isDirectory()) {
      await read(`${apps}/${app.name}/scif`);
      await read(`${apps}/${app.name}/scif/env`);
    }
  return inspectTexts(texts);
};

const withoutEnd = (text: string): string => text.replace(/\n+$/, "");
