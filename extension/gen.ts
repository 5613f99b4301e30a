/** Writes what `package.json` says of settings, from the server's table and the extension's own. A test proves it fresh. */

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Setting, settingTable } from "@deftools/language-server";
import { extensionSettings } from "./settings.ts";

const PATH = "extension/package.json";
const path = resolve(import.meta.dirname, "package.json");

/** Writes the manifest; returns its path, relative to the repository. */
export const generate = (): readonly string[] => {
  writeFileSync(path, manifestText());
  return [PATH];
};

/** The manifest with its settings made anew. */
export const manifestText = (): string => {
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const settings: readonly (readonly [string, Setting])[] = Object.entries({
    ...settingTable,
    ...extensionSettings,
  });
  manifest.contributes.configuration.properties = Object.fromEntries(
    settings.map(([name, setting]) => [`deftools.${name}`, property(setting)]),
  );
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = settings
    .filter(([, { trusted }]) => trusted)
    .map(([name]) => `deftools.${name}`);
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
};

const property = (setting: Setting): object => ({
  type: typeof setting.default,
  ...("values" in setting && { enum: setting.values }),
  default: setting.default,
  scope: setting.trusted ? "machine-overridable" : "window",
  markdownDescription: setting.description,
});

if (import.meta.main) for (const written of generate()) console.log(written);
