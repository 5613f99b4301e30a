/** DEF614: a command that needs a running system. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";
import { optionsOf } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF614",
  name: "service-command",
  severity: "info",
  summary: "A command speaks to services or the kernel, of which there are none during a build.",
  why: `
A build has no init system and shares the kernel of its host: starting services, loading modules or mounting file systems fails or has no effect, and nothing of it
is in the image. Services are started by \`%startscript\`.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#startscript",
    "https://github.com/hadolint/hadolint/wiki/DL3001",
  ],
  message: ({ command }) => `"${command}" has nothing to act on while an image is built`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    «systemctl start munge»
    «modprobe fuse»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    systemctl enable munge
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get install -y systemd
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%startscript
    systemctl start munge
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "build"))
      for (const { command, plain, context } of callsNamed(script, ...NEEDS_SYSTEM)) {
        const [verb] = optionsOf(plain.arguments).operands;
        if (context.inFunction !== undefined || plain.name === undefined) continue;
        if (
          plain.name === "systemctl" &&
          !/^(?:(?:re)?start|stop|status|reload|daemon-reload)$/.test(verb?.text ?? "")
        )
          continue;
        if (/^(?:mount|sysctl|ulimit)$/.test(plain.name) && plain.arguments.length === 0) continue;
        report(command.span, {
          command: plain.name === "systemctl" ? `systemctl ${verb?.text}` : plain.name,
        });
      }
  },
});

const NEEDS_SYSTEM: readonly string[] = [
  ...["systemctl", "mount", "umount", "modprobe", "insmod", "sysctl", "reboot", "shutdown", "halt"],
  ...["iptables", "swapon", "swapoff", "loginctl", "timedatectl"],
];
