#!/bin/sh
# Installs the real programs that the tests in this folder hold our answers against: Debian's packages; Apptainer, and current
# versions of Neovim and Helix, from Debian sid in a tree of its own, since Debian 12 has none; VS Code as code-server, the language server of
# the shell, and a schema, from npm. Root on Debian only.
# Quick when everything is there.
#
#   sh test/real/install.sh        programs appear in $DEFTOOLS_REAL/bin (default /opt/deftools-real/bin)
set -eu
REAL=${DEFTOOLS_REAL:-/opt/deftools-real}
TREE=$REAL/sid
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

[ "$(id -u)" = 0 ] || { echo "install.sh: must be root" >&2; exit 1; }

# 1. packages of the machine's own Debian
missing=
for package in docker-registry skopeo umoci squashfs-tools shellcheck apache2-utils openssl busybox-static pre-commit attr libcap2-bin chromium emacs-nox elpa-eglot elpa-lsp-mode elpa-markdown-mode vim vim-ale nano libkf5syntaxhighlighting-tools tmux mmdebstrap build-essential python3 libkrb5-dev util-linux bsdextrautils uidmap bubblewrap proot; do
  dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "install.sh: installing$missing"
  apt-get update -qq -o DPkg::Lock::Timeout=300
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends $missing >/dev/null
fi

# 2. the tree with Apptainer, Neovim and Helix, from the mirror that apt is configured with
if [ ! -x "$TREE/usr/bin/apptainer" ] || [ ! -x "$TREE/usr/bin/siftool" ] || [ ! -x "$TREE/usr/bin/nvim" ] || [ ! -x "$TREE/usr/bin/hx" ]; then
  mirror=$(apt-get indextargets --format '$(SITE) $(ORIGIN)' 'Created-By: Packages' | awk '$2 == "Debian" && $1 !~ /security/ {print $1; exit}')
  [ -n "$mirror" ] || { echo "install.sh: apt knows no Debian mirror" >&2; exit 1; }
  echo "install.sh: installing Apptainer, Neovim and Helix in a tree of their own"
  rm -rf "$TREE.part" "$TREE.old"
  mkdir -p "$REAL"
  mmdebstrap --quiet --mode=root --variant=apt --components=main \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Apt::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=apptainer,siftool,neovim,hx,shellcheck,squashfs-tools,squashfuse,fuse-overlayfs,uidmap,ca-certificates \
    sid "$TREE.part" "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main"
  echo 'tester:x:1000:1000::/tmp:/bin/sh' >>"$TREE.part/etc/passwd"
  echo 'tester:x:1000:' >>"$TREE.part/etc/group"
  printf '127.0.0.1 localhost\n' >"$TREE.part/etc/hosts"
  : >"$TREE.part/etc/resolv.conf"
  # Apptainer binds this one into containers and wants it to be there
  cp -L /etc/localtime "$TREE.part/etc/localtime" 2>/dev/null || : >"$TREE.part/etc/localtime"
  mknod -m 666 "$TREE.part/opt/fuse" c 10 229
  [ ! -e "$TREE" ] || mv "$TREE" "$TREE.old"
  mv "$TREE.part" "$TREE"
  rm -rf "$TREE.old"
fi

# 3. programs of the tree, run in a mount namespace whose root it is; the machine's other folders stay where they are.
#    pivot_root rather than chroot: a process in a chroot may not make user namespaces.
mkdir -p "$REAL/bin"
cat >"$REAL/bin/in-sid" <<WRAPPER
#!/bin/sh
# in-sid PROGRAM ARGUMENT...: runs a program of the sid tree as an ordinary user, in the current folder
exec unshare --mount --propagation private -- sh -ec '
  tree=\$1; folder=\$2; shift 2
  mount --bind "\$tree" "\$tree"
  for path in /*/; do
    name=\${path#/}; name=\${name%/}
    case \$name in bin|boot|etc|lib|lib32|lib64|libx32|sbin|usr|var|opt|lost+found) continue ;; esac
    [ ! -L "/\$name" ] || continue
    mkdir -p "\$tree/\$name"
    mount --rbind "/\$name" "\$tree/\$name"
  done
  mount --rbind /var/tmp "\$tree/var/tmp"
  [ ! -e "\$tree/dev/fuse" ] || mount --bind "\$tree/opt/fuse" "\$tree/dev/fuse"
  cd "\$tree"
  mkdir -p mnt/host
  pivot_root . mnt/host
  cd "\$folder"
  export HOME=/tmp
  exec setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps=-all -- "\$@"
' sh "$TREE" "\$PWD" "\$@"
WRAPPER
chmod 755 "$REAL/bin/in-sid"
for program in apptainer siftool nvim hx; do
  printf '#!/bin/sh\nexec %s/bin/in-sid /usr/bin/%s "$@"\n' "$REAL" "$program" >"$REAL/bin/$program"
  chmod 755 "$REAL/bin/$program"
done

# 4. VS Code in a browser: code-server from npm, with the Node it is built for; about three minutes, since it compiles
CODE=$REAL/code-server
if [ ! -x "$REAL/bin/code-server" ]; then
  echo "install.sh: installing code-server"
  rm -rf "$CODE"
  mkdir -p "$CODE"
  (
    cd "$CODE"
    echo '{ "private": true }' >package.json
    npm install --no-audit --no-fund --loglevel=error node@24.21.0
    PATH=$CODE/node_modules/node/bin:$PATH
    # its modules ask for no certain Node, so the machine's headers do where there are some
    [ ! -e /usr/include/node/node_api.h ] || export npm_config_nodedir=/usr
    npm install --no-audit --no-fund --loglevel=error code-server@4.139.1
  )
  printf '#!/bin/sh\nexec %s/node_modules/node/bin/node %s/node_modules/code-server/out/node/entry.js "$@"\n' "$CODE" "$CODE" >"$REAL/bin/code-server"
  chmod 755 "$REAL/bin/code-server"
fi

# 5. the schema of SARIF 2.1.0, as a package of its makers ships it
SARIF=$REAL/schemas/sarif-2.1.0-rtm.5.json
if [ ! -e "$SARIF" ]; then
  echo "install.sh: installing the schema of SARIF"
  mkdir -p "$REAL/schemas"
  (
    cd "$REAL/schemas"
    npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null
    tar -xzf microsoft-jest-sarif-*.tgz --strip-components=3 package/lib/schemas
    rm microsoft-jest-sarif-*.tgz
  )
fi

# 6. the language server of the shell, from npm, for whatever Node is on PATH; what it explains it pipes through bsdextrautils' col
SHELL_SERVER=$REAL/bash-language-server
if [ ! -x "$REAL/bin/bash-language-server" ]; then
  echo "install.sh: installing bash-language-server"
  rm -rf "$SHELL_SERVER"
  mkdir -p "$SHELL_SERVER"
  (
    cd "$SHELL_SERVER"
    echo '{ "private": true }' >package.json
    npm install --no-audit --no-fund --ignore-scripts --loglevel=error bash-language-server@5.8.1
  )
  ln -s "$SHELL_SERVER/node_modules/.bin/bash-language-server" "$REAL/bin/bash-language-server"
fi

"$REAL/bin/apptainer" --version
"$REAL/bin/nvim" --version | head -n 1
"$REAL/bin/code-server" --version
