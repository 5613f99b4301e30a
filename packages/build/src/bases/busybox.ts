/** The agent `busybox`: one program and its names (apptainer 1.4, internal/pkg/build/sources/conveyorPacker_busybox.go). */

import { installAgent, shellFile } from "./installed.ts";

/** `MirrorURL` is that of the program itself. */
export const busyboxBase = installAgent({
  agent: "busybox",
  keywords: ["mirrorurl"],
  required: { MirrorURL: "https://mirror.example.org/busybox-x86_64" },
  plan: (header) => ({
    title: "busybox",
    downloads: { busybox: header("mirrorurl") },
    script: [
      "mkdir -p /target/bin /target/etc",
      shellFile("/target/etc/passwd", ["root:!:0:0:root:/root:/bin/sh"]),
      shellFile("/target/etc/group", ["root:x:0:"]),
      "cp /given/busybox /target/bin/busybox",
      "chmod 755 /target/bin/busybox",
      "chroot /target /bin/busybox --install /bin",
    ].join("\n"),
  }),
});
