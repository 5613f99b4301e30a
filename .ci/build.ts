/**
 * Bundles each program into one file in its room's `dist/`, so that it starts fast: `npm run build`.
 * A worker needs a file of its own beside the program that starts it.
 */

import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "..");

interface Program {
  readonly room: string;
  readonly name: string;
  readonly entry: string;
  /** A package of it says that none of its files has side effects, and that is not true. */
  readonly distrust?: true;
}

const programs: readonly Program[] = [
  { room: "packages/deflint", name: "deflint", entry: "src/main.ts" },
  { room: "packages/deflint", name: "deffmt", entry: "src/deffmt.ts", distrust: true },
  { room: "packages/language-server", name: "def-language-server", entry: "src/main.ts" },
  { room: "packages/defbuild", name: "defbuild", entry: "src/main.ts" },
];

const workers: readonly Program[] = [
  {
    room: "packages/defbuild",
    name: "deflate-worker",
    entry: "../squashfs/src/compression/deflate-worker.ts",
  },
];

const bundle = async ({ room, name, entry, distrust }: Program): Promise<string> => {
  const outfile = resolve(root, room, "dist", `${name}.js`);
  await build({
    entryPoints: [resolve(root, room, entry)],
    outfile,
    bundle: true,
    ignoreAnnotations: distrust === true,
    platform: "node",
    // the UMD file of jsonc-parser requires its parts in a way that no bundler sees
    mainFields: ["module", "main"],
    target: "node22",
    format: "esm",
    minify: true,
    keepNames: true,
    legalComments: "eof",
    // CommonJS dependencies inside an ES module bundle still call require
    banner: {
      js: 'import { createRequire as deftoolsRequire } from "node:module"; const require = deftoolsRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  return outfile;
};

/** Before all else a program says which Node it needs; an older one would end in the middle of a library. */
const CHECK = `#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error("this program needs Node 22.19 or newer; this is " + process.versions.node);
  process.exit(2);
}
`;

/** A WebAssembly module that `deffmt --shell` reads, beside the program. */
const copyModules = (): void =>
  copyFileSync(
    fileURLToPath(import.meta.resolve("sh-syntax/main.wasm")),
    resolve(root, "packages/deflint/dist/sh-syntax.wasm"),
  );

/** Bundles everything; returns the programs' files. */
export const buildPrograms = async (): Promise<readonly string[]> => {
  await Promise.all(workers.map(bundle));
  const files = await Promise.all(programs.map(bundle));
  copyModules();
  for (const file of files) {
    writeFileSync(file, `${CHECK}${readFileSync(file, "utf8").replace(/^#![^\n]*\n/, "")}`);
    chmodSync(file, 0o755);
  }
  return files;
};

if (import.meta.main) for (const file of await buildPrograms()) console.log(file.slice(root.length + 1));
