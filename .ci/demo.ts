/**
 * `npm run demo`: the whole tool chain on one recipe, with no network but this machine's own. It serves a small image made on the
 * spot, lints a recipe with real problems, mends it, builds the SIF, says what is in it, and runs it where Apptainer is installed.
 */

import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { styleText } from "node:util";
import { imageOf, smallRootLayer, startRegistry } from "@deftools/testkit";
import { buildPrograms } from "./build.ts";

const say = (text: string): void => console.log(`\n${styleText("bold", text)}`);

say("1. Bundling the programs");
const programs = new Map((await buildPrograms()).map((file) => [basename(file, ".js"), file]));

say("2. Serving a small image from this machine");
const root = await smallRootLayer();
const registry = await startRegistry();
registry.putImage(
  "demo/base",
  "1.0",
  imageOf({ layers: [root.tar], config: { Env: ["PATH=/bin:/usr/bin", "BASE=demo"], Cmd: ["sh"] } }),
);
console.log(
  `${registry.host}/demo/base:1.0, made from ${root.from === "busybox" ? "a static busybox" : "this machine's own shell"}`,
);

const folder = mkdtempSync(join(tmpdir(), "deftools-demo-"));
mkdirSync(join(folder, "data"));
writeFileSync(join(folder, "data", "table.csv"), "sample,value\na,1\nb,2\n");
writeFileSync(
  join(folder, "demo.def"),
  `Bootstrap: docker
Registry: ${registry.host}
Namespace: demo
From: base:1.0

%files
  data/table.csv /tmp/table.csv
  data/table.csv /opt/data/table.csv

%labels
  Author A. Scientist

  %environment
  export GREETING="hello from the image"

%runscript
  echo "$GREETING: $*"
  cat /opt/data/table.csv
`,
);
writeFileSync(
  join(folder, "habits.def"),
  `Bootstrap: docker
From: ubuntu

%post
  git clone https://example.org/tool /root/tool
  cd /root/tool && make install
`,
);

say("3. Linting a recipe with bad habits");
await run("deflint", "habits.def");

say("4. Linting the recipe we want to build");
await run("deflint", "demo.def");

say("5. What the safe fixes would change");
await run("deflint", "--diff", "demo.def");

say("6. Mending, and building the image");
await run("deflint", "--fix", "--quiet", "demo.def");
const built = await run("defbuild", "demo.def");
if (built !== 0) process.exit(1);

say("7. What is in it");
await run("defbuild", "inspect", "--labels", "demo.sif");
await run("defbuild", "sif", "list", "demo.sif");

say("8. Building again, with a warm cache");
await run("defbuild", "--force", "demo.def");

say("9. Running it");
const apptainer = findApptainer();
if (apptainer === undefined)
  console.log("no apptainer on this machine: copy demo.sif to one that has it, and `apptainer run demo.sif`");
else await run(apptainer, "run", "demo.sif", "one", "two");

await registry.close();
say("What next");
console.log(`The files are in ${folder}.
  node ${programs.get("deflint")} --help
  node ${programs.get("deflint")} rule DEF805
  node ${programs.get("defbuild")} --help
  npm test`);

/** Shows the command as a user would type it, runs it, and gives its exit code. The registry answers from this process meanwhile. */
async function run(name: string, ...args: readonly string[]): Promise<number> {
  console.log(styleText("cyan", `$ ${basename(name)} ${args.join(" ")}`));
  const program = programs.get(name);
  const [command, rest] = program === undefined ? [name, args] : [process.execPath, [program, ...args]];
  const child = spawn(command, rest, {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, DEFBUILD_CACHEDIR: join(folder, "cache") },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Apptainer on PATH, or where `test/real/install.sh` puts it. */
function findApptainer(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/opt/deftools-real/bin"];
  const works = (path: string): boolean => {
    const { status }: SpawnSyncReturns<Buffer> = spawnSync(path, ["--version"], { stdio: "ignore" });
    return status === 0;
  };
  return folders.map((path) => join(path, "apptainer")).find((path) => isFile(path) && works(path));
}

function isFile(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}
