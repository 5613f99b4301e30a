/**
 * Bundles each program into one file in its room's `dist/`, so that it starts fast: `npm run build`.
 * A worker needs a file of its own beside the program that starts it.
 */

import { chmodSync, copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "..");

interface Program {
  readonly room: string;
  readonly name: string;
  readonly entry: string;
  /** Starts often and ends soon, so that compiling is most of its work: `NAME.js` lets Node keep the compiled code of `NAME-main.js`. */
  readonly launched?: true;
  /** What it loads later lies beside it in files of its own, so that its start does not wait for them to be read. */
  readonly splits?: true;
}

const programs: readonly Program[] = [
  { room: "packages/deflint", name: "deflint", entry: "src/main.ts", launched: true },
  { room: "packages/deflint", name: "deffmt", entry: "src/deffmt.ts", launched: true },
  {
    room: "packages/language-server",
    name: "def-language-server",
    entry: "src/main.ts",
    launched: true,
    splits: true,
  },
  { room: "packages/defbuild", name: "defbuild", entry: "src/main.ts", launched: true },
];

const workers: readonly Program[] = [
  { room: "packages/deflint", name: "lint-worker", entry: "src/threads/lint-worker.ts" },
  {
    room: "packages/defbuild",
    name: "deflate-worker",
    entry: "../squashfs/src/compression/deflate-worker.ts",
  },
];

/** In place of the whole of undici; an alias would also catch the paths of its parts. */
const partsOfUndici: Plugin = {
  name: "parts of undici",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^undici$/ }, () => ({ path: resolve(root, ".ci/undici-parts.cjs") }));
  },
};

/** Node's own modules, taken as they are: an import statement makes a copy of all their exports first, and so loads what nobody uses. */
const ownModules: Plugin = {
  name: "modules of Node",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "node", sideEffects: false }));
    onLoad({ filter: /./, namespace: "node" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

const bundle = async (program: Program): Promise<string> => {
  const { room, name, entry, launched, splits } = program;
  const outdir = resolve(root, room, "dist");
  const outname = launched ? `${name}-main` : name;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [outname]: resolve(root, room, entry) },
    outdir,
    splitting: splits === true,
    chunkNames: `${name}-part-[hash]`,
    metafile: true,
    bundle: true,
    platform: "node",
    // the UMD file of jsonc-parser requires its parts in a way that no bundler sees
    mainFields: ["module", "main"],
    target: "node22",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: false,
    keepNames: false,
    legalComments: "eof",
    // CommonJS dependencies inside an ES module bundle still call require
    banner: {
      js: 'import { createRequire as deftoolsRequire } from "node:module"; const require = deftoolsRequire(import.meta.url);',
    },
    plugins: [partsOfUndici, ownModules],
    logLevel: "warning",
  });
  // parts of earlier versions
  for (const part of globSync(`${room}/dist/${name}-part-*.js`, { cwd: root }))
    if (!Object.hasOwn(metafile.outputs, part)) rmSync(resolve(root, part), { force: true });
  return resolve(outdir, `${outname}.js`);
};

/** Before all else a program says which Node it needs; an older one would end in the middle of a library. */
const CHECK = `#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error("this program needs Node 22.19 or newer; this is " + process.versions.node);
  process.exit(2);
}
`;

/** In the user's cache folder, since one that others can write to would let them choose what runs; without a home nothing is kept. */
const launcherOf = ({ room, name }: Program): string => `${CHECK}import * as nodeModule from "node:module";
const { XDG_CACHE_HOME: cache = "", HOME: home = "" } = process.env;
const base = cache.startsWith("/") ? cache : home && home + "/.cache";
if (base) nodeModule.enableCompileCache(base + "/${basename(room)}/code");
await import("./${name}-main.js");
`;

/** The WebAssembly module that formats scripts, beside the programs that do. */
const copyModules = (): void => {
  const module = fileURLToPath(import.meta.resolve("sh-syntax/main.wasm"));
  for (const room of ["packages/deflint", "packages/language-server"])
    copyFileSync(module, resolve(root, room, "dist/sh-syntax.wasm"));
};

/** Bundles everything; returns the programs' files. */
export const buildPrograms = async (): Promise<readonly string[]> => {
  await Promise.all(workers.map(bundle));
  const files = await Promise.all(
    programs.map(async (program) => {
      const bundled = await bundle(program);
      const { room, name, launched } = program;
      const file = resolve(root, room, "dist", `${name}.js`);
      const text = launched
        ? launcherOf(program)
        : `${CHECK}${readFileSync(bundled, "utf8").replace(/^#![^\n]*\n/, "")}`;
      writeFileSync(file, text);
      chmodSync(file, 0o755);
      return file;
    }),
  );
  copyModules();
  return files;
};

if (import.meta.main) for (const file of await buildPrograms()) console.log(file.slice(root.length + 1));
