/** Packs the extension: `node extension/package.ts` gathers it in `dist/` and makes `deftools-<version>.vsix`, without network. */

import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { iconPng } from "./icon.ts";
import manifest from "./package.json" with { type: "json" };
import { snippetsJson } from "./snippets.ts";
import { readTemplates } from "./templates.ts";

const here = import.meta.dirname;

/** What is packed as it lies here. */
const parts = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "language-configuration.json",
  "file-icon.svg",
  "pictures",
  "walkthrough",
];

/** Gathers everything anew in `stage`, and packs it; returns the path of the vsix. */
export const packageExtension = async (
  stage = resolve(here, "dist"),
  vsix = resolve(here, `deftools-${manifest.version}.vsix`),
): Promise<string> => {
  rmSync(stage, { recursive: true, force: true });
  const dist = resolve(stage, "dist");
  mkdirSync(dist, { recursive: true });
  for (const part of parts) cpSync(resolve(here, part), resolve(stage, part), { recursive: true });
  writeFileSync(resolve(stage, "package.json"), packedManifest());
  // without it the packer warns; there is nothing to ignore
  writeFileSync(resolve(stage, ".vscodeignore"), "");
  await bundle(dist);
  copyFileSync(
    resolve(here, "../grammar/textmate/singularity-def.tmLanguage.json"),
    resolve(dist, "singularity-def.tmLanguage.json"),
  );
  // what formats scripts, beside the server
  copyFileSync(fileURLToPath(import.meta.resolve("sh-syntax/main.wasm")), resolve(dist, "sh-syntax.wasm"));
  writeFileSync(resolve(dist, "icon.png"), iconPng());
  writeFileSync(resolve(dist, "snippets.json"), snippetsJson());
  writeFileSync(resolve(dist, "templates.json"), JSON.stringify(readTemplates()));
  await createVSIX({
    cwd: stage,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return vsix;
};

/**
 * Without what concerns this repository alone. Above all without `"type": "module"`: VS Code in a browser refuses the scripts of an
 * extension that says so.
 */
const packedManifest = (): string => {
  const { type, private: _, dependencies, devDependencies, ...packed } = manifest;
  return `${JSON.stringify(packed, undefined, 2)}\n`;
};

/** VS Code's extension host loads CommonJS, in Node and in a browser's worker. The server runs beside it. */
const bundle = async (dist: string): Promise<void> => {
  const common = { outdir: dist, bundle: true, minify: true, keepNames: true, external: ["vscode"] };
  const words = { legalComments: "eof", logLevel: "warning" } as const;
  const server = resolve(here, "../packages/language-server/src");
  await Promise.all([
    build({
      ...common,
      ...words,
      entryPoints: { extension: resolve(here, "src/extension.ts") },
      outExtension: { ".js": ".cjs" },
      platform: "node",
      target: "node22",
      format: "cjs",
    }),
    build({
      ...common,
      ...words,
      entryPoints: { server: resolve(server, "main.ts") },
      // what it loads later lies beside it, so that its start does not wait for that
      splitting: true,
      chunkNames: "server-[hash]",
      outExtension: { ".js": ".mjs" },
      platform: "node",
      // the UMD file of jsonc-parser requires its parts in a way that no bundler sees
      mainFields: ["module", "main"],
      target: "node22",
      format: "esm",
      // CommonJS dependencies inside an ES module bundle still call require
      banner: {
        js: 'import { createRequire as deftoolsRequire } from "node:module"; const require = deftoolsRequire(import.meta.url);',
      },
    }),
    build({
      ...common,
      ...words,
      entryPoints: { browser: resolve(here, "src/browser.ts") },
      platform: "browser",
      target: "es2024",
      format: "cjs",
    }),
    build({
      ...common,
      ...words,
      entryPoints: { "server-worker": resolve(server, "worker.ts") },
      platform: "browser",
      target: "es2024",
      format: "iife",
    }),
  ]);
};

if (import.meta.main) console.log(await packageExtension());
