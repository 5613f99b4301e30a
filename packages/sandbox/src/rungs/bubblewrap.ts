/**
 * Bubblewrap with a filter that answers calls for other ids. It makes its namespaces itself, which it may be allowed to where others
 * are not (set-uid root on old systems, an AppArmor profile of its own on new Ubuntu). It works on a copy of the tree.
 */

import type { Driver, Mount } from "../driver.ts";
import { OWN } from "../driver.ts";
import { PLACES } from "../inside/places.ts";
import { quote, quoteAll } from "../inside/quote.ts";
import { environmentOf, OPENING } from "../inside/start.ts";
import { need } from "../need.ts";
import { persuasions } from "../seccomp/believers.ts";
import { ownershipFilter } from "../seccomp/filter.ts";
import { OPEN_USER_NAMESPACES } from "./userns.ts";

export const bubblewrap: Driver = {
  name: "bubblewrap",
  title: "bubblewrap with a seccomp filter",
  keeps: { owners: false, devices: false },
  keepings: ["copy"],
  persuasions,
  obstacle: async (ports) => {
    if (ports.findProgram("bwrap") === undefined)
      return {
        why: "bwrap is not on this machine",
        remedy: "apt-get install bubblewrap, or dnf install bubblewrap",
      };
    if (ownershipFilter(ports.architecture) === undefined)
      return { why: `no filter for the architecture ${ports.architecture}`, remedy: "use proot" };
    return undefined;
  },
  remedy: () => OPEN_USER_NAMESPACES,
  world: async (ports) => [
    need(ports, "bwrap"),
    ...[
      "--dev-bind",
      "/",
      "/",
      "--unshare-user",
      "--uid",
      "0",
      "--gid",
      "0",
      ...RIGHTS,
      "--die-with-parent",
      "--",
    ],
  ],
  script: async (ports, { request, mounts }) => {
    const filter = ownershipFilter(ports.architecture);
    const { cwd = "/", network = "host" } = request;
    const words = [
      ...["--unshare-user", "--uid", "0", "--gid", "0", ...RIGHTS],
      ...["--unshare-pid", "--unshare-ipc", ...(network === "none" ? ["--unshare-net"] : [])],
      ...["--die-with-parent", ...(request.terminal ? [] : ["--new-session"])],
      ...["--json-status-fd", "4", "--seccomp", "9", "--chdir", cwd],
    ];
    const text = [
      OPENING,
      PLACES,
      `set -- --bind ${OWN.root} /`,
      'place folder /dev; set -- "$@" --dev "${spot#root}"',
      'place folder /proc; set -- "$@" --proc "${spot#root}"',
      'place folder /sys; set -- "$@" --ro-bind /sys "${spot#root}"',
      ...mounts.map(bind),
      environmentOf(request),
      "exec 9<filter 2>&6",
      `exec ${quote(need(ports, "bwrap"))} ${quoteAll(words)} "$@" -- ${quoteAll(request.argv)} <&5 5<&- 6>&-`,
    ].join("\n");
    return { text, argv: ["/bin/sh", OWN.script], ...(filter && { filter }) };
  },
};

/** What root needs to get at files that are, to everybody else, root's. */
const RIGHTS = [
  "CAP_DAC_OVERRIDE",
  "CAP_FOWNER",
  "CAP_FSETID",
  "CAP_SETFCAP",
  "CAP_KILL",
  "CAP_SYS_CHROOT",
].flatMap((name) => ["--cap-add", name]);

const bind = ({ source, target, readOnly, kind }: Mount): string => {
  const option = kind === "device" ? "--dev-bind" : readOnly ? "--ro-bind" : "--bind";
  return `place ${kind === "folder" ? "folder" : "file"} ${quote(target)}; set -- "$@" ${option} ${quote(source)} "\${spot#root}"`;
};
