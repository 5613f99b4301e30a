/** More cases of the rules about places: what counts as installing, and what takes it back. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const ALPINE = "Bootstrap: docker\nFrom: alpine:3.21\n%post\n";

describe("DEF801 finds", () =>
  casesOf("DEF801", [
    "git clone https://x/y «~/y»",
    "cd; git clone «https://x/y.git»",
    "cd ~ && git clone «https://x/y.git»",
    "(cd /root && git clone «https://x/y»)",
    "sudo git clone -b main https://x/y «$HOME/y»",
    'D="${HOME}/sw"; mkdir -p "$D"; cp -r /src «"$D/src"»',
    "./configure «--prefix=$HOME/x»",
    "./configure --prefix «/root/x»",
    "cmake .. «-DCMAKE_INSTALL_PREFIX=~/x»",
    "cmake .. «-DCMAKE_INSTALL_PREFIX:PATH=/root/x»",
    "cmake --install b --prefix «/root/x»",
    "make install «prefix=/root»",
    "make «DESTDIR=/root» install",
    "conda create -y -p «/root/env» python",
    "conda env create -f e.yml --prefix «~/env»",
    "bash Miniconda3.sh -bp «$HOME/conda»",
    "sh ./Miniforge3-Linux-x86_64.sh -b -p «$HOME/forge»",
    "bash «Anaconda3.sh» -b",
    "python3 -m venv «~/env»",
    "pip install --target=/opt/x a && pip install -t «/root/x» b",
    "pip install -e «~/src»",
    "cd /root/src && pip install -e «.»",
    "ln -s «/root/x/bin/x» /usr/local/bin/x",
    "ln -s /opt/x «~/x»",
    "tar -xzf a.tgz -C «/root»",
    "wget -O «/root/tool» https://x && chmod +x /root/tool",
    "curl -fsSL -o «~/bin/tool» https://x",
    "mv tool «~/bin/»",
    "install -m 755 tool «/root/bin/tool»",
    "cp -t «/root/bin» a b",
    "unzip a.zip -d «/root/a»",
    "cargo install --root «~/cargo» ripgrep",
    "curl -L «https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.1/install.sh» | bash",
    "curl -fsSL «https://install.julialang.org» | sh -s -- -y",
    "curl -fsSL «https://pyenv.run» | bash",
    'sh -c "$(curl -fsSL «https://get.sdkman.io»)"',
    "curl -fo rustup.sh https://sh.rustup.rs; sh «rustup.sh» -y",
    "cat <<EOF > «/root/run.sh»\nx\nEOF",
    "git clone https://x/{{ NAME }} «~/{{ NAME }}»",
    "if true; then git clone https://x/y «/root/y»; fi",
  ]));

describe("DEF801 is silent about", () =>
  casesOf("DEF801", [
    "git clone https://x/y ~/y; rm -rf ~/y",
    "git clone https://x/y ~/y; rm -rf /root/*",
    "cd /root; wget -O a.tgz https://x; tar xf a.tgz; rm a.tgz",
    "wget -O /root/a.deb https://x; dpkg -i /root/a.deb",
    "curl -o ~/i.sh https://x; sh ~/i.sh",
    "git clone https://x/y ~/y; cp -r ~/y/bin /usr/local/",
    "git clone https://x/y ~/y && cd ~/y && pip install .",
    "git clone https://x/y ~/y; mv ~/y /opt/y",
    "export HOME=/opt; git clone https://x/y ~/y",
    "CARGO_HOME=/opt/cargo; export CARGO_HOME; curl https://sh.rustup.rs | sh -s -- -y",
    "curl https://sh.rustup.rs > rustup.html",
    "make PREFIX=/root",
    "echo x >> ~/.condarc; echo y > ~/.netrc",
    "echo 'export A=1' >> ~/.bashrc; . ~/.bashrc",
    "ls /root; cat /root/x; cd /root",
    "echo 'git clone https://x/y ~/y'",
    "D=$(pwd)/x; git clone https://x/y $D",
    "git clone https://x/y $UNKNOWN/root/y",
    "./configure --prefix=/rooted",
    "mkdir -p /root/mount",
    "(cd /root); git clone https://x/y",
    "f() { cd /root; }; git clone https://x/y",
    "ln -s ../root/x /usr/local/bin/x",
    "make install > build.log",
    "Bootstrap: docker\nFrom: a:1\n%setup\n cp x /root/x\n",
    "Bootstrap: docker\nFrom: a:1\n%runscript\n cp x ~/x\n",
  ]));

describe("DEF803 finds", () =>
  casesOf("DEF803", [
    "make install «PREFIX=/tmp/x»",
    "conda create -p «/var/tmp/env»",
    "git clone https://x/y /tmp/y; ln -s «/tmp/y/run» /usr/local/bin/run",
    "Bootstrap: docker\nFrom: a:1\n%post\n tar xf a -C «$TMPDIR/a»\n%environment\n export PATH=$PATH:/tmp/a/bin\n",
    "Bootstrap: docker\nFrom: a:1\n%post\n D=$(mktemp -d)\n ./configure «--prefix=$D/x»\n",
  ]));

describe("DEF803 is silent about", () =>
  casesOf("DEF803", [
    "cd /tmp; git clone https://x/y; cd y; make; make install",
    "pip install --target /tmp/x a; cp -r /tmp/x/a /opt/; rm -rf /tmp/x",
    "make install DESTDIR=/tmp/stage; cp -a /tmp/stage/. /",
    "ln -s /tmp /opt/cache",
    "Bootstrap: docker\nFrom: a:1\n%post\n git clone https://x/y /tmp/y\n%runscript\n echo /tmp/yes\n",
  ]));

describe("DEF805 finds", () =>
  casesOf("DEF805", [
    "cd /opt/libfoo-1.2 && ./configure && make && «make install»",
    "cd /opt/hdf5-1.14/build && cmake .. && «make -j4 install»",
    "cd /src && ./configure --enable-shared; «make install»",
    "cd /src; meson setup b --default-library=shared; «meson install -C b»",
    "ldconfig; cd /opt/gsl-2.8; ./configure; «make install»",
    "cd /opt/lrslib-071a && make && «make install»",
    "cd /opt/tool-libs3 && ./configure && «make install»",
    "echo /opt/lib | tee -a «/etc/ld.so.conf»",
    "cp foo.conf «/etc/ld.so.conf.d/»",
    "install -m 644 libx.so.1.2 «/usr/local/lib64/libx.so.1.2»",
  ]));

describe("DEF805 is silent about", () =>
  casesOf("DEF805", [
    "cd /opt/libfoo-1.2 && ./configure && make install && ldconfig",
    "cd /opt/libfoo && ./configure && make install; /sbin/ldconfig -v",
    "cd /opt/libfoo && ./configure --prefix=/opt/x && make install",
    "cd /opt/libfoo && ./configure --prefix=$P && make install",
    "cd /opt/libfoo && make install DESTDIR=/stage",
    "cd /opt/libfoo && ./configure --disable-shared && make install",
    "cd /opt/htslib; git clone https://x/samtools; cd samtools; make install",
    "cd /src/tool && cmake . && make install",
    "cd /opt/IO-Zlib-1.11 && perl Makefile.PL && make && make install",
    "cp libx.so /usr/lib/",
    "cp libx.so /opt/x/lib/",
    "echo 'ld.so.conf' > /etc/other",
    `${ALPINE}cd /opt/libfoo && ./configure && make install\n`,
    "apk add gcc; cd /opt/libfoo && ./configure && make install",
    "Bootstrap: docker\nFrom: python:3.13-alpine\n%post\ncd /opt/libfoo && make install\n",
    "Bootstrap: docker\nFrom: a:1\n%post\ncd /opt/libfoo && make install\n%post\nldconfig\n",
    "Bootstrap: docker\nFrom: a:1\n%post\ncd /opt/libfoo && make install\n%environment\nexport LD_LIBRARY_PATH=/usr/local/lib\n",
    "Bootstrap: docker\nFrom: a:1\nStage: b\n%post\ncd /opt/libfoo && make install\nBootstrap: docker\nFrom: a:1\n",
  ]));

describe("DEF808 finds", () =>
  casesOf("DEF808", [
    "Bootstrap: docker\nFrom: a:1\n%runscript\n touch «/opt/x/log»; tee «/usr/share/x» < a\n",
  ]));

describe("DEF821 is silent about", () =>
  casesOf("DEF821", [
    "Bootstrap: docker\nFrom: a:1\n%runscript\n while [ $# -gt 0 ]; do shift; done; tool\n",
    "Bootstrap: docker\nFrom: a:1\n%runscript\n#!/usr/bin/python3\nprint(1)\n",
    "Bootstrap: docker\nFrom: a:1\n%runscript\n tool --in=$1\n",
  ]));

describe("DEF822 finds", () =>
  casesOf("DEF822", [
    "Bootstrap: docker\nFrom: a:1\n%runscript\n for x in «$@»; do tool $x; done\n",
    "Bootstrap: docker\nFrom: a:1\n%apprun x\n tool --args=«$*»\n",
  ]));

describe("DEF824 finds", () =>
  casesOf("DEF824", ["exec bash\n«conda activate x»", "exec -a name tool\n«echo x»"]));

describe("DEF843 is silent about", () =>
  casesOf("DEF843", [
    "Bootstrap: docker\nFrom: a:1\n%test\n#!/bin/sh -e\n tool\n echo ok\n",
    "Bootstrap: docker\nFrom: a:1\n%test\n if ! tool; then exit 1; fi\n echo ok\n",
    "Bootstrap: docker\nFrom: a:1\n%test\n echo ok\n",
  ]));
