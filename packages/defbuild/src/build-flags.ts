/** The options of a build as the command line gives them. */

import type { Compression } from "@deftools/build";
import type { ProgressWay } from "./progress/progress.ts";
import type { ScriptFlags } from "./script-options.ts";

/** Those of `defbuild` and `defbuild pull`. */
export interface BuildFlags extends ScriptFlags {
  readonly output?: string;
  readonly sandbox?: string;
  readonly force?: true;
  readonly arch?: string;
  readonly archVariant?: string;
  readonly buildArg?: readonly string[];
  readonly buildArgFile?: string;
  readonly lock?: true;
  readonly https: boolean;
  readonly authfile?: string;
  readonly dockerLogin?: true;
  readonly ca?: string;
  readonly library?: string;
  readonly compression?: Compression;
  readonly plan?: true;
  readonly planJson?: true;
  readonly progress: ProgressWay;
  readonly tmpdir?: string;
  readonly disableCache?: true;
  readonly maxSize?: number;
  readonly jobs?: number;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly debug?: true;
}
