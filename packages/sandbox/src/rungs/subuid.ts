/**
 * A user namespace with a range of ids that the administrator granted (subuid(5)): all owners are kept, without root.
 * Only newuidmap and newgidmap may write such a mapping, from outside, so the process in the namespace waits for them.
 */

import { Failure } from "@deftools/trouble";
import type { Driver } from "../driver.ts";
import { namespaceScript } from "../inside/namespaces.ts";
import { need } from "../need.ts";
import type { SandboxPorts } from "../ports.ts";
import { OPEN_USER_NAMESPACES } from "./userns.ts";

export const subuid: Driver = {
  name: "subuid",
  title: "user namespace with a range of ids",
  keeps: { owners: true, devices: false },
  keepings: ["overlay", "copy"],
  obstacle: async (ports) => {
    if (ports.uid === 0) return { why: "root needs no range", remedy: "none needed" };
    for (const name of ["newuidmap", "newgidmap"])
      if (ports.findProgram(name) === undefined)
        return {
          why: `${name} is not on this machine`,
          remedy: "apt-get install uidmap, or dnf install shadow-utils",
        };
    for (const file of ["/etc/subuid", "/etc/subgid"])
      if ((await rangesOf(ports, file)).length === 0)
        return {
          why: `${file} has no range for ${ports.user}`,
          remedy: `ask the administrator: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${ports.user}`,
        };
    return undefined;
  },
  remedy: () => OPEN_USER_NAMESPACES,
  world: async (ports) => [
    ...[
      "/bin/sh",
      "-c",
      MAP,
      "sh",
      need(ports, "unshare"),
      need(ports, "newuidmap"),
      need(ports, "newgidmap"),
    ],
    mappingOf(ports.uid, await rangesOf(ports, "/etc/subuid"), ports.user),
    mappingOf(ports.gid, await rangesOf(ports, "/etc/subgid"), ports.user),
  ],
  script: async (ports, setup) =>
    namespaceScript(ports, setup, { world: await subuid.world(ports), isRealRoot: false }),
};

/**
 * Starts the command in a new user namespace and has it wait until its ids are mapped, the groups last. It gets all rights of the
 * namespace's root by the `exec` after that. The mapping is made from the background, so that the command stays in front.
 */
const MAP = `
unshare=$1 newuidmap=$2 newgidmap=$3 uids=$4 gids=$5
shift 5
outside=$(readlink /proc/self/ns/user)
{
  while [ "$(readlink "/proc/$$/ns/user")" = "$outside" ]; do sleep 0.005; done
  "$newuidmap" "$$" $uids && "$newgidmap" "$$" $gids || kill -KILL "$$"
} </dev/null >/dev/null 4>&- &
exec "$unshare" --user /bin/sh -c '
  exec 5<&0 </dev/null
  until read -r _ </proc/self/gid_map; do sleep 0.01; done
  exec "$@" <&5 5<&-' sh "$@"`;

interface Range {
  readonly first: number;
  readonly count: number;
}

/** The ranges of a user, by name or number. Format: subuid(5), `who:first:count` a line. */
const rangesOf = async (ports: SandboxPorts, file: string): Promise<readonly Range[]> => {
  const lines = (await ports.readText(file))?.split("\n") ?? [];
  return lines
    .map((line) => line.trim().split(":"))
    .filter(([who]) => who === ports.user || who === String(ports.uid))
    .map(([, first, count]) => ({ first: Number(first), count: Number(count) }))
    .filter(({ first, count }) => Number.isSafeInteger(first) && 0 < count);
};

/** The user is root inside; the ranges follow from 1 on. */
const mappingOf = (own: number, ranges: readonly Range[], user: string): string => {
  if (ranges.length === 0)
    throw new Failure("sandbox/no-id-range", `no range of ids is granted to ${user}`, {
      hint: `ask the administrator: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user}`,
    });
  const words = [0, own, 1];
  let next = 1;
  for (const { first, count } of ranges) {
    words.push(next, first, count);
    next += count;
  }
  return words.join(" ");
};
