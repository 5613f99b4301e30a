/** The agent `zypper`: openSUSE, from a mirror (apptainer 1.4, internal/pkg/build/sources/conveyorPacker_zypper.go). */

import type { Stage } from "@deftools/recipe";
import type { InstalledBase } from "../build-plan.ts";
import type { Report } from "../build-problem.ts";
import { includedNames, installAgent, shellFile, shellLine, versioned } from "./installed.ts";

/** SUSE Linux Enterprise, whose registration would leave its code in the image, is refused with the way that needs none. */
export const zypperBase = (stage: Stage, report: Report): InstalledBase | undefined => {
  const registration = ["product", "user", "regcode"]
    .map((keyword) => stage.header.get(keyword))
    .find(Boolean);
  if (registration === undefined) return openSuse(stage, report);
  report({
    code: "build/unsupported-agent",
    severity: "error",
    message: `"${registration.key.text}" registers SUSE Linux Enterprise, which is not done here: the code would be stored in the image`,
    span: registration.key.span,
    hint: 'start from its image: "Bootstrap: docker", "From: registry.suse.com/suse/sle15"',
  });
  return undefined;
};

const openSuse = installAgent({
  agent: "zypper",
  keywords: ["mirrorurl", "updateurl", "osversion", "include"],
  required: { MirrorURL: "http://mirror.example.org/leap/%{OSVERSION}/repo/oss/" },
  plan: (header) => {
    const version = header("osversion");
    const zypper = (...words: readonly string[]): string =>
      shellLine("zypper", "--root", "/target", ...words);
    const update = header("updateurl");
    return {
      title: ["zypper", version].filter(Boolean).join(" "),
      downloads: {},
      script: [
        "mkdir -p /target/etc/zypp",
        shellFile(`/target${CONFIGURATION}`, ["[main]", "cachedir=/var/cache/zypp-bootstrap", ""]),
        zypper("ar", versioned(header("mirrorurl"), version), "repo"),
        zypper("--gpg-auto-import-keys", "refresh"),
        ...(update === ""
          ? []
          : [
              zypper("ar", "-f", versioned(update, version), "update"),
              zypper("--gpg-auto-import-keys", "refresh", "-r", "update"),
            ]),
        `${shellLine(
          ...["zypper", "--non-interactive", "-c", `/target${CONFIGURATION}`, "--root", "/target"],
          ...[`--releasever=${version}`, "install", "--auto-agree-with-licenses", "--download-in-advance"],
          ...["aaa_base", ...includedNames(header)],
        )} || [ $? = ${SCRIPTS_FAILED} ]`,
      ].join("\n"),
    };
  },
});

const CONFIGURATION = "/etc/zypp/zypp.conf";

/** All is installed, and the script of some package failed (zypper(8), "exit codes"); the engine lets it pass, too. */
const SCRIPTS_FAILED = 107;
