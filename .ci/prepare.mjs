/**
 * Makes a fresh clone ready, then runs a script of this project with the right Node: `node .ci/prepare.mjs SCRIPT ARGS…`.
 * Dependency-free, and plain JavaScript, since it runs before anything is installed and on whatever Node the system has.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const mark = join(root, "node_modules", ".prepared");
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** The lock file decides what must be installed, so its hash tells whether that was done. */
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const installed = existsSync(mark) && existsSync(node) ? readFileSync(mark, "utf8") : "";

if (installed !== wanted) {
  console.error("deftools: installing dependencies (first run or changed lock file; about half a minute) …");
  // engine warnings are about the system's Node, which runs only this file
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (npm.status !== 0) {
    console.error("deftools: npm ci failed; see its message above");
    process.exit(npm.status ?? 1);
  }
  writeFileSync(mark, wanted);
}

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) process.exit(0);
const run = spawnSync(node, [script, ...rest], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
  },
});
if (run.error) throw run.error;
process.exit(run.status ?? 1);
