/** A terminal that a test types into and reads the screen of: tmux, with a server of its own. */

import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findProgram, must, run } from "./programs.ts";

export interface Terminal {
  /** Types texts; what tmux has a name for (`Enter`, `Escape`, `C-u`) is that key. */
  readonly type: (...keys: readonly string[]) => void;
  /** What stands on the screen, with `‹color›` where the color changes; `‹›` is none. */
  readonly colors: () => string;
  /** What stands on the screen as soon as it matches; the screen is told when it never does. */
  readonly shows: (pattern: RegExp | string) => Promise<string>;
  /** Types what ends the program, and waits until it is gone; one that stays is killed. */
  readonly end: (...keys: readonly string[]) => Promise<void>;
}

/** Runs a program in a terminal, in a folder. */
export const openTerminal = (
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Terminal => {
  const tmux = ["-f", "/dev/null", "-S", join(folder, "tmux")];
  const size = ["-x", "120", "-y", "40"];
  must("tmux", [...tmux, "new-session", "-d", ...size, findProgram(program) ?? program, ...args], {
    cwd: folder,
    env: { TERM: "xterm-256color", LC_ALL: "C.UTF-8", HOME: folder, ...env },
  });
  const screen = (): string => must("tmux", [...tmux, "capture-pane", "-p"]);
  const type = (...keys: readonly string[]): void => {
    for (const key of keys) must("tmux", [...tmux, "send-keys", key]);
  };
  return {
    type,
    colors: () =>
      must("tmux", [...tmux, "capture-pane", "-pe"]).replace(escapes, (codes) => {
        const color = [...codes.matchAll(/3([0-79])(?=[;m])/g)].at(-1)?.[1];
        return color === undefined ? "" : `‹${colors[Number(color)] ?? ""}›`;
      }),
    shows: async (pattern) => {
      for (const until = Date.now() + 20_000; ; ) {
        const text = screen();
        if (typeof pattern === "string" ? text.includes(pattern) : pattern.test(text)) return text;
        if (until < Date.now()) throw new Error(`waited in vain for ${pattern}; there stands\n${text}`);
        await setTimeout(50);
      }
    },
    end: async (...keys) => {
      type(...keys);
      for (const until = Date.now() + 5000; run("tmux", [...tmux, "has-session"]).status === 0; ) {
        if (until < Date.now()) run("tmux", [...tmux, "kill-server"]);
        await setTimeout(50);
      }
    },
  };
};

/** What a terminal is told about the looks of what follows (ECMA-48, SGR). */
const escapes = /(?:\u001b\[[\d;]*m)+/g;
const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
