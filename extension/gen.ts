/** Writes what `package.json` and `README.md` say of settings, from the server's table and the extension's own. A test proves it fresh. */

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { settingTable } from "@deftools/language-server";
import { type ExtensionSetting, extensionSettings } from "./settings.ts";

/** Writes the files; returns their paths, relative to the repository. */
export const generate = (): readonly string[] =>
  Object.entries(freshTexts()).map(([name, text]) => {
    writeFileSync(resolve(import.meta.dirname, name), text);
    return `extension/${name}`;
  });

/** Each file that has something generated in it, made anew. */
export const freshTexts = (): Readonly<Record<string, string>> => ({
  "package.json": manifestText(textOf("package.json")),
  "README.md": readmeText(textOf("README.md")),
});

const textOf = (name: string): string => readFileSync(resolve(import.meta.dirname, name), "utf8");

const settings: readonly (readonly [string, ExtensionSetting])[] = Object.entries({
  ...settingTable,
  ...extensionSettings,
});

const manifestText = (before: string): string => {
  const manifest = JSON.parse(before);
  manifest.contributes.configuration.properties = Object.fromEntries(
    settings.map(([name, setting]) => [`deftools.${name}`, property(setting)]),
  );
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = settings
    .filter(([, { trusted }]) => trusted)
    .map(([name]) => `deftools.${name}`);
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
};

const property = (setting: ExtensionSetting): object => ({
  ...(Array.isArray(setting.default)
    ? { type: "array", items: { type: "string" } }
    : { type: typeof setting.default }),
  ...("values" in setting && { enum: setting.values }),
  default: setting.default,
  scope: setting.trusted ? "machine-overridable" : "window",
  markdownDescription: setting.description,
});

/** The table stands between its head and an empty line. */
const readmeText = (before: string): string => {
  const head = "| setting | default | what it does |\n| --- | --- | --- |\n";
  const start = before.indexOf(head) + head.length;
  const rows = settings.map(([name, { default: value, description }]) => {
    const shown = value === "" ? "" : ` \`${JSON.stringify(value).replaceAll('"', "")}\``;
    return `| \`deftools.${name}\` |${shown} | ${description} |\n`;
  });
  return before.slice(0, start) + rows.join("") + before.slice(before.indexOf("\n\n", start) + 1);
};

if (import.meta.main) for (const written of generate()) console.log(written);
