/** One block by libdeflate: the same bytes in the main program and in a worker. */

import { zlib } from "libdeflate";
import { isIncompressible } from "./incompressible.ts";
import { shrunk } from "./shrunk.ts";

/** The zlib stream of a block; undefined when it did not shrink. */
export const deflateBlock = (block: Uint8Array, level: number): Uint8Array | undefined =>
  isIncompressible(block) ? undefined : shrunk(block, zlib(block, level));
