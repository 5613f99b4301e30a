/** The agents `yum` and `dnf`: Fedora, RHEL and their kin, from a mirror (apptainer 1.4, internal/pkg/build/sources/conveyorPacker_yum.go). */

import { type Header, includedNames, installAgent, shellFile, shellLine, versioned } from "./installed.ts";

/** Either name stands for whichever of both programs is there. */
export const yumBase = (agent: "yum" | "dnf") =>
  installAgent({
    agent,
    keywords: ["mirrorurl", "updateurl", "osversion", "include", "setopt"],
    required: { MirrorURL: "http://mirror.example.org/%{OSVERSION}/BaseOS/x86_64/os/" },
    plan: (header) => {
      const setopt = header("setopt");
      // the engine, too, knows the version only where a URL asks for it
      const version = /%\{OSVERSION\}/i.test(header("mirrorurl") + header("updateurl"))
        ? header("osversion")
        : "";
      const options = shellLine(
        ...["--noplugins", "-c", `/target${CONFIGURATION}`, "--installroot", "/target"],
        ...[`--releasever=${version}`, "-y", ...(setopt === "" ? [] : ["--setopt", setopt]), "install"],
        ...["/etc/redhat-release", "coreutils", ...includedNames(header)],
      );
      return {
        title: [agent, version].filter(Boolean).join(" "),
        downloads: {},
        script: [
          "mkdir -p /target/etc",
          shellFile(`/target${CONFIGURATION}`, configuration(header)),
          `$(command -v dnf || command -v yum) ${options}`,
          "rm -rf /target/var/cache/yum-bootstrap",
        ].join("\n"),
      };
    },
  });

const CONFIGURATION = "/etc/bootstrap-yum.conf";

const configuration = (header: Header): readonly string[] => [
  ...[
    "[main]",
    "cachedir=/var/cache/yum-bootstrap",
    "keepcache=0",
    "debuglevel=2",
    "logfile=/var/log/yum.log",
  ],
  ...["syslog_device=/dev/null", "exactarch=1", "obsoletes=1", "gpgcheck=0", "plugins=1", "reposdir=0"],
  "deltarpm=0",
  ...repository("base", "Linux $releasever - $basearch", versioned(header("mirrorurl"), header("osversion"))),
  ...(header("updateurl") === ""
    ? []
    : repository(
        "updates",
        "Linux $releasever - $basearch updates",
        versioned(header("updateurl"), header("osversion")),
      )),
];

const repository = (id: string, name: string, url: string): readonly string[] => [
  "",
  ...[`[${id}]`, `name=${name}`, `baseurl=${url}`, "enabled=1", "gpgcheck=0"],
];
