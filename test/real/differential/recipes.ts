/** Recipes that the engine and defbuild build alike: every section, argument form and agent at least once. */

import type { Bases } from "./bases.ts";

export interface Differential {
  readonly name: string;
  readonly recipe: (bases: Bases) => string;
  /** More words for the command line of either. */
  readonly options?: readonly string[];
  /** More ways to look at the image, beside the usual ones; words after `apptainer`, with IMAGE for the image. */
  readonly looks?: readonly (readonly string[])[];
  /** Both refuse it or fail, or the engine does. */
  readonly fails?: "both" | "the engine";
}

const on = (image: string): string => `Bootstrap: docker\nFrom: ${image}\n`;
const cat = (...files: readonly string[]) => ["exec", "IMAGE", "cat", ...files];

export const recipes: readonly Differential[] = [
  { name: "nothing but a header", recipe: ({ base }) => on(base) },
  { name: "ENTRYPOINT and CMD", recipe: ({ entry }) => on(entry) },
  { name: "CMD alone", recipe: ({ command }) => on(command) },
  { name: "neither ENTRYPOINT nor CMD", recipe: ({ nothing }) => on(nothing) },
  { name: "ENV with odd values", recipe: ({ odd }) => on(odd) },
  {
    name: "labels",
    recipe: ({ base }) =>
      `${on(base)}%labels\n  Author  A. Scientist\n  kind mine\n  Version v1.2\n  Quoted "a" 'b' <c> & d\n  author again\n`,
  },
  {
    name: "environment, in its order",
    recipe: ({ base }) =>
      `${on(base)}%environment\n  export COLOR=red\n  export BOTH="$COLOR and $HOME"\n  LOCAL=not-exported\n  export PATH=/opt/bin:$PATH\n  export QUOTED='a "b" $c'\n\n%post\n  true\n`,
  },
  {
    name: "variables set by the post script",
    recipe: ({ base }) =>
      `${on(base)}%post\n  echo 'export FROM_POST=1' >>$APPTAINER_ENVIRONMENT\n  echo "export COLOR=$COLOR-post" >>$SINGULARITY_ENVIRONMENT\n%environment\n  export LAST=$COLOR\n`,
  },
  {
    name: "labels set by the post script",
    recipe: ({ base }) =>
      `${on(base)}%post\n  echo "built.by script" >>$APPTAINER_LABELS\n  echo "Date 1 2 3" >>$SINGULARITY_LABELS\n%labels\n  Static yes\n`,
  },
  {
    name: "runscript with arguments",
    recipe: ({ base }) =>
      `${on(base)}%runscript\n  echo "$# of $COLOR: $*"\n  for word in "$@"; do echo "<$word>"; done\n  exit 3\n`,
  },
  {
    name: "runscript in place of ENTRYPOINT",
    recipe: ({ entry }) => `${on(entry)}%runscript\n  exec echo own "$@"\n`,
  },
  {
    name: "runscript with a shebang",
    recipe: ({ base }) => `${on(base)}%runscript\n#!/bin/cat\nthis text\n`,
  },
  {
    name: "runscript with a shell as its argument",
    recipe: ({ base }) => `${on(base)}%runscript -c /bin/sh\n  echo "with $0 $*"\n`,
  },
  {
    name: "startscript and help",
    recipe: ({ base }) =>
      `${on(base)}%startscript\n  exec sleep 100\n\n%help\n  Help of\n    two lines, "quoted" $HOME\n`,
    looks: [cat("/.singularity.d/startscript", "/.singularity.d/runscript.help")],
  },
  {
    name: "test that passes",
    recipe: ({ base }) =>
      `${on(base)}%test\n  echo "tested with $# arguments, $COLOR"\n  test -e /bin/busybox\n`,
  },
  { name: "test that fails", recipe: ({ base }) => `${on(base)}%test\n  false\n`, fails: "both" },
  {
    name: "test with a shell as its argument, not run",
    recipe: ({ base }) => `${on(base)}%test -c /bin/sh\n  exit 4\n`,
    options: ["--notest"],
  },
  {
    name: "post: modes, links and times of day",
    recipe: ({ base }) =>
      `${on(base)}%post\n  umask\n  mkdir -p /opt/a/b && echo x >/opt/a/b/file && touch /opt/empty\n  chmod 4755 /opt/empty; chmod 1777 /opt/a\n  ln -s /nowhere /opt/dangling; ln /opt/a/b/file /opt/second-name\n  rm /etc/os-release; mkdir /opt/gone && rm -r /opt/gone\n  mkdir -m 700 /opt/secret\n`,
  },
  {
    name: "post: what it sees",
    recipe: ({ base }) =>
      `${on(base)}%post\n  { pwd; id -u; umask; echo "$HOME $PATH $COLOR"; echo "$-"; echo "$0"; echo "$#"; } >/seen\n  env | grep -v -e '^APPTAINER_' -e '^SINGULARITY_' | sort >/variables\n  names=$(ls -a / | sort); echo "$names" >/root-names\n`,
    looks: [cat("/seen"), cat("/variables"), cat("/root-names")],
  },
  {
    name: "post with a shell as its argument",
    recipe: ({ base }) => `${on(base)}%post -c /bin/sh\n  false\n  echo "$0 $-" >/after\n`,
    looks: [cat("/after")],
  },
  {
    name: "post with a shebang",
    recipe: ({ base }) => `${on(base)}%post\n#!/bin/sh\n  echo "$0" >/shebang\n`,
    looks: [cat("/shebang")],
  },
  {
    name: "post twice",
    recipe: ({ base }) =>
      `${on(base)}%post\n  echo 1 >>/twice\n%environment\n  export X=1\n%post\n  echo 2 >>/twice\n`,
    looks: [cat("/twice")],
  },
  {
    name: "post that fails",
    recipe: ({ base }) => `${on(base)}%post\n  echo before\n  false\n  echo after\n`,
    fails: "both",
  },
  {
    name: "files: words, globs and folders",
    recipe: ({ base }) =>
      `${on(base)}%files\n  data/one.txt\n  data/one.txt /opt/renamed\n  data/*.txt /opt/globbed/\n  data /opt/folder\n  data/ /opt/other/deeper\n  "with blank.txt" /opt/blank\n  tool /usr/bin/\n  data/[ot]* /opt/class/\n`,
  },
  {
    name: "files: links are followed",
    recipe: ({ base }) =>
      `${on(base)}%files\n  link /opt/link\n  folder-link /opt/folder-link\n  link /opt/\n`,
  },
  {
    name: "files: into what is there",
    recipe: ({ base }) =>
      `${on(base)}%files\n  data /etc\n  data/one.txt /etc/os-release\n  data/sub /opt\n  data/two.txt /opt/new/name\n`,
  },
  {
    name: "files: what is not there",
    recipe: ({ base }) => `${on(base)}%files\n  nosuch /opt\n`,
    fails: "both",
  },
  {
    name: "files before post",
    recipe: ({ base }) =>
      `${on(base)}%post\n  cat /opt/one.txt >/from-files; /opt/tool x >>/from-files\n%files\n  data/one.txt /opt/\n  tool /opt/\n`,
    looks: [cat("/from-files")],
  },
  {
    name: "two stages",
    recipe: ({ base, command }) =>
      `${on(base)}Stage: build\n%post\n  mkdir -p /made/sub; echo made >/made/file; ln -s file /made/link; chmod 700 /made/sub; echo s >/made/sub/s\n\n${on(command)}%files from build\n  /made /opt/made\n  /made/file /opt/\n  /made/* /opt/globbed/\n  /bin/busybox /opt/bb\n%post\n  cat /opt/file >/seen\n`,
    looks: [cat("/seen")],
  },
  {
    name: "arguments of a template",
    recipe: ({ base }) =>
      `${on(base).replace("From: ", "From: {{ HOST }}\n#").replace(/\n#.*/, "")}%arguments\n  HOST=${base}\n  COLOR=plain\n  SIZE=1\n%labels\n  size {{SIZE}}\n%post\n  echo {{ COLOR }} {{SIZE}} >/arguments\n%runscript\n  echo {{ COLOR }}\n`,
    options: ["--build-arg", "COLOR=bright red"],
    looks: [cat("/arguments")],
  },
  {
    name: "arguments from a file",
    recipe: ({ base }) =>
      `${on(base)}%arguments\n  COLOR=plain\n  SIZE=1\n%post\n  echo {{ COLOR }} {{ SIZE }} >/arguments\n`,
    options: ["--build-arg-file", "values.args", "--build-arg", "SIZE=9"],
    looks: [cat("/arguments")],
  },
  {
    name: "an argument without a value",
    recipe: ({ base }) => `${on(base)}%post\n  echo {{ NOSUCH }}\n`,
    fails: "both",
  },
  {
    name: "apps",
    recipe: ({ base }) =>
      `${on(base)}%appinstall one\n  echo installed >$SCIF_APPROOT/installed\n  mkdir -p bin; echo '#!/bin/sh\necho tool of one' >bin/tool1; chmod 755 bin/tool1\n%appenv one\n  export NAME=one\n%apprun one\n  echo "run $NAME: $*"; tool1; echo "$SCIF_APPNAME in $SCIF_APPROOT"\n%applabels one\n  Version 1.0\n  Note of one\n%apphelp one\n  help of one\n%appfiles one\n  data/one.txt one.txt\n%apptest one\n  echo tested one\n\n%appenv two\n  export NAME=two\n%apprun two\n  env | grep -e NAME -e SCIF | sort\n`,
    looks: [
      ["run", "--app", "one", "IMAGE", "a", "b c"],
      ["run", "--app", "two", "IMAGE"],
      ["exec", "--app", "one", "IMAGE", "sh", "-c", "echo $NAME $PATH; pwd"],
      ["test", "--app", "one", "IMAGE"],
      ["run-help", "--app", "one", "IMAGE"],
      ["inspect", "--app", "one", "--labels", "IMAGE"],
      ["inspect", "--list-apps", "IMAGE"],
      ["inspect", "--app", "one", "--runscript", "IMAGE"],
    ],
  },
  {
    // the folder is made, as it is for %files
    name: "app files into a folder that is not there",
    recipe: ({ base }) => `${on(base)}%appfiles one\n  data/two.txt\n`,
    fails: "the engine",
  },
  { name: "agent oci", recipe: () => "Bootstrap: oci\nFrom: oci\n%post\n  echo 1 >/made\n" },
  {
    name: "agent oci-archive",
    recipe: () => "Bootstrap: oci-archive\nFrom: oci.tar\n%runscript\n  echo run\n",
  },
  {
    name: "agent docker-archive",
    recipe: () => "Bootstrap: docker-archive\nFrom: docker.tar\n%post\n  echo 1 >/made\n",
  },
  {
    name: "agent localimage, a SIF",
    recipe: () =>
      "Bootstrap: localimage\nFrom: base.sif\n%environment\n  export MORE=$BASE\n%labels\n  More yes\n%post\n  echo $BASE >/base\n",
    looks: [cat("/base")],
  },
  {
    name: "agent localimage, a SIF, with texts of its own",
    recipe: () =>
      "Bootstrap: localimage\nFrom: base.sif\n%runscript\n  echo mine\n%help\n  my help\n%test\n  echo test\n",
    options: ["--force"],
  },
  {
    name: "agent localimage, a sandbox",
    recipe: () => "Bootstrap: localimage\nFrom: box\n%files\n  data/one.txt /opt/one\n",
  },
  {
    name: "agent scratch",
    recipe: () =>
      "Bootstrap: scratch\n%files\n  busybox /bin/sh\n  busybox /bin/env\n  busybox /bin/cat\n%environment\n  export ALONE=1\n%runscript\n  echo scratch\n",
  },
  {
    name: "setup and pre, on the host",
    recipe: ({ base }) =>
      `${on(base)}%pre\n  echo pre >pre-was-here\n%setup\n  echo setup >$APPTAINER_ROOTFS/setup; echo s >$SINGULARITY_ROOTFS/also; cat pre-was-here >>$APPTAINER_ROOTFS/setup\n%post\n  cat /setup >/post\n`,
    looks: [cat("/setup", "/also", "/post")],
  },
  {
    name: "everything at once",
    recipe: ({ entry }) =>
      `${on(entry)}%files\n  data/one.txt /opt/one\n%post\n  cp /opt/one /opt/two\n%environment\n  export A=1 B="2 3"\n%labels\n  L v\n%startscript\n  echo start\n%runscript\n  cat /opt/two; echo $A $B "$@"\n%test\n  grep -q one /opt/two\n%help\n  all\n`,
  },
];
