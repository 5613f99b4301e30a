/** The terminal renderer, played back on a screen of a few lines: what is seen at any time, and what stays. */

import { expect, it } from "vitest";
import type { Ports } from "../../src/ports.ts";
import { terminalProgress } from "../../src/progress/terminal.ts";

/** A terminal that knows the sequences the renderer uses, and fails on others. */
const createScreen = () => {
  const lines: string[] = [""];
  let row = 0;
  const writes: string[] = [];
  return {
    writes,
    lines: () => lines.map((line) => line.replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, "*")).slice(0, -1),
    write: (text: string) => {
      writes.push(text);
      for (const [piece] of text.matchAll(/\x1b\[\d*[A-Z]|\r|\n|[^\x1b\r\n]+/g)) {
        const up = /^\x1b\[(\d+)A$/.exec(piece)?.[1];
        if (up !== undefined) row -= Number(up);
        else if (piece === "\x1b[K" || piece === "\r") continue;
        else if (piece === "\x1b[J") lines.length = row + 1;
        else if (piece === "\n") {
          row += 1;
          if (lines.length <= row) lines.push("");
        } else if (piece.startsWith("\x1b")) throw new Error(`unknown sequence ${JSON.stringify(piece)}`);
        else lines[row] = piece;
      }
      if (text.endsWith("\x1b[J")) lines[row] = "";
    },
  };
};

const createPorts = (screen: ReturnType<typeof createScreen>) => {
  let time = 0;
  let columns = 60;
  let tick = (): void => {};
  const ports: Ports = {
    stdout: { write: () => {}, writeBytes: async () => {}, isTTY: true, columns: () => 60 },
    stderr: { write: screen.write, writeBytes: async () => {}, isTTY: true, columns: () => columns },
    cwd: "/",
    env: {},
    home: "/",
    temporaryFolder: "/",
    isRoot: false,
    hasTerminal: false,
    architecture: "x64",
    operatingSystem: "linux",
    signal: new AbortController().signal,
    ask: async () => "",
    now: () => time,
    every: (_milliseconds, call) => {
      tick = call;
      return () => {
        tick = () => {};
      };
    },
  };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
    tick();
  };
  const resize = (to: number): void => {
    columns = to;
  };
  return { ports, pass, resize };
};

const [A, B] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];

it("shows layers under way below the lines that stay, and leaves only those", () => {
  const screen = createScreen();
  const { ports, pass } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "resolving", image: "app" });
  pass(100);
  expect(screen.lines()).toEqual(["* looking for app"]);
  progress.tell({
    kind: "resolved",
    image: "r/app:1",
    digest: A,
    platform: { os: "linux", architecture: "amd64" },
    layers: [
      { digest: A, size: 2_000_000 },
      { digest: B, size: 500 },
    ],
  });
  progress.tell({ kind: "layer-cached", digest: B });
  progress.tell({ kind: "layer-started", digest: A });
  progress.tell({ kind: "layer-progress", digest: A, received: 1_000_000 });
  pass(1000);
  expect(screen.lines()).toEqual([
    "image  r/app:1 (linux/amd64), 2 layers, 2.0 MB",
    "layer  bbbbbbbbbbbb     500 B  from cache",
    "* layer  aaaaaaaaaaaa    2.0 MB    1.0 MB   50%  1.0 MB/s",
  ]);
  progress.tell({ kind: "layer-done", digest: A });
  progress.tell({ kind: "assembling", output: "sif" });
  pass(100);
  progress.end();
  expect(screen.lines()).toEqual([
    "image  r/app:1 (linux/amd64), 2 layers, 2.0 MB",
    "layer  bbbbbbbbbbbb     500 B  from cache",
    "layer  aaaaaaaaaaaa    2.0 MB    1.0 s",
    "write  SquashFS and SIF",
  ]);
});

it("writes a frame at once, so that no half of it is seen", () => {
  const screen = createScreen();
  const { ports, pass } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "layer-started", digest: A });
  for (let frame = 0; frame < 5; frame += 1) pass(100);
  progress.end();
  expect(screen.writes.length).toBe(6);
  expect(screen.lines()).toEqual([]);
});

it("dims what scripts say, and shows which one runs", () => {
  const screen = createScreen();
  const { ports, pass } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "script-started", step: "%post", why: "its text changed" });
  progress.tell({ kind: "script-output", step: "%post", line: "10%\r\u001b[31m100%\u001b[0m\r" });
  pass(100);
  expect(screen.lines()[0]).toBe("run    %post, because its text changed");
  expect(screen.writes.join("")).toContain("\x1b[2m100%\x1b[22m\x1b[K\n");
  expect(screen.lines().at(-1)).toBe("* running %post");
  progress.tell({ kind: "script-done", step: "%post" });
  progress.end();
  expect(screen.lines().at(-1)).toBe("done   %post  0.1 s");
});

it("lets nothing foreign move the cursor", () => {
  const screen = createScreen();
  const { ports } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "copying", source: "a\x1b[2J", destination: "b\nc" });
  progress.end();
  expect(screen.lines()).toEqual(["copy   a<U+001B>[2J to b<U+000A>c"]);
});

it("leaves nothing of a longer line before it behind the first line of a warning", () => {
  const screen = createScreen();
  const { ports, pass } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "layer-started", digest: A });
  pass(100);
  progress.tell({ kind: "warning", message: "old", hint: "new" });
  progress.end();
  expect(screen.lines()).toEqual(["warning: old", "  hint: new"]);
  expect(screen.writes.join("")).toContain("\rwarning: old\x1b[K\n\r  hint: new\x1b[K\n");
});

it("goes up as many rows as a narrower terminal has made of the last frame", () => {
  const screen = createScreen();
  const { ports, pass, resize } = createPorts(screen);
  const progress = terminalProgress(ports);
  progress.tell({ kind: "layer-started", digest: A });
  pass(100);
  resize(30);
  pass(100);
  expect(screen.writes.at(-1)).toMatch(/^\x1b\[2A\r/);
  progress.end();
});
