/** What is mounted on a tree before a command runs in it, as lines of sh: devices, proc, sys, and binds. For rungs that mount by themselves. */

import type { Mount } from "../driver.ts";
import { quote } from "./quote.ts";

/**
 * Functions for binds. A bind takes what is mounted below it along, so `flag` goes through all of it: making only the top read-only
 * would leave the rest open.
 */
export const BINDS = String.raw`
here=$(pwd -P)

flag() {
  while read -r _ _ _ _ point _; do
    # blanks and the like are written as \040; two programs for each line would be slow
    case $point in
      *\\*)
        point=$(printf '%b.' "$(printf '%s' "$point" | sed 's/\\/\\0/g')")
        point=\${point%.}
        ;;
    esac
    case $point in "$here/$2" | "$here/$2"/*) mount -n -o "remount,bind,$1" "$point" ;; esac
  done </proc/self/mountinfo
}
`.replaceAll("\\$", "$");

/** The devices a command may expect. */
const DEVICES = "null zero full random urandom tty";

/** `/dev`, `/proc`, `/sys`. `isRealRoot` closes what only the host's real root could misuse. */
export const systemMounts = ({ isRealRoot }: { readonly isRealRoot: boolean }): string => `
place folder /dev
dev=$spot
mount -n -t tmpfs -o mode=755,nosuid,noexec,size=1m tmpfs "$dev"
for node in ${DEVICES}; do
  [ -e "/dev/$node" ] || continue
  : >"$dev/$node"
  mount -n --bind "/dev/$node" "$dev/$node"
done
ln -s /proc/self/fd "$dev/fd"
ln -s /proc/self/fd/0 "$dev/stdin"
ln -s /proc/self/fd/1 "$dev/stdout"
ln -s /proc/self/fd/2 "$dev/stderr"
mkdir "$dev/pts" "$dev/shm"
# group 5 is tty's, where there is more than one group
mount -n -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5,nosuid,noexec devpts "$dev/pts" 2>/dev/null ||
  mount -n -t devpts -o newinstance,ptmxmode=666,mode=620,nosuid,noexec devpts "$dev/pts"
ln -s pts/ptmx "$dev/ptmx"
mount -n -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$dev/shm"

place folder /proc
# inside of containers a new one may not be mounted; the host's serves
mount -n -t proc -o nosuid,nodev,noexec proc "$spot" 2>/dev/null || mount -n --rbind /proc "$spot"
${isRealRoot ? MASKED_PROC : ""}
place folder /sys
mount -n --bind /sys "$spot" 2>/dev/null || mount -n --rbind /sys "$spot"
flag ro "$spot"
`;

/** What a root without the right to administer could still write to, and would reach the host by. */
const MASKED_PROC = `for path in sys sysrq-trigger irq bus fs; do
  [ -e "$spot/$path" ] || continue
  mount -n --bind "$spot/$path" "$spot/$path"
  mount -n -o remount,bind,ro "$spot/$path"
done
for path in kcore keys timer_list; do
  [ ! -e "$spot/$path" ] || mount -n --bind /dev/null "$spot/$path"
done`;

/** The binds, in their order. */
export const bindMounts = (mounts: readonly Mount[]): string =>
  mounts
    .map(({ source, target, readOnly, kind }) => {
      const flags = [...(readOnly ? ["ro"] : []), ...(kind === "device" ? [] : ["nodev"])];
      return [
        `place ${kind === "folder" ? "folder" : "file"} ${quote(target)}`,
        `mount -n --rbind -- ${quote(source)} "$spot"`,
        ...(flags.length === 0 ? [] : [`flag ${flags.join(",")} "$spot"`]),
      ].join("\n");
    })
    .join("\n");
