/** Owners and groups in one list; inodes name them by their place in it. */

import { Failure } from "@deftools/trouble";
import { mostIds } from "./limits.ts";
import { record } from "./record.ts";

export const idRow = record({ id: "u32" });

/** Numbers ids in order of first use. */
export interface IdTable {
  readonly ids: readonly number[];
  /** @throws Failure "squashfs/too-many-ids" */
  indexOf(id: number): number;
}

export const createIdTable = (): IdTable => {
  const ids: number[] = [];
  const indexes = new Map<number, number>();
  return {
    ids,
    indexOf: (id) => {
      const known = indexes.get(id);
      if (known !== undefined) return known;
      if (ids.length === mostIds)
        throw new Failure(
          "squashfs/too-many-ids",
          `the image has more than ${mostIds} different owners and groups, which SquashFS cannot hold`,
        );
      indexes.set(id, ids.length);
      ids.push(id);
      return ids.length - 1;
    },
  };
};
