/**
 * The files of apps below `/scif`, and `94-appsbase.sh`, which tells every app of the others.
 * Source: apptainer v1.4.5, internal/pkg/build/apps/apps.go, and images that it built. There, a name such as `a-b` becomes `a_b` in
 * variables, as it must, and in the paths they hold, which then lead nowhere; here the paths are right.
 */

import type { PlannedApp } from "../build-plan.ts";
import { type ContainerEntry, executable, plainFile } from "./container-entry.ts";
import { goJson, sortedByKey } from "./go-json.ts";
import { singleQuote } from "./single-quote.ts";

/** The folder of an app, without leading slash. */
export const appFolder = (name: string): string => `scif/apps/${name}`;

/** Where all apps are told of each other. */
const globalPath = ".singularity.d/env/94-appsbase.sh";

/** What scripts may need of the apps while the stage is built; apps of an image that is built upon stay. */
export const appSkeleton = (
  apps: readonly PlannedApp[],
  inherited: ReadonlyMap<string, string> = new Map(),
): readonly ContainerEntry[] =>
  apps.length === 0
    ? []
    : [
        ...apps.flatMap(({ name, environment }) => [
          ...foldersOf(name).map((path) => ({ kind: "directory", path }) as const),
          executable(`${appFolder(name)}/scif/env/01-base.sh`, baseOf(name)),
          ...(environment === undefined
            ? []
            : [executable(`${appFolder(name)}/scif/env/90-environment.sh`, environment)]),
        ]),
        executable(globalPath, [inherited.get(globalPath) ?? "", ...apps.map(exportsOf)].join("")),
      ];

/** What the apps say about themselves. */
export const appMetadata = (apps: readonly PlannedApp[]): readonly ContainerEntry[] =>
  apps.flatMap(({ name, labels, help, run, start, test }) => {
    const folder = `${appFolder(name)}/scif`;
    const all = new Map([
      ...labels.map((label) => [label.name, label.value] as const),
      ["SCIF_APP_NAME", name],
    ]);
    return [
      plainFile(`${folder}/labels.json`, goJson(sortedByKey(all), { indent: "\t" })),
      ...(help === undefined ? [] : [plainFile(`${folder}/runscript.help`, help)]),
      ...scriptAt(`${folder}/runscript`, run),
      ...scriptAt(`${folder}/startscript`, start),
      ...scriptAt(`${folder}/test`, test),
    ];
  });

/** Always for `/bin/sh`: a first line of the author's that names another program is a comment. */
const scriptAt = (path: string, body: string | undefined): readonly ContainerEntry[] =>
  body === undefined ? [] : [executable(path, `#!/bin/sh\n\n${body}\n`)];

const foldersOf = (name: string): readonly string[] => [
  "scif",
  "scif/apps",
  "scif/data",
  appFolder(name),
  ...["bin", "lib", "scif", "scif/env"].map((path) => `${appFolder(name)}/${path}`),
  ...["", "/input", "/output"].map((path) => `scif/data/${name}${path}`),
];

const placesOf = (name: string): readonly (readonly [variable: string, path: string])[] => [
  ["SCIF_APPDATA", `/scif/data/${name}`],
  ["SCIF_APPMETA", `/scif/apps/${name}/scif`],
  ["SCIF_APPROOT", `/scif/apps/${name}`],
  ["SCIF_APPBIN", `/scif/apps/${name}/bin`],
  ["SCIF_APPLIB", `/scif/apps/${name}/lib`],
];

/** What one app sees of itself. */
const baseOf = (name: string): string => {
  const own = new Map([
    ["SCIF_APPNAME", name],
    ["SCIF_APPROOT", `/scif/apps/${name}`],
    ["SCIF_APPMETA", `/scif/apps/${name}/scif`],
    ["SCIF_DATA", "/scif/data"],
    ["SCIF_APPDATA", `/scif/data/${name}`],
    ["SCIF_APPINPUT", `/scif/data/${name}/input`],
    ["SCIF_APPOUTPUT", `/scif/data/${name}/output`],
  ]);
  const lines = [...own].map(([variable, value]) => `${variable}=${singleQuote(value)}\n`);
  return `#!/bin/sh\n\n${lines.join("")}export ${[...own.keys()].join(" ")}\n`;
};

/** What all see of one. */
const exportsOf = ({ name, environment, run, start }: PlannedApp): string => {
  const suffix = name.replaceAll(/\W/g, "_");
  const folder = `/scif/apps/${name}/scif`;
  const all = [
    ...placesOf(name),
    ...(environment === undefined ? [] : [["SCIF_APPENV", `${folder}/env/90-environment.sh`] as const]),
    ["SCIF_APPLABELS", `${folder}/labels.json`] as const,
    ...(run === undefined ? [] : [["SCIF_APPRUN", `${folder}/runscript`] as const]),
    ...(start === undefined ? [] : [["SCIF_APPSTART", `${folder}/startscript`] as const]),
  ];
  return all.map(([variable, path]) => `export ${variable}_${suffix}=${singleQuote(path)}\n`).join("");
};
