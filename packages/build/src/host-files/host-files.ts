/** The files of the machine that builds, as `%files` sees them: links are followed everywhere. */

import type { ByteStream } from "@deftools/bytes";
import type { ByteString } from "@deftools/rootfs";

/** Paths are byte strings; relative ones are meant from the working directory of the build. */
export interface HostFiles {
  /** What is at a path; undefined when nothing is, or a link leads nowhere. */
  stat(path: ByteString): Promise<HostStat | undefined>;
  /** The names in a folder. @throws Failure "build/cannot-read" */
  list(path: ByteString): Promise<readonly ByteString[]>;
  /** The content of a file. @throws Failure "build/cannot-read", while it is read */
  open(path: ByteString): ByteStream;
}

export interface HostStat {
  readonly kind: "file" | "directory" | "other";
  /** Permission bits, 0–0o7777. */
  readonly mode: number;
  readonly size: number;
  /** Whole seconds since 1970, rounded down. */
  readonly mtime: number;
  /** The same for the same file or folder, whatever path led to it. */
  readonly identity: string;
}
