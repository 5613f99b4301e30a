/**
 * Folders that outlive a build, for what package managers download: seen while `%post` runs, no part of the image.
 *
 *     mounts/KEY-1/   the folder; KEY is what it is for and who owns files in it
 *     mounts/KEY-2/   the same for a second build at the same time, since most package managers want theirs alone
 */

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@deftools/bytes";
import { type Bind, type SandboxPorts, type UsableRung, worldOf } from "@deftools/sandbox";
import { describeTree, takeTree } from "./stored-trees.ts";

/** A folder, or several, and what makes a package manager use them. */
export interface CacheMount {
  /** The name of a package manager, or a path. */
  readonly id: string;
  readonly targets: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Files that are seen, too. */
  readonly files?: readonly { readonly target: string; readonly text: string }[];
}

/** Known package managers, and any absolute path. */
export const cacheMountOf = (id: string): CacheMount | undefined =>
  id.startsWith("/") && id !== "/" ? { id, targets: [id] } : known.find((mount) => mount.id === id);

export const knownCacheMounts = (): readonly string[] => known.map(({ id }) => id);

const known: readonly CacheMount[] = [
  {
    id: "apt",
    targets: ["/var/cache/apt", "/var/lib/apt/lists"],
    // in place of what Debian's and Ubuntu's container images have there, which removes all that was downloaded
    files: [
      {
        target: "/etc/apt/apt.conf.d/docker-clean",
        text: 'Binary::apt::APT::Keep-Downloaded-Packages "true";\nAPT::Keep-Downloaded-Packages "true";\n',
      },
    ],
  },
  { id: "apk", targets: ["/etc/apk/cache"] },
  { id: "dnf", targets: ["/var/cache/dnf", "/var/cache/libdnf5"] },
  { id: "yum", targets: ["/var/cache/yum"] },
  { id: "zypper", targets: ["/var/cache/zypp"] },
  { id: "pacman", targets: ["/var/cache/pacman/pkg"] },
  { id: "pip", targets: ["/root/.cache/pip"] },
  { id: "uv", targets: ["/root/.cache/uv"] },
  { id: "conda", targets: ["/var/cache/conda"], variables: { CONDA_PKGS_DIRS: "/var/cache/conda" } },
  { id: "npm", targets: ["/root/.npm"] },
  { id: "yarn", targets: ["/var/cache/yarn"], variables: { YARN_CACHE_FOLDER: "/var/cache/yarn" } },
  { id: "cargo", targets: ["/root/.cargo/registry"] },
  { id: "go", targets: ["/root/go/pkg/mod", "/root/.cache/go-build"] },
  { id: "maven", targets: ["/root/.m2/repository"] },
  { id: "ccache", targets: ["/root/.ccache"] },
];

/** Folders that are lent for a run. */
export interface LentMounts {
  readonly binds: readonly Bind[];
  readonly variables: Readonly<Record<string, string>>;
  giveBack(): Promise<void>;
}

interface MountPorts {
  readonly sandbox: SandboxPorts;
  /** Where they are kept. */
  readonly mountFolder: string;
  readonly rung: UsableRung;
  /** For files that are seen. */
  readonly scratch: string;
}

/** Finds or makes the folders. */
export const lendMounts = async (
  { sandbox, mountFolder, rung, scratch }: MountPorts,
  mounts: readonly CacheMount[],
): Promise<LentMounts> => {
  const binds: Bind[] = [];
  const releases: (() => Promise<void>)[] = [];
  const giveBack = async (): Promise<void> => {
    for (const release of releases.splice(0)) await release();
  };
  const world = await worldOf(sandbox, rung);
  if (mounts.length > 0) await makeFolder(mountFolder, 0o700);
  try {
    for (const { id, targets, files = [] } of mounts) {
      for (const target of targets) {
        const key = createHash("sha256")
          .update(JSON.stringify([id, target, rung.name, world]))
          .digest("hex");
        const { path, release } = await takeTree(join(mountFolder, key));
        releases.push(release);
        await makeFolder(path);
        await describeTree(path, { rung: rung.name, size: 0 });
        binds.push({ source: path, target });
      }
      for (const { target, text } of files) {
        const source = join(scratch, `lent-${binds.length}`);
        await writeFile(source, text);
        binds.push({ source, target, readOnly: true });
      }
    }
    return { binds, variables: variablesOf(mounts), giveBack };
  } catch (error) {
    await giveBack();
    throw error;
  }
};

/** What package managers are told by variables. */
export const variablesOf = (mounts: readonly CacheMount[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...mounts.map(({ variables }) => variables ?? {}));
