/** A plain user namespace, with nobody but root in it, and a filter that answers calls for other ids. */

import { join } from "node:path";
import type { Driver } from "../driver.ts";
import { OWN } from "../driver.ts";
import { namespaceScript } from "../inside/namespaces.ts";
import { need } from "../need.ts";
import { persuasions } from "../seccomp/believers.ts";
import { ownershipFilter } from "../seccomp/filter.ts";
import { filterLoader } from "../seccomp/loader.ts";

export const userns: Driver = {
  name: "userns",
  title: "user namespace with a seccomp filter",
  keeps: { owners: false, devices: false },
  keepings: ["overlay", "copy"],
  persuasions,
  obstacle: async (ports) => {
    if (ownershipFilter(ports.architecture) === undefined)
      return { why: `no filter for the architecture ${ports.architecture}`, remedy: "use proot" };
    if (filterLoader(ports, OWN.filter) === undefined)
      return {
        why: "neither perl nor python3 is there to load the filter",
        remedy: "install perl or bubblewrap",
      };
    return undefined;
  },
  remedy: () => OPEN_USER_NAMESPACES,
  world: async (ports) => [need(ports, "unshare"), "--user", "--map-root-user"],
  script: async (ports, setup) => {
    const filter = ownershipFilter(ports.architecture);
    const loader = filterLoader(ports, join(setup.folder, OWN.filter));
    return namespaceScript(ports, setup, {
      world: await userns.world(ports),
      isRealRoot: false,
      ...(loader && { loader }),
      ...(filter && { filter }),
    });
  },
};

/** One text for all rungs that need them. */
export const OPEN_USER_NAMESPACES =
  "ask the administrator to let users make namespaces: sysctl user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 (those of them that exist)";
