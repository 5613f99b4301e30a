/** More cases of the rules about base images. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const from = (image: string, agent = "docker"): string => `Bootstrap: ${agent}\nFrom: ${image}\n`;

describe("DEF207", () =>
  casesOf("DEF207", [
    from("«centos:7»"),
    from("«centos:7.9.2009»"),
    from("«centos:stream8»"),
    from("centos:stream9"),
    from("«alpine:3.9»"),
    from("«alpine:3.20.1»"),
    from("alpine:3.21"),
    from("alpine:3.22.1"),
    from("«debian:10-slim»"),
    from("«debian:jessie»"),
    from("debian:12"),
    from("«ubuntu:20.04»"),
    from("ubuntu:22.04"),
    from("ubuntu"),
    from("«fedora:33»"),
    from("fedora:43"),
    from("«nvidia/cuda:11.0-devel-ubuntu18.04»"),
    from("«ubuntu:18.04»", "library"),
    from("rockylinux:8"),
    from("tool:18.04"),
  ]));

describe("DEF204", () =>
  casesOf("DEF204", [
    from("index.docker.io/a/b:1"),
    from("a/b:1"),
    from("«localhost:5000/b:1»"),
    from("{{ HOST }}/b:1"),
    from("x.org/a/b", "library"),
  ]));

describe("DEF208", () =>
  casesOf("DEF208", [
    "Bootstrap: busybox\nMirrorURL: «http://»x/busybox\n",
    "Bootstrap: dnf\nMirrorURL: https://x/\nUpdateURL: «http://»y/\n",
    "Bootstrap: zypper\nMirrorURL: http://x/\n",
  ]));
