/** A rung of the ladder: one way to run a command as the root of a tree, best first, as data to print and to choose from. */

/** Best first. Two keep the same; of them `userns` comes first, since it needs no copy of the tree where an overlay can be mounted. */
export const rungNames = ["root", "subuid", "userns", "bubblewrap", "proot"] as const;

export type RungName = (typeof rungNames)[number];

/** What probing found out about one way on this machine, for this user. */
export type Rung = {
  readonly name: RungName;
  /** For people: `user namespace with a range of ids`. */
  readonly title: string;
  readonly keeps: Kept;
} & (
  | {
      readonly works: true;
      readonly changes: ChangeKeeping;
      /** Worth knowing where it works, but not at its best. */
      readonly note?: string;
    }
  | {
      readonly works: false;
      readonly why: string;
      /** A command, or what to ask the administrator for. */
      readonly remedy: string;
    }
);

/** A rung that can be used. */
export type UsableRung = Extract<Rung, { readonly works: true }>;

/** What survives in the changes that are read back. */
export interface Kept {
  /** Who owns a file; otherwise all belongs to root. */
  readonly owners: boolean;
  /** Device nodes; otherwise making one seems to succeed, or fails. */
  readonly devices: boolean;
}

/** How changes are told from the base: an overlay file system, or a copy that is compared by its inodes. */
export type ChangeKeeping = "overlay" | "copy";
