/** Recipes of any length that look like real ones: the same mix of commands, comments and here-documents that people write. */

const header = `# a tool for the cluster
Bootstrap: docker
From: ubuntu:22.04

%files
    ./config/tool.yaml /etc/tool/tool.yaml
    "data with blank/input.csv" /opt/data/input.csv

%labels
    Author A. Scientist
    Version v1.4.2

%environment
    export PATH=/opt/tool/bin:$PATH
    export LD_LIBRARY_PATH="/opt/tool/lib:\${LD_LIBRARY_PATH:-}"

%runscript
    exec /opt/tool/bin/tool "$@"

%test
    /opt/tool/bin/tool --version | grep -q 'v1'

%post
`;

const commands: readonly string[] = [
  "    # what the build needs",
  "    apt-get update && apt-get install -y --no-install-recommends \\\n        build-essential ca-certificates cmake \\\n        git wget",
  "    rm -rf /var/lib/apt/lists/*",
  "    export VERSION=3.1.4",
  '    wget -q "https://example.org/src/tool-${VERSION}.tar.gz" -O /tmp/tool.tar.gz',
  "    tar -xzf /tmp/tool.tar.gz -C /opt && cd /opt/tool-${VERSION}",
  "    ./configure --prefix=/usr/local CFLAGS='-O2 -g' > configure.log 2>&1 || { cat config.log; exit 1; }",
  '    make -j"$(nproc)" && make install',
  "    if [ ! -f /usr/local/bin/tool ]; then\n        echo 'not built' >&2\n        exit 1\n    fi",
  '    for name in alpha beta gamma; do\n        pip install --no-cache-dir "$name==1.0"\n    done',
  "    cat > /etc/profile.d/tool.sh <<EOF\nexport TOOL_HOME=/opt/tool\nexport TOOL_VERSION=${VERSION}\nEOF",
  "    ldconfig",
  "",
];

/** A recipe of at least `lines` lines; its `%post` is as long as needed. */
export const recipeOf = (lines: number): string => {
  const parts: string[] = [header];
  let count = header.split("\n").length;
  for (let at = 0; count < lines; at++) {
    const command = commands[at % commands.length] ?? "";
    parts.push(command, "\n");
    count += command.split("\n").length;
    // no section may exceed what the engine reads in one go
    if (at % 200 === 199) {
      parts.push("%post\n");
      count++;
    }
  }
  return parts.join("");
};

/** The commands of such a recipe as a shell script. */
export const scriptOf = (lines: number): string => `#!/bin/sh\n${bodyOf(lines)}`;

/** The commands of such a recipe, one instruction each, as a Dockerfile. */
export const dockerfileOf = (lines: number): string => {
  const parts = ["FROM ubuntu:22.04\n"];
  for (let at = 0, count = 1; count < lines; at++) {
    const command = (commands[at % commands.length] ?? "").trimStart();
    // here-documents and blocks need line ends, which an instruction has not
    const line = command.includes("<<") || /^(?:if|for) /.test(command) ? "ldconfig" : command;
    const written = line === "" || line.startsWith("#") ? `${line}\n` : `RUN ${line}\n`;
    parts.push(written);
    count += written.split("\n").length - 1;
  }
  return parts.join("");
};

const bodyOf = (lines: number): string => {
  const parts: string[] = [];
  for (let at = 0, count = 0; count < lines; at++) {
    const command = commands[at % commands.length] ?? "";
    parts.push(command, "\n");
    count += command.split("\n").length;
  }
  return parts.join("");
};
