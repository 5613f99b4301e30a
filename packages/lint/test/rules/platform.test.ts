/** What rules know of the platform: the distribution of the base, its shell and C library, the options of a section's shell. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const on = (image: string, body: string, section = "%post") =>
  `Bootstrap: docker\nFrom: ${image}\n${section}\n${body}\n`;

describe("DEF731 knows which package manager a base has", () =>
  casesOf("DEF731", [
    on("alpine:3.21", "«apt-get» update\napt-get install -y gcc"),
    on("alpine:3.21", "«apt» install -y gcc"),
    on("alpine:3.21", "apk add --no-cache gcc"),
    on("python:3.13-alpine", "«apt-get» update"),
    on("python:3.13-slim", "apt-get update"),
    on("python:3.13-slim", "«apk» add gcc"),
    on("ubuntu:24.04", "«yum» install -y gcc"),
    on("nvcr.io/nvidia/cuda:12.4.1-devel-rockylinux9", "«apt-get» update"),
    on("nvcr.io/nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get update"),
    on("rockylinux:9", "yum install -y gcc && dnf clean all"),
    on("opensuse/leap:15.6", "«dnf» install -y gcc"),
    on("archlinux:latest", "«apt-get» update"),
    on("lab/tools:1.0", "apt-get update; yum install -y x"),
    on("fedora:42", "if command -v apt-get; then apt-get update; fi"),
    on("fedora:42", "dnf install -y apt\napt-get --version"),
    on("ubuntu:24.04", "apt-get install -y pacman\npacman -V"),
  ]));

describe("DEF805 leaves bases with musl alone", () =>
  casesOf("DEF805", [
    ...[
      "alpine:3.21",
      "python:3.13-alpine",
      "node:22-alpine3.21",
      "alpine@sha256:1",
      "ghcr.io/x/alpine:3.21",
    ].map((image) => on(image, "cd /opt/libfoo && ./configure && make install")),
    ...["debian:12", "rockylinux:9", "python:3.13-slim", "lab/tools:1.0", "opensuse/leap:15.6"].map((image) =>
      on(image, "cd /opt/libfoo && ./configure && «make install»"),
    ),
  ]));

describe("DEF601 knows the shell of a section", () =>
  casesOf("DEF601", [
    on("debian:12", "a=1; «[[ $a ]]»"),
    on("debian:12", "[[ $a ]]", "%post -c /bin/bash"),
    on("debian:12", "[[ $a ]]", "%post -c /bin/bash -e"),
    on("debian:12", "«[[ $a ]]»", "%post -u"),
    on("debian:12", "[[ $a ]]", "%environment"),
    on("debian:12", "«[[ $a ]]»", "%runscript"),
    on("debian:12", "#!/bin/bash\n[[ $a ]]", "%runscript"),
    on("debian:12", "#!/usr/bin/env bash\n[[ $a ]]", "%test"),
    on("rockylinux:9", "[[ $a ]]"),
    on("alpine:3.21", "[[ $a ]]"),
    on("debian:12", "«[[ $a ]]»", "%appinstall x -c /bin/bash"),
    on("debian:12", "[[ $a ]]", "%post -c /bin/bash\ntrue\n%appinstall x"),
  ]));

describe("DEF611 minds cd in scripts that nothing stops; of a build without -e tells DEF603", () =>
  casesOf("DEF611", [
    on("debian:12", "cd $X\nmake"),
    on("debian:12", "cd $X\nmake", "%post -c /bin/bash"),
    on("debian:12", "cd $X\nmake", "%post -c /bin/bash -e"),
    on("debian:12", "cd $X\nmake", "%post -c /bin/bash -o errexit"),
    on("debian:12", "«cd $X»\nmake", "%runscript"),
    on("debian:12", "#!/bin/sh -e\ncd $X\nmake", "%runscript"),
    on("debian:12", "cd $X\nmake", "%post +e"),
  ]));
