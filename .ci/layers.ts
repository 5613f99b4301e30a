/**
 * Who may import whom: the one table of the house's rows, and the check that every import obeys it.
 * A room imports only rooms of lower rows and packages of its own package.json; pure rooms know no node, clock, environment or async.
 */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";

interface Room {
  readonly row: number;
  /** Relative to the repository. The longest folder that a file lies in is its room. */
  readonly folder: string;
  /** Runs in a browser unchanged: no `node:`, no clock, no environment, no async. */
  readonly pure?: true;
}

/** The rows of `docs/architecture.md`. */
export const rooms: Readonly<Record<string, Room>> = {
  text: { row: 1, folder: "packages/text", pure: true },
  trouble: { row: 1, folder: "packages/trouble", pure: true },
  reference: { row: 1, folder: "packages/reference", pure: true },
  bytes: { row: 2, folder: "packages/bytes" },
  grammar: { row: 3, folder: "grammar", pure: true },
  shell: { row: 3, folder: "packages/shell", pure: true },
  rootfs: { row: 3, folder: "packages/rootfs" },
  oci: { row: 3, folder: "packages/oci" },
  sif: { row: 3, folder: "packages/sif" },
  recipe: { row: 4, folder: "packages/recipe", pure: true },
  squashfs: { row: 4, folder: "packages/squashfs" },
  sandbox: { row: 4, folder: "packages/sandbox" },
  lint: { row: 5, folder: "packages/lint", pure: true },
  format: { row: 5, folder: "packages/format", pure: true },
  build: { row: 5, folder: "packages/build" },
  "recipe-files": { row: 5, folder: "packages/recipe-files" },
  "shell-format": { row: 5, folder: "packages/shell-format" },
  configuration: { row: 6, folder: "packages/configuration" },
  shellcheck: { row: 6, folder: "packages/shellcheck" },
  rules: { row: 6, folder: "packages/lint/rules", pure: true },
  deflint: { row: 7, folder: "packages/deflint" },
  "language-server": { row: 7, folder: "packages/language-server" },
  features: { row: 7, folder: "packages/language-server/src/features", pure: true },
  defbuild: { row: 7, folder: "packages/defbuild" },
  extension: { row: 8, folder: "extension" },
  testkit: { row: 9, folder: "packages/testkit" },
};

/** Foreign packages that only the named files may import, so that they can be replaced in one place. */
export const fences: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ["grammar/src/"],
  unbash: ["packages/shell/src/"],
  undici: ["packages/oci/src/"],
  "sh-syntax": ["packages/shell-format/src/"],
  "tar-stream": ["packages/oci/src/sources/", "packages/testkit/src/"],
  valibot: [
    "packages/oci/src/",
    "packages/build/src/",
    "packages/configuration/src/",
    "packages/shellcheck/src/",
  ],
  yaml: ["packages/configuration/src/", "packages/oci/src/library/"],
  "smol-toml": ["packages/oci/src/registries-file.ts"],
  "jsonc-parser": ["packages/configuration/src/"],
  picomatch: ["packages/deflint/src/", "packages/configuration/src/"],
  ignore: ["packages/recipe-files/src/"],
  diff: [
    "packages/deflint/src/reporters/unified-diff.ts",
    "packages/language-server/src/features/text-difference.ts",
  ],
  libdeflate: ["packages/squashfs/src/compression/"],
  commander: ["packages/deflint/src/", "packages/defbuild/src/"],
  "vscode-languageserver": [
    "packages/language-server/src/protocol/",
    "packages/language-server/src/shell-server-program.ts",
    "packages/language-server/src/start.ts",
    "packages/language-server/src/worker.ts",
  ],
  "vscode-languageserver-textdocument": ["packages/language-server/src/protocol/"],
  "vscode-languageclient": ["extension/src/"],
  vscode: ["extension/src/"],
};

/** One broken promise: the file and what it must not do. */
export interface Violation {
  readonly file: string;
  readonly reason: string;
}

/** A source file as the check sees it; tests give their own. */
export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of every room. */
export const sourceFiles = (root: string): readonly SourceFile[] =>
  Object.values(rooms)
    .flatMap(({ folder }) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .filter((path, index, all) => all.indexOf(path) === index)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** All broken promises of `files`; an empty list is what the test wants. */
export const violations = (root: string, files: readonly SourceFile[]): readonly Violation[] => {
  const found: Violation[] = [];
  for (const [name, room] of Object.entries(rooms)) {
    if (!files.some(({ path }) => path.startsWith(`${room.folder}/`)))
      found.push({ file: room.folder, reason: `the row of "${name}" matches no file` });
  }
  for (const file of files) {
    const report = (reason: string) => found.push({ file: file.path, reason });
    checkFile(root, file, report);
  }
  for (const [name, places] of Object.entries(fences)) {
    for (const place of places) {
      const used = files.some(
        ({ path, text }) => path.startsWith(place) && importsOf(text).some((i) => packageOf(i) === name),
      );
      if (!used) found.push({ file: place, reason: `the fence of "${name}" matches no import` });
    }
  }
  return found;
};

const checkFile = (root: string, { path, text }: SourceFile, report: (reason: string) => void): void => {
  const [name, room] = roomOf(path);
  const kind =
    path.startsWith(`${room.folder}/src/`) || name === "rules" || name === "features" ? "source" : "beside";
  const manifest = manifestOf(root, path);
  for (const specifier of importsOf(text)) {
    if (specifier.startsWith(".")) checkRelative(path, room, kind, specifier, report);
    else if (specifier.startsWith("node:")) {
      if (room.pure && kind === "source") report(`imports "${specifier}", but "${name}" is pure`);
    } else if (specifier.startsWith("@deftools/"))
      checkRoomImport(name, room, kind, specifier, manifest, report);
    else checkForeign(path, kind, specifier, manifest, report);
  }
  if (room.pure && kind === "source") {
    for (const [word, pattern] of impurities)
      if (pattern.test(codeOf(text))) report(`uses ${word}, but "${name}" is pure`);
  }
};

const impurities: readonly (readonly [string, RegExp])[] = [
  ["the process", /\bprocess\./],
  ["the clock", /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/],
  ["chance", /\bMath\.random\b/],
  ["async", /\basync\b|\bawait\b|\bnew Promise\b|\bsetTimeout\b/],
  ["the console", /\bconsole\./],
];

const checkRelative = (
  path: string,
  room: Room,
  kind: string,
  specifier: string,
  report: (reason: string) => void,
): void => {
  const target = normalize(join(path, "..", specifier)).replaceAll("\\", "/");
  const home =
    room.folder === "packages/language-server/src/features" ? "packages/language-server" : room.folder;
  if (!target.startsWith(`${home}/`) && !(kind === "beside" && target.startsWith(`${parentRoom(room)}/`)))
    report(`"${specifier}" leaves the room`);
  if (kind === "source" && target === `${home}/src/index.ts`) report("imports its own door");
};

/** `packages/lint/rules` lives inside `packages/lint`, whose tests and scripts may look into it. */
const parentRoom = (room: Room): string => room.folder.split("/").slice(0, 2).join("/");

const checkRoomImport = (
  name: string,
  room: Room,
  kind: string,
  specifier: string,
  manifest: Manifest,
  report: (reason: string) => void,
): void => {
  const [, target = "", ...deep] = specifier.split("/");
  const inner = deep.length > 0 ? deep.join("/") : undefined;
  const targetName = target === "lint" && inner === "rules" ? "rules" : target;
  const targetRoom = rooms[targetName];
  if (!targetRoom) {
    report(`"${specifier}" is no room`);
    return;
  }
  if (inner !== undefined && targetName === target) report(`"${specifier}" goes past the door`);
  if (`${targetRoom.folder}/`.startsWith(manifest.folder)) {
    if (kind === "source" && room === targetRoom) report("imports its own door");
    if (kind === "source" && room.row < targetRoom.row)
      report(`"${name}" (row ${room.row}) must not import "${targetName}" (row ${targetRoom.row})`);
    return;
  }
  if (
    !manifest.dependencies.has(`@deftools/${target}`) &&
    !(kind === "beside" && manifest.development.has(`@deftools/${target}`))
  )
    report(`"${specifier}" is not in its package.json`);
  if (targetName === "testkit" ? kind === "source" : kind === "source" && room.row <= targetRoom.row)
    report(`"${name}" (row ${room.row}) must not import "${targetName}" (row ${targetRoom.row})`);
};

const checkForeign = (
  path: string,
  kind: string,
  specifier: string,
  manifest: Manifest,
  report: (reason: string) => void,
): void => {
  const name = packageOf(specifier);
  const declared = kind === "source" ? manifest.dependencies.has(name) : true;
  if (!declared && name !== "vscode") report(`"${specifier}" is not in its package.json`);
  const fence = fences[name];
  if (kind === "source" && fence && !fence.some((place) => path.startsWith(place)))
    report(`"${name}" is fenced to ${fence.join(", ")}`);
};

const roomOf = (path: string): readonly [string, Room] => {
  const matches = Object.entries(rooms).filter(([, { folder }]) => path.startsWith(`${folder}/`));
  const best = matches.sort((a, b) => b[1].folder.length - a[1].folder.length)[0];
  if (!best) throw new Error(`${path} lies in no room`);
  return best;
};

interface Manifest {
  readonly folder: string;
  readonly dependencies: ReadonlySet<string>;
  readonly development: ReadonlySet<string>;
}

const manifestOf = (root: string, path: string): Manifest => {
  const parts = path.split("/");
  const folder = parts.slice(0, parts[0] === "packages" ? 2 : 1).join("/");
  const file = join(root, folder, "package.json");
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return {
    folder: `${folder}/`,
    dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
    development: new Set(Object.keys(manifest.devDependencies ?? {})),
  };
};

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Comments and string bodies out, so that words in prose are not taken for code. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""')
    .replace(/\/\/[^\n]*/g, "");

/** The specifiers of all static and dynamic imports and re-exports. */
const importsOf = (text: string): readonly string[] =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
