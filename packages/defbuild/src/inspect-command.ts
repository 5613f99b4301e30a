/** `defbuild inspect IMAGE`: what an image says about itself, without running it. */

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type InspectionPart,
  inspect,
  inspectFolder,
  inspectionJson,
  inspectionParts,
  inspectionText,
} from "@deftools/build";
import { withImage } from "./image-file.ts";
import type { Ports } from "./ports.ts";

/** The options as the command line gives them. */
export type InspectFlags = { readonly [Part in InspectionPart]?: true } & {
  readonly listApps?: true;
  readonly app?: string;
  readonly all?: true;
  readonly json?: true;
};

/** Prints the parts asked for; labels when none is. All is all of the image, its apps with it. */
export const inspectCommand = async (ports: Ports, path: string, flags: InspectFlags): Promise<void> => {
  const chosen = flags.all ? inspectionParts : inspectionParts.filter((part) => flags[part]);
  const listApps = flags.all === true || flags.listApps === true;
  const parts = chosen.length === 0 && !listApps ? (["labels"] as const) : chosen;
  const wish = { parts, listApps, ...(!flags.all && { app: flags.app }) };
  const place = resolve(ports.cwd, path);
  const isFolder = (await stat(place).catch(() => undefined))?.isDirectory() === true;
  const inspection = isFolder ? await inspectFolder(place) : await withImage(ports, path, inspect);
  ports.stdout.write(
    flags.all || flags.json ? inspectionJson(inspection, wish) : inspectionText(inspection, wish),
  );
};
