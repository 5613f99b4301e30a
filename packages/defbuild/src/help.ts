/** The examples that follow the options of `--help`, a text for each command. */

export const HELP = `
A recipe:
  Bootstrap: docker
  From: debian:12-slim

  %post
    apt-get update && apt-get install -y --no-install-recommends samtools

  %runscript
    exec samtools "$@"

  %test
    samtools --version

Examples:
  defbuild recipe.def                        write recipe.sif
  defbuild --plan recipe.def                 what would be done, what of it is cached, and why the rest is not
  defbuild -o /data/app.sif recipe.def       write the image elsewhere
  defbuild --build-arg TAG=12 recipe.def     fill in {{ TAG }}
  defbuild --lock recipe.def                 take the same base images every time
  defbuild --max-age 7d recipe.def           run scripts again whose results are older than a week
  defbuild --cache-mount apt,pip recipe.def  download no package twice
  defbuild --secret id=token,src=t.txt recipe.def
                                             %post reads /run/secrets/token, which is kept nowhere
  defbuild --debug-shell recipe.def          look around where a script failed
  defbuild --compression zstd recipe.def     faster and smaller; needs Apptainer 1.4 or later to run
  defbuild docker://debian:12 -o debian.sif  an image without a recipe
  defbuild --sandbox box image.sif           an image as a folder
  defbuild -o oci-archive:app.tar app.sif    for container engines
  defbuild --progress plain recipe.def       for logs

  defbuild doctor                            can scripts run here, and what is missing
  defbuild run recipe.sif view reads.bam     a quick look at what was built; also exec, shell, test
  defbuild inspect --runscript app.sif       what a built image runs

Logins come from APPTAINER_DOCKER_USERNAME and APPTAINER_DOCKER_PASSWORD, --authfile, ~/.apptainer/docker-config.json or
~/.docker/config.json, the first that is there. Layers are kept in DEFBUILD_CACHEDIR, else in ~/.cache/defbuild.
SOURCE_DATE_EPOCH sets the time of generated files; without it they have the base image's.

Exit codes: 0 built, 1 the build failed, 2 wrong use or a file that cannot be read, 3 a mistake in defbuild.
`;

export const PULL_HELP = `
Examples:
  defbuild pull docker://debian:12           write debian_12.sif
  defbuild pull my.sif docker://debian:12    write my.sif
  defbuild pull oras://ghcr.io/lab/image:1   a SIF that lies in a registry, as it is
  defbuild pull library://lab/tools/image:1  a SIF that lies in a library, as it is

The library is what --library or APPTAINER_LIBRARY names, else what \`apptainer remote use\` has chosen, else library.sylabs.io.
`;

const LOOK = `
The program is root in a sandbox. It sees the image, the network, and what --bind lends; what it writes elsewhere is
forgotten. An engine shows it more: your home, the current folder, /tmp, your variables. So this is for a look, and an
engine for the real run. The exit code is the program's.
`;

export const RUN_HELP = `
Examples:
  defbuild run app.sif input.txt             what apptainer run does, without apptainer
  defbuild run --bind "$PWD:/data" app.sif   with the current folder at /data
  defbuild run --app align app.sif           one of several apps
  defbuild run docker://alpine:3 uname -a    an image of a registry, with another command
${LOOK}`;

export const EXEC_HELP = `
Examples:
  defbuild exec app.sif python3 --version    is it in there?
  defbuild exec --bind ref:/ref:ro app.sif ls /ref
  defbuild exec --env OMP_NUM_THREADS=2 app.sif env
  cat reads.fq | defbuild exec -q app.sif wc -l
${LOOK}`;

export const SHELL_HELP = `
Examples:
  defbuild shell app.sif                     look around; leave it with exit
  defbuild shell docker://debian:12          try commands before they go into %post
${LOOK}`;

export const TEST_HELP = `
Examples:
  defbuild test app.sif                      what %test of its recipe says; 0 is good
  defbuild test --app align app.sif          the test of one of several apps
${LOOK}`;

export const INSPECT_HELP = `
Examples:
  defbuild inspect image.sif                 its labels
  defbuild inspect --deffile image.sif       the recipe it was built from
  defbuild inspect --all image.sif           everything, for programs
`;

export const SIF_HELP = `
Examples:
  defbuild sif list image.sif                the objects in it
  defbuild sif info 4 image.sif              all that is known of object 4
  defbuild sif dump 1 image.sif              the bytes of object 1: the recipe
`;

export const CACHE_HELP = `
Examples:
  defbuild cache list                        what is kept
  defbuild cache clean                       keep nothing
  defbuild cache clean --max-size 20G        keep what was used last
`;

export const DOCTOR_HELP = `
Examples:
  defbuild doctor                            every way to run scripts, and what is missing for it
  defbuild doctor --json                     the same for programs
  defbuild doctor >/dev/null && echo yes     whether recipes with %post can be built here

Exit codes: 0 recipes whose sections run can be built here, 1 they cannot.
`;

export const COMPLETION_HELP = `
Examples:
  defbuild completion bash > ~/.local/share/bash-completion/completions/defbuild
  defbuild completion zsh > "\${fpath[1]}/_defbuild"
  defbuild completion fish > ~/.config/fish/completions/defbuild.fish
`;
