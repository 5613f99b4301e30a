/** A built stage as the tree itself, for whoever wants to do something else with it than to write an image. */

import type { ByteStream } from "@deftools/bytes";
import type { Directory, RegularFile } from "@deftools/rootfs";
import { createStoredReader, type DataArea, type PlacedFile } from "@deftools/squashfs";
import type { BuiltStage } from "../stages/build-stage.ts";
import { treeHash } from "../tree-hash.ts";
import type { Workshop } from "../workshop.ts";

/** A tree whose contents can be read as long as it is being taken. */
export interface BuiltTree {
  /** Two trees with the same are the same. */
  readonly identity: string;
  readonly root: Directory<PlacedFile>;
  readonly readFile: (file: RegularFile<PlacedFile>) => ByteStream;
}

/** The tree of a stage. */
export const builtTree = (
  { root }: Pick<BuiltStage, "root">,
  { compressor }: Pick<Workshop, "compressor">,
  areas: readonly DataArea[],
): BuiltTree => {
  const read = createStoredReader(compressor.name);
  return {
    identity: treeHash(root, [], { times: true }).toString("hex"),
    root,
    readFile: ({ data }) => {
      const area = areas[data.area];
      return area === undefined ? nothing() : read(area, data.file);
    },
  };
};

async function* nothing(): AsyncGenerator<Uint8Array> {}
