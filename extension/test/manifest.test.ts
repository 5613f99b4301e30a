/** What the manifest says: settings made from the server's table, commands that are there. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { settingTable } from "@deftools/language-server";
import { expect, test } from "vitest";
import { manifestText } from "../gen.ts";
import manifest from "../package.json" with { type: "json" };

const extension = resolve(import.meta.dirname, "..");

test("the settings are fresh: run `npm run gen`", () => {
  expect(readFileSync(resolve(extension, "package.json"), "utf8")).toBe(manifestText());
});

test("what runs programs is restricted to trusted workspaces", () => {
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([
    "deftools.configuration.file",
    "deftools.plugins.enabled",
    "deftools.shellcheck.path",
    "deftools.server.path",
    "deftools.build.program",
  ]);
  expect(Object.keys(manifest.contributes.configuration.properties)).toEqual(
    expect.arrayContaining(Object.keys(settingTable).map((name) => `deftools.${name}`)),
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
