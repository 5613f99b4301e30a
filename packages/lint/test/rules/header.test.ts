/** More cases of the rules about headers. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

describe("DEF103", () =>
  casesOf("DEF103", [
    "Bootstrap: scratch\n«mirrorurl»: https://x\n",
    "Bootstrap: docker\nFrom: a:1\n«Include»: yum \\\n  wget\n%post\n true\n",
    "Bootstrap: docker\nFrom: a:1\nRegistry: b\nNamespace: c\nStage: d\n",
    "Bootstrap: docker\nFrom: a:1\nIncludeCmd: yes\nFingerprints: A\nNonsense: x\n",
    "Bootstrap: nobody\nFrom: a:1\nOSVersion: 9\n",
    "Bootstrap: arch\nInclude: vim\nConfURL: https://x\n",
  ]));

describe("DEF109", () => {
  casesOf("DEF109", ["Bootstrap: arch\n«ConfURL»: https://x\n"], { engine: "apptainer-1.3" });
  casesOf("DEF109", ["Bootstrap: arch\nConfURL: https://x\n"], { engine: "singularity-ce-4.5" });
});

describe("DEF105", () =>
  casesOf("DEF105", [
    "Bootstrap: docker\nFrom: a:1«#2»  \n",
    "Bootstrap: docker\nFrom: a:1 #2\n",
    "Bootstrap: docker\nFrom: a:1## x\n",
  ]));

describe("DEF114", () =>
  casesOf("DEF114", [
    "Bootstrap: scratch\n%files\n a /opt/a\n«%post»\n true\n",
    "Bootstrap: scratch\n%post\n # nothing\n",
    "Bootstrap: scratch\n%files from x\n / /\n%post\n true\n",
    "Bootstrap: scratch\n%files\n /bin/busybox\n%post\n true\n",
    "Bootstrap: scratch\n%files\n bins /usr\n%post\n true\n",
    "Bootstrap: busybox\nMirrorURL: https://x\n%post\n true\n",
  ]));

describe("DEF115", () =>
  casesOf("DEF115", [
    "Bootstrap: library\nFrom: «library://a/b/c:1»\n",
    "Bootstrap: library\nFrom: library://localhost:5000/a/b/c:1\n",
    "Bootstrap: library\nFrom: library://x.org/a/b/c:1\n",
  ]));

describe("DEF104", () =>
  casesOf("DEF104", [
    "Bootstrap: docker\n«From»: a:1\n«from»: b:1\nFROM: c:1\n",
    "Bootstrap: docker\nFrom: a:1\nRun: a\nRun: b\n",
  ]));
