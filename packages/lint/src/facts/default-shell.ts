/** Which `/bin/sh` a stage's base image has, where that can be told: dash takes nothing of bash, others take some. */

import { distribution, type Script, type Stage } from "@deftools/recipe";
import { callsNamed, kindOfScript, scriptsOf } from "./call.ts";

/** Whether `/bin/sh` is dash: on Debian, Ubuntu, and whatever else has apt. */
export const usesDash = (stage: Stage): boolean => {
  const { packageManager } = distribution(stage);
  if (packageManager !== undefined) return packageManager === "apt";
  const build = scriptsOf({ stages: [stage] }, "build");
  const calls = (...names: readonly string[]): boolean =>
    build.some((script) => 0 < callsNamed(script, ...names).length);
  return calls("apt-get", "apt") && !calls("yum", "dnf", "microdnf", "zypper", "apk", "pacman");
};

/** The scripts of a stage that dash reads: not those of the host, whose shell is anybody's guess, nor `%environment`, which the engine reads itself. */
export const dashScripts = (stage: Stage): readonly Script[] => {
  const scripts = stage.scripts.filter(
    (script) => script.dialect === "sh" && /^(?:build|run)$/.test(kindOfScript(script)),
  );
  return 0 < scripts.length && usesDash(stage) ? scripts : [];
};
