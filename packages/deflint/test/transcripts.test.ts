/**
 * Plays the transcripts: files, then what is typed and what the program answers. `2> ` marks standard error.
 * `vitest -u` writes new answers; read them before you keep them.
 */

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "@deftools/deflint";
import { readMarkedFiles } from "@deftools/testkit";
import { expect, it } from "vitest";
import { memoryWorld } from "./memory-ports.ts";

const HEADER = "⟦/transcript⟧\n";
const folder = join(import.meta.dirname, "transcripts");

it.each(globSync("*.txt", { cwd: folder }).map((name) => [basename(name, ".txt"), join(folder, name)]))(
  "%s",
  async (_name, path) => {
    const source = readFileSync(path, "utf8");
    const head = source.slice(0, source.indexOf(HEADER) + HEADER.length);
    const typed = source.slice(head.length).match(/^\$ .*$/gm) ?? [];
    expect(typed.length).toBeGreaterThan(0);
    const world = memoryWorld(filesOf(head));
    const played: string[] = [];
    for (const line of typed) {
      const [command = "", input] = line.slice("$ deflint".length).split(" < ");
      const stdin = input === undefined ? "" : String(world.files.get(`/${input}`));
      const { ports } =
        input === undefined
          ? world
          : { ports: { ...world.ports, readStdin: async () => new TextEncoder().encode(stdin) } };
      const code = await run(command.match(/\S+/g) ?? [], ports);
      played.push(`${line}\n${world.said()}[exit ${code}]\n`);
    }
    await expect(head + played.join("\n")).toMatchFileSnapshot(path);
  },
);

/** The files before the transcript, without the typed part. */
const filesOf = (head: string): readonly (readonly [string, string])[] =>
  [...readMarkedFiles(head)]
    .filter(([name]) => name !== "/transcript")
    .map(([name, { text }]) => [name, text.replaceAll("␀", "\0").replaceAll("␍", "\r")] as const);
