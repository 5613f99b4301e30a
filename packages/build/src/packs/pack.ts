/** A layer as it is kept between builds: compressed contents ready to be copied into images, and what the layer says about them. */

import type { DataArea } from "@deftools/squashfs";
import type { Records } from "./record-bytes.ts";

/** An open pack. Close it when the image is written. */
export interface Pack {
  readonly area: DataArea;
  /** In the order of the layer. */
  readonly records: Records;
  close(): Promise<void>;
}
