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
    "cd /src; «cmake --build hdf5/build --target install»",
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

describe("DEF801 is silent about", () =>
  casesOf("DEF801", [
    "wget -O /root/k https://x/k; apt-key add /root/k",
    "wget -O /root/k https://x/k; gpg --import /root/k",
    "cat > /root/a.patch <<X\na\nX\npatch -p0 < /root/a.patch",
    "wget -P /root https://x/tool-1.2.tar.gz; tar xzf /root/tool-$V.tar.gz -C /opt",
    "wget -P /root https://x/a.deb; dpkg -i /root/a.deb",
    "curl https://sh.rustup.rs | sh -s -- -y; rustup self uninstall -y",
    "cd; git clone u/tool.git; mkdir b; cd b; cmake -DCMAKE_INSTALL_PREFIX=/usr/local ../tool; make install",
    "cd; git clone u/tool.git; mkdir b; cd b; ../tool/configure; make install",
    "cd; git clone u/tool.git; mkdir b; cd b; cmake3 ../tool; make install",
    "cd; git clone u/tool.git; cd tool*; cmake -DCMAKE_INSTALL_PREFIX=/usr/local .; make install",
    "git clone u/tool.git ~/tool; make -C ~/tool install",
    "wget -O ~/.condarc https://x/condarc",
    "cargo install ripgrep",
    "apt-get install cargo; cargo install ripgrep --root /usr/local",
    "apt-get install cargo; export CARGO_HOME=/opt; cargo install ripgrep",
    "apt-get install cargo; cargo install ripgrep; cp ~/.cargo/bin/rg /usr/local/bin",
    "apt-get install golang; GOBIN=/usr/local/bin go install x@latest",
  ]));

describe("DEF801 finds", () =>
  casesOf("DEF801", [
    "~/miniconda.sh -b -p «~/miniconda»",
    "./Miniconda3-latest-Linux-x86_64.sh -b -p «~/miniconda»",
    "unzip x.zip -d «$HOME/.mujoco/»",
    "git clone https://x/y «~/.tool»",
    "apt-get install -y cargo; cargo «install» ripgrep",
    "apt-get install -y golang-go; go «install» example.org/x@latest",
    "wget -P «/root» https://x/tool; chmod +x /root/tool",
    "git clone https://x/a «~/a»; git clone https://x/b ~/b; cd ~/b; make install",
  ]));

describe("DEF802 is silent about", () =>
  casesOf("DEF802", [
    "echo x > /home/go.sh; sh /home/go.sh",
    "echo x > /home/eb/go.sh; su -l eb -c /home/eb/go.sh",
    "git clone u /home/pkg; R CMD INSTALL /home/pkg",
    `git clone u /home/pkg; Rscript -e "devtools::install('/home/pkg')"`,
    "ln -s /home/deps/* /opt/",
  ]));

describe("DEF802 finds", () =>
  casesOf("DEF802", [
    "bash conda.sh -b -p «/home/conda»",
    "git clone https://x/y «/home/y»; ln -s «/home/y/run» /usr/local/bin/run",
    `Bootstrap: docker\nFrom: a:1\n%post\necho x > «/home/go.sh»; sh /home/go.sh\n%runscript\nexec /home/go.sh\n`,
  ]));

describe("DEF803 is silent about", () =>
  casesOf("DEF803", [
    "cd /tmp/t; ./configure --prefix=$D && make install",
    `Bootstrap: docker\nFrom: a:1\n%post\nwget -P /tmp/ u/a.deb\n%runscript\ntouch /tmp/.run_$(uuidgen)\n`,
  ]));

describe("options in a variable", () => {
  casesOf("DEF719", [
    'OPTS=" -q -c conda-forge -y "; micromamba install $OPTS python',
    'OPTS="-q"; «micromamba install» $OPTS python',
    "conda install $UNKNOWN python",
    'conda install "$QUOTED" -y python',
  ]);
  casesOf("DEF701", ["apt-get install $APT_OPTS locales", 'O="-q"; «apt-get install» $O locales']);
});

describe("DEF723 knows which installers of R fail by themselves", () =>
  casesOf("DEF723", [
    "Rscript -e 'remotes::install_github(\"a/b\")'",
    'R -e \'devtools::install_version("a", "1")\'',
    "R -e «'BiocManager::install(\"a\")'»",
    "Rscript -e «'install.packages(\"a\")'»",
  ]));

describe("DEF805 takes no build folder and no home for the name of a project", () =>
  casesOf("DEF805", [
    "cd /root; cd cmake-3.14.4; ./configure; make; make install",
    "cd /root/centrifuge; make install prefix=/usr/local",
    "cd /src/libxc-5.2.2; ./configure; make install",
    "cd /src/libcifpp/build; cmake ..; cmake --install .",
    "cd /src/libcifpp/build; cmake .. -DBUILD_SHARED_LIBS=ON; «cmake --install .»",
    "cd /src/htslib-1.9; ./configure; «make install»",
  ]));

describe("DEF207 tells the month of each release", () =>
  it.each([
    ["ubuntu:24.10", "ubuntu 24.10 has had no updates since 2025-07"],
    ["ubuntu:questing", "ubuntu questing has had no updates since 2026-07"],
    ["centos:8", "centos 8 has had no updates since 2021-12"],
    ["quay.io/centos/centos:stream8", "centos 8 has had no updates since 2024-05"],
    ["centos:centos7.9.2009", "centos 7.9.2009 has had no updates since 2024-06"],
    ["alpine:3.9", "alpine 3.9 has had no updates since 2020-11"],
    ["alpine:3.21", undefined],
    ["fedora:4", undefined],
    ["debian:12", undefined],
  ])("%s", (image, wanted) => {
    const rule = rules.find(({ code }) => code === "DEF207");
    const [finding] = lint(understand(parse(`Bootstrap: docker\nFrom: ${image}\n`)), rule ? [rule] : []);
    expect(finding?.message).toBe(wanted);
  }));

describe("DEF604 and DEF705 tell a habit once", () => {
  casesOf("DEF604", ["«make» && make install\nmake a && make b\ntrue"]);
  casesOf("DEF705", ["«apt» update\napt install -y gcc"]);
});
