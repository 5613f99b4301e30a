/** What the program tells the shell. */

/** The documented exit codes; of several the highest is told. */
export const exitCode = {
  clean: 0,
  /** Findings, or with `--diff` changes to make. */
  findings: 1,
  /** Wrong use: options, or a path that cannot be linted. */
  usage: 2,
  /** A mistake of ours. */
  internal: 3,
} as const;
