/** Which file of a folder is the configuration, and which one is nearest to a recipe. */

import { dirname, join } from "node:path";
import { pathFailure } from "@deftools/trouble";
import type { ConfigurationPorts } from "./ports.ts";

/** Looked for in each folder, in this order, from the recipe's upward; the first one found is the one. */
export const configurationFileNames = [
  ".deflint.yaml",
  ".deflint.yml",
  ".deflint.json",
  ".deflint.jsonc",
  "package.json",
] as const;
/** No configuration comes near. */
export const MAX_BYTES = 1024 * 1024;

/** A configuration file as it is written. */
export interface ConfigurationText {
  readonly path: string;
  readonly text: string;
}

/** The configuration in a folder. @throws Failure "configuration/unreadable" */
export const configurationIn = async (
  ports: ConfigurationPorts,
  folder: string,
): Promise<ConfigurationText | undefined> => {
  for (const name of configurationFileNames) {
    const path = join(folder, name);
    const bytes = await ports.readFile(path, MAX_BYTES).catch((error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (["ENOENT", "ENOTDIR", "EISDIR", "EACCES"].includes(String(code))) return undefined;
      throw pathFailure("configuration/unreadable", path, error);
    });
    if (!bytes) continue;
    const text = new TextDecoder().decode(bytes);
    if (name !== "package.json" || configures(text)) return { path, text };
  }
  return undefined;
};

/** The configuration in a folder or the nearest one above it. @throws Failure "configuration/unreadable" */
export const nearestConfiguration = async (
  ports: ConfigurationPorts,
  folder: string,
): Promise<ConfigurationText | undefined> => {
  for (let at = folder; ; at = dirname(at)) {
    const found = await configurationIn(ports, at);
    if (found || dirname(at) === at) return found;
  }
};

/** Whether a package.json has our key at its top; a program of that name in `bin` is none. What is no JSON is read, to be told where it breaks. */
const configures = (text: string): boolean => {
  if (!text.includes('"deflint"')) return false;
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null && Object.hasOwn(manifest, "deflint");
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
};
