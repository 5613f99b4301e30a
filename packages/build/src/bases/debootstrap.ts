/** The agent `debootstrap`: Debian and Ubuntu, installed from a mirror (apptainer 1.4, internal/pkg/build/sources/conveyorPacker_debootstrap.go). */

import { includedNames, installAgent, shellLine } from "./installed.ts";

/** The smallest system with apt, as the engine installs it. */
export const debootstrapBase = installAgent({
  agent: "debootstrap",
  keywords: ["mirrorurl", "osversion", "include"],
  required: { MirrorURL: "http://mirror.example.org/debian", OSVersion: "bookworm" },
  plan: (header) => {
    const version = header("osversion");
    const install = shellLine(
      ...["debootstrap", "--variant=minbase", "--exclude=openssl,udev,debconf-i18n,e2fsprogs"],
      `--include=${["apt", ...includedNames(header)].join(",")}`,
    );
    return {
      title: `debootstrap ${version}`,
      downloads: {},
      script: [
        `${install} "--arch=$DEBIAN_ARCH" ${shellLine(version, "/target", header("mirrorurl"))} || {`,
        "  status=$?",
        "  tail -n 20 /target/debootstrap/debootstrap.log >&2",
        "  exit $status",
        "}",
      ].join("\n"),
    };
  },
});
