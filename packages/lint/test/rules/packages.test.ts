/** More cases of the rules about package managers. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const ROCKY = "Bootstrap: docker\nFrom: rockylinux:9\n%post\n";

describe("DEF701 finds", () =>
  casesOf("DEF701", [
    "«apt-get install» x",
    "sudo «apt-get -q install» x",
    "«apt upgrade»",
    "«apt-get install» -f",
    "DEBIAN_FRONTEND=noninteractive «apt-get install» x",
  ]));

describe("DEF701 is silent about", () =>
  casesOf("DEF701", [
    "apt-get install -yq x",
    "apt-get -q -q install x",
    "apt-get -o APT::Get::Assume-Yes=true install x",
    "apt-get install --download-only x",
    "apt-get update; apt-get clean; apt-get purge",
    "apt-get install x < answers",
    "echo apt-get install x",
  ]));

describe("DEF704 is silent about", () =>
  casesOf("DEF704", [
    "apt-get update; rm -rf /var/lib/apt/lists",
    "apt-get update; rm -rf /var/lib/{apt,dpkg}/",
    "apt-get update; find /var/lib/apt/lists -delete",
    "apt-get update; apt-get distclean",
  ]));

describe("DEF704 finds", () =>
  casesOf("DEF704", [
    "rm -rf /var/lib/apt/lists/*; «apt-get update»",
    "apt-get update; «apt-get update»",
    "«apt-get update» # rm -rf /var/lib/apt/lists/*",
  ]));

describe("DEF711 finds", () => casesOf("DEF711", [`${ROCKY}«dnf groupinstall» x; «yum update»\n`]));

describe("DEF711 is silent about", () =>
  casesOf("DEF711", [`${ROCKY}dnf -qy install x; yum makecache; dnf repolist; yum clean all\n`]));

describe("DEF712 is silent about", () =>
  casesOf("DEF712", [
    `${ROCKY}dnf -y install x; rm -rf /var/cache/dnf\n`,
    `${ROCKY}yum -y install x; dnf clean all\n`,
  ]));

describe("DEF716 finds", () =>
  casesOf("DEF716", ["«/opt/x/bin/pip install» x", "«python3.12 -m pip install» -r x.txt; pip install y"]));

describe("DEF716 is silent about", () =>
  casesOf("DEF716", [
    "pip install --no-cache-dir x; pip list",
    "PIP_NO_CACHE_DIR=1; pip install x",
    "pip install x; rm -rf ~/.cache/pip",
    "Bootstrap: docker\nFrom: a:1\nStage: b\n%post\npip install x\nBootstrap: docker\nFrom: a:1\n",
  ]));

describe("DEF719 is silent about", () =>
  casesOf("DEF719", [
    "conda clean -afy",
    "conda install -yq x",
    "conda info; conda list",
    "conda env update -f x.yml",
  ]));

describe("DEF720 is silent about", () =>
  casesOf("DEF720", [
    "conda install -y x; conda clean --all --yes",
    "conda install -y x; rm -rf /opt/conda/pkgs",
  ]));

describe("DEF724 finds", () =>
  casesOf("DEF724", ["«curl» -sSL -o x https://y", "«curl» https://y > x", "«curl» -sO 'https://y/z?a=b'"]));

describe("DEF724 is silent about", () =>
  casesOf("DEF724", [
    "curl -sSfL -o x https://y",
    "curl https://y | tar xz",
    "curl https://y > /dev/null",
    "curl -o x $URL",
  ]));

describe("DEF727 is silent about", () =>
  casesOf("DEF727", [
    "cd /opt/a; wget https://x/y.tgz; tar xf y.tgz; cd ..; rm -rf /opt/a",
    "cd $X; wget https://x/y.tgz; tar xf y.tgz",
    "cd /opt; wget -O - https://x/y.tgz | tar xz",
  ]));
