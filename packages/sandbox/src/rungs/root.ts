/** Real root: a mount namespace and an overlay. All is kept; the command gets no more rights than in a usual container. */

import type { Driver } from "../driver.ts";
import { namespaceScript } from "../inside/namespaces.ts";

export const root: Driver = {
  name: "root",
  title: "real root",
  keeps: { owners: true, devices: true },
  keepings: ["overlay", "copy"],
  obstacle: async ({ uid }) =>
    uid === 0 ? undefined : { why: "you are not root", remedy: "run it with sudo, if no way below does" },
  remedy: () =>
    "in a container, give it the right to mount (--privileged, or --cap-add SYS_ADMIN with a wider seccomp profile)",
  world: async () => [],
  script: async (ports, setup) => namespaceScript(ports, setup, { world: [], isRealRoot: true }),
};
