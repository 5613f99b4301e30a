/** What the recipes of the differential test build upon: small images in a registry and in files, and files to copy. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageOf, smallRootLayer } from "@deftools/testkit";
import { writeLayout } from "../layout.ts";
import { findProgram, must } from "../programs.ts";
import { push, type RealRegistry } from "../registry.ts";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The configs of the images, by their names in the registry. */
const configs = {
  base: { Env: [PATH, "COLOR=blue"], Cmd: ["/bin/sh"], Labels: { maintainer: "a b", kind: "base" } },
  entry: { Env: [PATH], Entrypoint: ["/bin/echo", "entry"], Cmd: ["from", "the command"] },
  command: { Env: [PATH], Cmd: ["/bin/echo", "command"] },
  nothing: { Env: [PATH] },
  odd: { Env: [PATH, 'QUOTES=it\'s "q"', "DOLLAR=$HOME", "SPACES=a  b", "EQUALS=a=b"], Cmd: ["/bin/env"] },
} as const;

/** `docker`'s From of each image. */
export type Bases = Readonly<Record<keyof typeof configs, string>>;

/** Pushes the images, and writes `oci` (a layout), `oci.tar`, `docker.tar`, `base.sif`, `box` and files to copy into the folder. */
export const makeBases = async (folder: string, registry: RealRegistry): Promise<Bases> => {
  const { tar } = await smallRootLayer("busybox");
  for (const [name, config] of Object.entries(configs)) {
    const layout = join(folder, `layout-${name}`);
    writeLayout(layout, imageOf({ layers: [tar], config }));
    push(layout, registry, `lab/${name}:1`);
  }
  const here = (name: string): string => join(folder, name);
  must("cp", ["-r", here("layout-base"), here("oci")]);
  must("skopeo", ["copy", "--quiet", `oci:${here("oci")}:latest`, `oci-archive:${here("oci.tar")}:latest`]);
  must("skopeo", [
    ...["copy", "--quiet", `oci:${here("oci")}:latest`],
    `docker-archive:${here("docker.tar")}:lab/base:1`,
  ]);
  writeFiles(folder);
  must("cp", [findProgram("busybox") ?? "", here("busybox")]);
  const of = (name: keyof typeof configs): string => `${registry.host}/lab/${name}:1`;
  const base =
    "%labels\n  From theirs\n%environment\n  export BASE=1\n%runscript\n  echo base runs\n%help\n  base help\n";
  writeFileSync(here("base.def"), `Bootstrap: docker\nFrom: ${of("base")}\n${base}`);
  must("apptainer", ["build", here("base.sif"), here("base.def")], { cwd: folder });
  must("apptainer", ["build", "--sandbox", here("box"), here("base.sif")], { cwd: folder });
  return {
    base: of("base"),
    entry: of("entry"),
    command: of("command"),
    nothing: of("nothing"),
    odd: of("odd"),
  };
};

const writeFiles = (folder: string): void => {
  mkdirSync(join(folder, "data", "sub"), { recursive: true });
  const files = {
    "data/one.txt": "one\n",
    "data/two.txt": "two\n",
    "data/three.dat": "three\n",
    "data/sub/deep.txt": "deep\n",
    "data/.hidden": "hidden\n",
    "with blank.txt": "blank\n",
    "values.args": "COLOR=green\nSIZE=7\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "tool"), '#!/bin/sh\necho tool "$@"\n', { mode: 0o755 });
  symlinkSync("data/one.txt", join(folder, "link"));
  symlinkSync("data", join(folder, "folder-link"));
};
