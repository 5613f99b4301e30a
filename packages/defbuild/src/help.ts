/** The examples that follow the options of `--help`, a text for each command. */

export const HELP = `
A recipe:
  Bootstrap: docker
  From: debian:12

  %files
    model.bin /opt/model.bin

  %runscript
    exec cat /opt/model.bin

Examples:
  defbuild recipe.def                        write recipe.sif
  defbuild --plan recipe.def                 what would be done
  defbuild -o /data/app.sif recipe.def       write the image elsewhere
  defbuild --build-arg TAG=12 recipe.def     fill in {{ TAG }}
  defbuild --lock recipe.def                 take the same base images every time
  defbuild --compression zstd recipe.def     faster and smaller; needs Apptainer 1.4 or later to run
  defbuild docker://debian:12 -o debian.sif  an image without a recipe
  defbuild --sandbox box image.sif           an image as a folder
  defbuild -o oci-archive:app.tar app.sif    for container engines
  defbuild --progress plain recipe.def       for logs
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
`;

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
