/**
 * The agent `arch`: Arch Linux (apptainer 1.4, internal/pkg/build/sources/conveyorPacker_arch.go). The engine calls pacstrap, which needs
 * the right to mount; what it does besides that is done here, by pacman itself.
 */

import { includedNames, installAgent, shellLine } from "./installed.ts";

/** `base`, or what `Include` names in its place. */
export const archBase = installAgent({
  agent: "arch",
  keywords: ["include", "confurl"],
  required: {},
  plan: (header) => {
    const url = header("confurl");
    const names = includedNames(header);
    const configuration = url === "" ? "/etc/pacman.conf" : "/given/pacman.conf";
    return {
      title: "pacman",
      downloads: url === "" ? {} : { "pacman.conf": url },
      script: [
        "mkdir -p /target/var/cache/pacman/pkg /target/var/lib/pacman /target/var/log /target/run /target/etc/pacman.d",
        "mkdir -m 1777 /target/tmp",
        shellLine(
          ...[
            "pacman",
            "-r",
            "/target",
            "--config",
            configuration,
            "--cachedir",
            "/target/var/cache/pacman/pkg",
          ],
          ...["-Sy", "--noconfirm", ...(names.length === 0 ? ["base"] : names)],
        ),
        "if [ -x /target/usr/bin/pacman-key ]; then",
        "  chroot /target /bin/sh -c 'pacman-key --init && pacman-key --populate archlinux'",
        "fi",
        "rm -rf /target/var/cache/pacman/pkg/*",
      ].join("\n"),
    };
  },
});
