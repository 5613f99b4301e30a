/** What the manifest says: settings made from the server's table, commands that are there. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { settingTable } from "@deftools/language-server";
import { expect, test } from "vitest";
import { freshTexts } from "../gen.ts";
import manifest from "../package.json" with { type: "json" };

const extension = resolve(import.meta.dirname, "..");

test.each(Object.entries(freshTexts()))("the settings in %s are fresh: run `npm run gen`", (name, text) => {
  expect(readFileSync(resolve(extension, name), "utf8")).toBe(text);
});

test("what names or runs programs is restricted to trusted workspaces", () => {
  const settings = Object.keys(manifest.contributes.configuration.properties);
  expect(settings).toEqual(
    expect.arrayContaining(Object.keys(settingTable).map((name) => `deftools.${name}`)),
  );
  const programs = settings.filter((name) => /\.(?:path|program|arguments)$/.test(name));
  expect(programs.length).toBeGreaterThan(3);
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
    expect.arrayContaining([...programs, "deftools.configuration.file", "deftools.plugins.enabled"]),
  );
});

test("commands of the walkthrough and of menus are there", () => {
  const commands = manifest.contributes.commands.map(({ command }) => command);
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const named = [
    ...steps.flatMap(({ description }) =>
      [...description.matchAll(/command:(deftools\.\w+)/g)].map((match) => match[1]),
    ),
    ...Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command)),
  ];
  expect(named.length).toBeGreaterThan(4);
  for (const command of named) expect(commands).toContain(command);
});
