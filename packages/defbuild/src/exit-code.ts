/** What the program tells the shell. */

/** The documented exit codes. */
export const exitCode = {
  ok: 0,
  /** The recipe cannot be built, or the build failed. */
  failed: 1,
  /** Wrong use: options, a recipe that cannot be read, an output that is there already. */
  usage: 2,
  /** A mistake of ours. */
  internal: 3,
} as const;
