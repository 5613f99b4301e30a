/** Packs the extension: `node extension/package.ts` makes `dist/` and `deftools-<version>.vsix`, without network. */

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { iconPng } from "./icon.ts";
import manifest from "./package.json" with { type: "json" };

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
  const vsix = resolve(here, `deftools-${manifest.version}.vsix`);
  await createVSIX({ cwd: here, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  return vsix;
};

/** VS Code's extension host loads CommonJS; the server runs on the same Node, so it gets the same form. */
const bundle = async (): Promise<void> => {
  await build({
    entryPoints: {
      extension: resolve(here, "src/extension.ts"),
      server: resolve(here, "../packages/language-server/src/main.ts"),
    },
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    minify: true,
    keepNames: true,
    legalComments: "eof",
    logLevel: "warning",
  });
};

if (import.meta.main) console.log(await packageExtension());
