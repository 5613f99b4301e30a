/**
 * Where mounts go, as functions of sh. A tree from a stranger may have symbolic links anywhere; the host would follow them out of the
 * tree, so each name is looked at and links are followed by hand, as if the tree were the root.
 */

import { OWN } from "../driver.ts";

/**
 * `place KIND PATH` sets `spot` to the real place of a path of the tree; KIND is `file` or `folder`. What is missing is made without a
 * trace in the times of the folder around it, and noted, since it is no change of the command's.
 */
export const PLACES = String.raw`
fail() { echo "$*" >&2; exit 1; }

place() {
  spot=${OWN.root} rest=$2 hops=0
  while [ -n "$rest" ]; do
    name=\${rest%%/*}
    case $rest in */*) rest=\${rest#*/} ;; *) rest= ;; esac
    case $name in
      '' | .) continue ;;
      ..) [ "$spot" = ${OWN.root} ] || spot=\${spot%/*}; continue ;;
    esac
    if [ -L "$spot/$name" ]; then
      hops=$((hops + 1))
      [ "$hops" -le 40 ] || fail "$2: too many symbolic links"
      target=$(readlink "$spot/$name" && echo .)
      target=\${target%??}
      case $target in /*) spot=${OWN.root} ;; esac
      rest=$target/$rest
      continue
    fi
    spot=$spot/$name
    [ -e "$spot" ] || make "$1"
  done
}

make() {
  touch -r "\${spot%/*}" stamp
  case $1-$rest in
    folder-* | *-*[!/]*) mkdir "$spot" ;;
    *) : >"$spot" ;;
  esac
  printf '%s\0' "\${spot#${OWN.root}/}" >>${OWN.made}
  touch -r stamp "\${spot%/*}"
}
`.replaceAll("\\$", "$");
