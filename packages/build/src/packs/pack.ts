/** A layer as it is kept between builds: compressed contents ready to be copied into images, and what the layer says about them. */

import type { LayerRecord } from "@deftools/rootfs";
import type { DataArea, StoredFile } from "@deftools/squashfs";

/** An open pack. Close it when the image is written. */
export interface Pack {
  readonly area: DataArea;
  readonly records: readonly LayerRecord<StoredFile>[];
  close(): Promise<void>;
}
