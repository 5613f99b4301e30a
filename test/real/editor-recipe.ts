/** The recipe that tests edit in real editors, and what becomes of it. */

export const RECIPE = `Bootstrap: docker
From:   ubuntu:24.04

%arguments
    VERSION=1.2

%post
    apt-get install curl
    if true; then echo {{ VERSION }} "a $HOME"; fi

%runscript
    exec curl $URL

%help
    Serve for it.
`;

/** With the fix that is preferred, VERSION renamed, and formatted. */
export const MENDED = RECIPE.replace("install curl", "install -y curl")
  .replaceAll("VERSION", "RELEASE")
  .replace("From:   ", "From: ");
