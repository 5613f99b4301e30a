/** The shell printer of mvdan/sh (shfmt) as WebAssembly; the only file that knows `sh-syntax`. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Dialect } from "@deftools/shell";
import { getProcessor, LangVariant } from "sh-syntax";

/** Beside the bundle the module has a name of its own; the sources find it in its package. */
const modulePath = (): string =>
  fileURLToPath(
    import.meta.url.endsWith(".ts")
      ? import.meta.resolve("sh-syntax/main.wasm")
      : new URL("./sh-syntax.wasm", import.meta.url),
  );

const printer = getProcessor(() => readFile(modulePath()));

/** A script as shfmt prints it, from column 1 on; undefined when the printer cannot read it. */
export const printShell = async (
  script: string,
  dialect: Dialect,
  indent: string,
): Promise<string | undefined> => {
  // its package says that this has no effect, so that bundlers leave it out where nobody asks for it by name
  await import("sh-syntax/vendors/wasm_exec.cjs");
  try {
    return await printer(script, {
      filepath: "script",
      print: true,
      variant: dialect === "bash" ? LangVariant.LangBash : LangVariant.LangPOSIX,
      indent: indent === "\t" ? 0 : indent.length,
      binaryNextLine: false,
      switchCaseIndent: false,
      spaceRedirects: false,
    });
  } catch (error) {
    // what the printer refuses stays as it is; anything else, like a module that cannot be read, is no answer of its
    const isAnswer =
      error instanceof Error && /^(?:ParseError|SyntaxError|Error)$/.test(error.constructor.name);
    if (isAnswer && !("code" in error)) return undefined;
    throw error;
  }
};
