/** What the rules once missed or wrongly told in recipes that people have published, each cut down to a line. */

import { parse } from "@deftools/grammar";
import { lint } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { describe, expect, it } from "vitest";
import { casesOf } from "./cases.ts";

const FROM = "Bootstrap: docker\nFrom: debian:12\n";

describe("DEF001 and DEF004", () => {
  casesOf("DEF001", [
    `${FROM}%help\ntext\n«%env»\nLANG en_GB\n`,
    `${FROM}%post\ntrue\n«%run»\nexec tool\n`,
    `${FROM}%post\ncat > x.py <<X\n%env A=1\nX\n`,
  ]);
  casesOf("DEF004", [
    `${FROM}%help\ntext\n%env\nLANG en_GB\n`,
    `${FROM}%post\ncat > x.py <<X\n«%env» A=1\nX\n`,
  ]);
});

describe("DEF205", () => {
  it.each([
    [
      "{{cookiecutter.base-OS}}",
      /^".*" is no image reference: "\{\{cookiecutter\.base-OS\}\}" is no build argument/,
    ],
    ["Lab/tool", /write "lab\/tool"/],
  ])("says what is wrong with %s", (image, wanted) => {
    const rule = rules.find(({ code }) => code === "DEF205");
    const [finding] = lint(understand(parse(`Bootstrap: docker\nFrom: ${image}\n`)), rule ? [rule] : []);
    expect(finding?.message).toMatch(wanted);
  });
});

describe("DEF511", () =>
  casesOf("DEF511", [
    `${FROM}%environment\nexport «SINGULAIRTYENV_APPEND_LD_LIBRARY_PATH»=/opt/lib\n`,
    `${FROM}%environment\nexport «SINGULARITYENV_A»=1 «APPTANERENV_B»=2 SINGULARITY_NAME=x SINGULAR_ENV=y\n`,
  ]));

describe("DEF831", () =>
  casesOf("DEF831", [
    `${FROM}%labels\n«about.summary="two»  words"\n`,
    `${FROM}%labels\nVersion «= 1.0»\n`,
    `${FROM}%labels\nVersion «=1.0»\n`,
    `${FROM}%labels\n«Version=» 1.0\n`,
    `${FROM}%labels\n«Author:» Joe\n`,
    `${FROM}%labels\nE2P2 «: https://example.org»\n`,
    `${FROM}%labels\nhttps://example.org/a and more\nhttps://x/?a=b c\nCheck == x\nAuthor:\nName=\nSee a=b\n`,
  ]));

describe("DEF805 finds", () =>
  casesOf("DEF805", [
    "«make -C /src/htslib install»",
    "cd /src; «cmake --build libfoo/build --target install»",
    "cp libx.so «/usr/local/lib/x86_64-linux-gnu/»",
    "apt-get install -y libbar-dev; cd /src/libfoo; «make install»; apt-get install -y curl",
  ]));

describe("DEF805 is silent about", () =>
  casesOf("DEF805", [
    "cd libaec/build; cmake -D CMAKE_INSTALL_PREFIX=/sw ..; make install",
    "cd libaec/build; cmake -D CMAKE_INSTALL_PREFIX=$SW ..; make install",
    "cd /src/foo; cmake -D BUILD_SHARED_LIBS=OFF .; cd /src/foo/libx; make install",
    "cd boost; ./bootstrap.sh --prefix=/deps; ./b2 install",
    "make -C /src/libfoo install PREFIX=/deps",
    "mv libx.so /usr/local/lib64/R/lib/old.so",
    "cp libx.so /usr/local/lib/python3.8/site-packages/",
    "cp libx.so /usr/local/lib/tool/plugins/",
    "cd libfoo; make install; echo 'export LD_LIBRARY_PATH=/usr/local/lib' >> $SINGULARITY_ENVIRONMENT",
    "cd libfoo; make install; cat >> $APPTAINER_ENVIRONMENT <<X\nexport LD_LIBRARY_PATH=/usr/local/lib\nX",
    "cd libfoo; make install; apt-get install -y curl libbar-dev",
    "cd libfoo; make install; dpkg -i /tmp/libbar.deb",
    "cd libfoo; make install; dnf -y install libbar",
    `${FROM}%files\nlibx.so /usr/local/lib/libx.so\n%post\napt-get update; apt-get install -y libbar\n`,
  ]));
