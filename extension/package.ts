/** Packs the extension: `node extension/package.ts` makes `dist/` and `deftools-<version>.vsix`, without network. */

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { iconPng } from "./icon.ts";
import manifest from "./package.json" with { type: "json" };
import { snippetsJson } from "./snippets.ts";

const here = import.meta.dirname;
const dist = resolve(here, "dist");

/** Makes everything anew; returns the path of the vsix. */
export const packageExtension = async (): Promise<string> => {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  await bundle();
  copyFileSync(
    resolve(here, "../grammar/textmate/singularity-def.tmLanguage.json"),
    resolve(dist, "singularity-def.tmLanguage.json"),
  );
  writeFileSync(resolve(dist, "icon.png"), iconPng());
  writeFileSync(resolve(dist, "snippets.json"), snippetsJson());
  const vsix = resolve(here, `deftools-${manifest.version}.vsix`);
  await createVSIX({
    cwd: here,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return vsix;
};

/** VS Code's extension host loads CommonJS, in Node and in a browser's worker; the server runs beside it, so it gets the same form. */
const bundle = async (): Promise<void> => {
  const common = { outdir: dist, bundle: true, minify: true, keepNames: true, external: ["vscode"] };
  const words = { legalComments: "eof", logLevel: "warning" } as const;
  const server = resolve(here, "../packages/language-server/src");
  await Promise.all([
    build({
      ...common,
      ...words,
      entryPoints: { extension: resolve(here, "src/extension.ts"), server: resolve(server, "main.ts") },
      outExtension: { ".js": ".cjs" },
      platform: "node",
      // the UMD file of jsonc-parser requires its parts in a way that no bundler sees
      mainFields: ["module", "main"],
      target: "node22",
      format: "cjs",
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
