/** How the Node that runs the server is started: with its code compiled once and kept, and a heap that grows slowly from the start. */

/** The part of a fork's options that this is about. */
export interface NodeOptions {
  readonly execArgv: string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `codeCache` is a folder of the extension's own, which Node makes. */
export const nodeOptions = (codeCache: string): NodeOptions => ({
  // the garbage of a keystroke is left behind young: half the memory, and no time lost
  execArgv: ["--semi-space-growth-factor=1", "--heap-growing-percent=20"],
  // the same as module.enableCompileCache, but for the first file, too
  env: { NODE_COMPILE_CACHE: codeCache },
});
