/**
 * The language server over real pipes, as an editor has it: start, first findings, findings after a keystroke, hover, completion,
 * memory, on a recipe of 1,000 lines. `npm run bench -- lsp FOLDER` measures the servers for Dockerfiles and shell scripts beside it on
 * files like it, when `FOLDER/node_modules` has them, and ours with the latter behind it.
 */

import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { buildPrograms } from "../.ci/build.ts";
import { LspClient } from "./lsp-client.ts";
import { dockerfileOf, recipeOf, scriptOf } from "./recipes.ts";

interface Server {
  readonly name: string;
  readonly command: readonly string[];
  readonly languageId: string;
  readonly uri: string;
  readonly text: string;
  readonly options?: object;
  /** In a long script in the middle: where is typed, and where is asked. */
  readonly word: string;
}

const LINES = 1_000;
const STARTS = 7;
const ROUNDS = 200;
/** A server that waits before it looks, or is slow, need not take an hour. */
const BUDGET_MS = 20_000;

export const run = async (): Promise<void> => {
  const others = rivals(resolve(process.argv[3] ?? "."));
  const own = await ours();
  const servers = [own, ...others.flatMap((other) => behind(own, other)), ...others];
  console.log(`${LINES} lines; median (p99) of at most ${ROUNDS} in ms, of ${STARTS} starts`);
  console.log(row(["server", "initialize", "open → found", "change → found", "hover", "completion", "MB"]));
  for (const server of servers)
    console.log(typeof server === "string" ? server : row([server.name, ...(await measure(server))]));
};

/** As people install it. */
const ours = async (): Promise<Server> => {
  const program = (await buildPrograms()).find((file) => basename(file) === "def-language-server.js") ?? "";
  return {
    name: "def-language-server",
    command: [process.execPath, program, "--stdio"],
    languageId: "singularity-def",
    uri: "file:///bench/image.def",
    text: recipeOf(LINES),
    word: "ldconfig",
  };
};

/** Ours with the server of the shell behind it: what it costs to ask it. */
const behind = (own: Server, other: Server | string): readonly Server[] => {
  if (typeof other === "string" || other.languageId !== "shellscript") return [];
  const [, path] = other.command;
  return [{ ...own, name: `${own.name} + ${other.name}`, options: { bashLanguageServer: { path } } }];
};

const rivals = (folder: string): readonly (Server | string)[] => {
  const require = createRequire(join(folder, "package.json"));
  const installed = (
    name: string,
    file: string,
    server: Omit<Server, "name" | "command">,
  ): Server | string => {
    try {
      const path = require.resolve(`${name}/${file}`);
      return {
        name,
        command: [process.execPath, path, name.startsWith("bash") ? "start" : "--stdio"],
        ...server,
      };
    } catch {
      return `${name}: not installed in ${folder}`;
    }
  };
  return [
    installed("dockerfile-language-server-nodejs", "bin/docker-langserver", {
      languageId: "dockerfile",
      uri: "file:///bench/Dockerfile",
      text: dockerfileOf(LINES),
      word: "ldconfig",
    }),
    installed("bash-language-server", "out/cli.js", {
      languageId: "shellscript",
      uri: "file:///bench/build.sh",
      text: scriptOf(LINES),
      word: "ldconfig",
    }),
  ];
};

const measure = async (server: Server): Promise<readonly string[]> => {
  const { uri, languageId, text, word, options } = server;
  const starts: number[] = [];
  const opens: (number | undefined)[] = [];
  for (let start = 0; start < STARTS; start++) {
    await using client = new LspClient(server.command);
    starts.push(await timed(() => client.initialize(options)));
    opens.push(await timedFindings(client, () => client.open(uri, languageId, text)));
    await client.leave();
  }
  await using client = new LspClient(server.command);
  await client.initialize(options);
  await client.settled(() => client.open(uri, languageId, text));
  const place = positionOf(text, word);
  const changes: (number | undefined)[] = [];
  const hovers: number[] = [];
  const completions: number[] = [];
  const typedUntil = performance.now() + BUDGET_MS;
  for (let version = 2; version < 2 + ROUNDS && performance.now() < typedUntil; version++) {
    // words are typed, so that no version is one that was there before
    const typed = { ...place, character: place.character + changes.length };
    const letter = changes.length % 9 === 0 ? " " : "x";
    changes.push(
      await timedFindings(client, () => client.change(uri, version, { start: typed, end: typed }, letter)),
    );
    // who never tells anything need not be asked two hundred times
    if (changes.length === 3 && changes.every((each) => each === undefined)) break;
  }
  const until = performance.now() + BUDGET_MS;
  for (let round = 0; round < ROUNDS && performance.now() < until; round++) {
    hovers.push(await timed(() => client.ask("textDocument/hover", uri, place)));
    completions.push(await timed(() => client.ask("textDocument/completion", uri, place)));
  }
  const memory = client.memory();
  await client.leave();
  return [
    ...[starts, opens, changes, hovers, completions].map(summary),
    memory === undefined ? "?" : (memory / 1024 / 1024).toFixed(0),
  ];
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Until findings are told; absent when none come. */
const timedFindings = async (client: LspClient, work: () => Promise<void>): Promise<number | undefined> => {
  const start = performance.now();
  return (await client.settled(work)) ? performance.now() - start : undefined;
};

const summary = (times: readonly (number | undefined)[]): string => {
  const known = times.filter((each) => each !== undefined).sort((a, b) => a - b);
  const at = (part: number): string => known[Math.floor(known.length * part)]?.toFixed(1) ?? "";
  return known.length === 0 ? "none told" : `${at(0.5)} (${at(0.99)})`;
};

const positionOf = (text: string, word: string): { readonly line: number; readonly character: number } => {
  const offset = text.indexOf(word, text.length >> 1) + word.length;
  const before = text.slice(0, offset);
  return { line: before.split("\n").length - 1, character: offset - before.lastIndexOf("\n") - 1 };
};

const row = (cells: readonly string[]): string =>
  cells.map((cell, at) => cell.padEnd(at === 0 ? 44 : 18)).join("");
