/** Two folders compared: type, mode, owner, size, content, link target, device, xattrs, hard-link groups, whole seconds of mtime. */

import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { join } from "node:path";
import { must } from "./programs.ts";

/** One line of text per path, so that two trees are compared as two lists a human can read. */
export type Listing = ReadonlyMap<string, string>;

/** Lists a folder; `ignore` leaves out paths (and what is below them). Names are bytes, shown as latin1. */
export const listTree = (root: string, ignore: (path: string) => boolean = () => false): Listing => {
  const groups = new Map<number, string[]>();
  const found = new Map<string, { stat: Stats; line: string }>();
  const visit = (path: string): void => {
    const full = Buffer.from(path === "" ? root : join(root, path), "latin1");
    const stat = lstatSync(full);
    if (stat.isFile() && 1 < stat.nlink) groups.set(stat.ino, [...(groups.get(stat.ino) ?? []), path]);
    found.set(path, { stat, line: describe(full, stat) });
    if (!stat.isDirectory()) return;
    for (const entry of readdirSync(full, { encoding: "latin1" }).sort()) {
      const child = path === "" ? entry : `${path}/${entry}`;
      if (!ignore(child)) visit(child);
    }
  };
  visit("");
  const xattrs = readXattrs(root);
  return new Map(
    [...found].map(([path, { stat, line }]) => {
      const links = (groups.get(stat.ino) ?? []).filter(() => stat.isFile());
      return [path, `${line}${1 < links.length ? ` links=${links.join(",")}` : ""}${xattrs.get(path) ?? ""}`];
    }),
  );
};

/** The lines in which two listings differ: `- path line` of the first, `+ path line` of the second. */
export const differences = (a: Listing, b: Listing): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((path) => {
    if (a.get(path) === b.get(path)) return [];
    return [
      ...(a.has(path) ? [`- ${path} ${a.get(path)}`] : []),
      ...(b.has(path) ? [`+ ${path} ${b.get(path)}`] : []),
    ];
  });

const describe = (path: Buffer, stat: Stats): string => {
  const common = `${stat.mode.toString(8)} ${stat.uid}:${stat.gid} mtime=${Math.max(0, Math.floor(stat.mtimeMs / 1000))}`;
  if (stat.isFile())
    return `${common} size=${stat.size} sha=${createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16)}`;
  if (stat.isSymbolicLink()) return `${common} -> ${readlinkSync(path, { encoding: "latin1" })}`;
  if (stat.isCharacterDevice() || stat.isBlockDevice()) return `${common} device=${stat.rdev}`;
  return common;
};

/** All xattrs below a folder, through `getfattr` (package attr), which Node has no call for. */
const readXattrs = (root: string): ReadonlyMap<string, string> => {
  const text = must(
    "getfattr",
    ["--recursive", "--physical", "--no-dereference", "--dump", "--encoding=hex", "--match=-", "."],
    {
      cwd: root,
    },
  );
  const found = new Map<string, string>();
  for (const block of text.split("\n\n")) {
    const [head, ...values] = block.trim().split("\n");
    const path = head?.match(/^# file: (?:\.\/)?(.*)$/)?.[1];
    if (path === undefined) continue;
    const name =
      path === "."
        ? ""
        : path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    found.set(name, ` xattrs=${values.sort().join(",")}`);
  }
  return found;
};
