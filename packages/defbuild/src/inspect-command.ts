/** `defbuild inspect IMAGE` and `defbuild sif …`: what an image is, without running it. */

import { resolve } from "node:path";
import {
  type InspectionPart,
  inspect,
  inspectionJson,
  inspectionParts,
  inspectionText,
} from "@deftools/build";
import { type FileSource, openFileSource } from "@deftools/bytes";
import { formatSifHeader, formatSifList, readSif } from "@deftools/sif";
import { Failure, isFailure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/** The options as the command line gives them. */
export type InspectFlags = { readonly [Part in InspectionPart]?: true } & {
  readonly all?: true;
  readonly json?: true;
};

/** Prints the parts asked for; labels when none is. */
export const inspectCommand = async (ports: Ports, path: string, flags: InspectFlags): Promise<void> => {
  const chosen = flags.all ? inspectionParts : inspectionParts.filter((part) => flags[part]);
  const parts = chosen.length === 0 ? (["labels"] as const) : chosen;
  const inspection = await withImage(ports, path, inspect);
  ports.stdout.write(
    flags.all || flags.json ? inspectionJson(inspection, parts) : inspectionText(inspection, parts),
  );
};

/** Prints the table of objects. */
export const sifListCommand = async (ports: Ports, path: string): Promise<void> =>
  ports.stdout.write(formatSifList(await withImage(ports, path, readSif)));

/** Prints the global header. */
export const sifHeaderCommand = async (ports: Ports, path: string): Promise<void> =>
  ports.stdout.write(formatSifHeader(await withImage(ports, path, readSif)));

/** Opens the file, and adds its name to what is wrong with its bytes. */
const withImage = async <Result>(
  { cwd }: Ports,
  path: string,
  look: (source: FileSource) => Promise<Result>,
): Promise<Result> => {
  const file = await openFileSource(resolve(cwd, path));
  try {
    return await look(file);
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new Failure(error.code, `${path}: ${error.message}`, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  } finally {
    await file.close();
  }
};
