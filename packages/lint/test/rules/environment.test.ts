/** More cases of the rules about `%environment` and variables. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const ENVIRONMENT = "Bootstrap: docker\nFrom: debian:12\n%environment\n";

describe("DEF501 finds", () =>
  casesOf("DEF501", [
    `${ENVIRONMENT}«A=1»\nif true; then «B=2»; fi\n`,
    "Bootstrap: docker\nFrom: debian:12\n%appenv x\n«A=1»\n",
  ]));

describe("DEF501 is silent about", () =>
  casesOf("DEF501", [
    `${ENVIRONMENT}LD_LIBRARY_PATH=/opt/x/lib\n`,
    `${ENVIRONMENT}A=1 tool\n`,
    `${ENVIRONMENT}A=1\nexport B=$A\n`,
    `${ENVIRONMENT}export A\nA=1\n`,
    `${ENVIRONMENT}declare -x A=1\n`,
    "A=1",
  ]));

describe("DEF504 finds", () => casesOf("DEF504", [`${ENVIRONMENT}«set -e»\n«printf x»\necho y\n«exit 1»\n`]));

describe("DEF504 is silent about", () =>
  casesOf("DEF504", [`${ENVIRONMENT}echo x >&2\nset +e\nexport A=$(cd /x; pwd)\n`]));

describe("DEF505 finds", () =>
  casesOf("DEF505", ['Bootstrap: docker\nFrom: a:1\n%runscript\n«LD_LIBRARY_PATH="/x:/y"» tool\n']));

describe("DEF506 finds", () =>
  casesOf("DEF506", [`${ENVIRONMENT}export «PATH="$CONDA/bin:/opt/x/bin"»\n`, "«PATH=/opt/bin»"]));

describe("DEF506 is silent about", () =>
  casesOf("DEF506", [
    `${ENVIRONMENT}PATH=/opt/bin:/bin\n`,
    "PATH=$OLD",
    "PATH=/opt/bin tool",
    "PATH={{ X }}",
  ]));

describe("DEF507 finds", () =>
  casesOf("DEF507", [
    "Bootstrap: docker\nFrom: a:1\n%post\nexport A=1\n%runscript\ntool «$A» $A\n",
    "Bootstrap: docker\nFrom: a:1\n%post\nexport A=1\n%test\ncat <<E\n«${A}»\nE\n",
  ]));

describe("DEF507 is silent about", () =>
  casesOf("DEF507", [
    "Bootstrap: docker\nFrom: a:1\n%post\nA=1\n%runscript\ntool $A\n",
    "Bootstrap: docker\nFrom: a:1\n%post\nexport A=1\n%runscript\nfor A in x; do tool $A; done\n",
    "Bootstrap: docker\nFrom: a:1\n%post\nexport A=1\n%runscript\n. /opt/env.sh\ntool $A\n",
  ]));

describe("DEF508 is silent about", () =>
  casesOf("DEF508", [
    `${ENVIRONMENT}export A=1\n%post\ntool \${A:-x}\n`,
    `${ENVIRONMENT}export A=1\n%post\nread A < x; tool $A\n`,
    `${ENVIRONMENT}export A=1\n%post\ntool '$A'\n`,
  ]));

describe("DEF514 is silent about", () =>
  casesOf("DEF514", [
    `${ENVIRONMENT}export LANG=de_DE.UTF-8\nexport LC_ALL=C\n`,
    `${ENVIRONMENT}export LANG=de_DE.UTF-8\n%post\napt-get install -y locales\n`,
  ]));

describe("DEF516 is silent about", () =>
  casesOf("DEF516", [
    "bash x.sh -b -p /opt/conda; export PATH=/opt/conda/bin:$PATH; ln -s /opt/conda/bin/tool /usr/local/bin",
    "./configure --prefix=/root/tool && make install; export PATH=/root/tool/bin:$PATH",
    "make install PREFIX=/usr/local; export PATH=/usr/local/cuda/bin:$PATH",
    "make install PREFIX=/opt/x; export PATH=/opt/x/bin:$PATH\n%environment\n. /opt/x/env.sh",
  ]));

describe("DEF501 knows what the engine exports", () =>
  casesOf("DEF501", [
    "true\n%environment\nHOME=/opt\nPATH=/opt/bin:$PATH\nLD_LIBRARY_PATH=/opt/lib\n«LANG=C.UTF-8»\n«SHELL=/bin/bash»",
  ]));
