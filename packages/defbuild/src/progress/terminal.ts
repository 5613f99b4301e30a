/**
 * For people at a terminal: lines that stay, and below them the layers under way. A frame is one write that overwrites the last one
 * from its first line on, ten times a second, so nothing flickers; when the build ends, only the lines that stay are left.
 *
 * A renderer of our own, since what the well-kept ones (log-update, listr2) add is a task model that events do not have.
 */

import type { BuildEvent } from "@deftools/build";
import type { Ports } from "../ports.ts";
import { visible } from "../visible.ts";
import type { Progress } from "./progress.ts";
import { sizeText } from "./size.ts";
import { createWords, layerName } from "./words.ts";

/** Draws on standard error. */
export const terminalProgress = (ports: Ports): Progress => {
  const words = createWords(ports.now);
  const sizes = new Map<string, number>();
  const active = new Map<string, Layer>();
  let waiting: string[] = [];
  let step: string | undefined;
  /** The lines of the last frame that do not stay. */
  let drawn: readonly string[] = [];
  let frame = 0;

  const draw = (): void => {
    const columns = ports.stderr.columns() || 80;
    const live = [...active].map(([digest, layer]) =>
      layerLine(digest, layer, sizes.get(digest), ports.now()),
    );
    if (step !== undefined) live.push(step);
    const spinner = SPINNER[frame % SPINNER.length] ?? "";
    const lines = live.map((line) => `${spinner} ${line}`.slice(0, columns - 1));
    if (drawn.length === 0 && lines.length === 0 && waiting.length === 0) return;
    // a terminal that became narrower has broken them
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    const up = rows === 0 ? "" : `\x1b[${rows}A`;
    const all = [...waiting, ...lines].map((line) => `\r${line}\x1b[K\n`).join("");
    ports.stderr.write(`${up}${all}\x1b[J`);
    waiting = [];
    drawn = lines;
  };

  const stop = ports.every(FRAME_MS, () => {
    frame += 1;
    draw();
  });
  return {
    tell: (event) => {
      const line = words(event);
      const lines = line?.split("\n") ?? [];
      waiting.push(
        ...(event.kind === "script-output" ? lines.map((said) => `${DIM}${said}${UNDIM}`) : lines),
      );
      note(event, { sizes, active, now: ports.now() });
      step = stepOf(event, step);
      if (line !== undefined) draw();
    },
    end: () => {
      stop();
      active.clear();
      step = undefined;
      draw();
    },
  };
};

/** What others say is told from what we say (ECMA-48, 8.3.117). */
const DIM = "\x1b[2m";
const UNDIM = "\x1b[22m";

const FRAME_MS = 100;
const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;

interface Layer {
  readonly start: number;
  received: number;
}

interface State {
  readonly sizes: Map<string, number>;
  readonly active: Map<string, Layer>;
  readonly now: number;
}

const note = (event: BuildEvent, { sizes, active, now }: State): void => {
  switch (event.kind) {
    case "resolved":
      for (const { digest, size } of event.layers) sizes.set(digest, size);
      break;
    case "layer-started":
      active.set(event.digest, { start: now, received: 0 });
      break;
    case "layer-progress": {
      const layer = active.get(event.digest);
      if (layer !== undefined) layer.received = event.received;
      break;
    }
    case "layer-done":
      active.delete(event.digest);
      break;
    default:
  }
};

/** What is under way besides layers. */
const stepOf = (event: BuildEvent, before: string | undefined): string | undefined => {
  if (event.kind === "resolving") return `looking for ${visible(event.image)}`;
  if (event.kind === "assembling") return "writing the image";
  if (event.kind === "script-started") return `running ${visible(event.step)}`;
  return event.kind === "resolved" || event.kind === "script-done" ? undefined : before;
};

/** `layer  1a2b3c4d5e6f  28.3 MB  12.0 MB  43%  51.2 MB/s`. */
const layerLine = (digest: string, { start, received }: Layer, size = 0, now: number): string => {
  const share = size === 0 ? 0 : Math.floor((received / size) * 100);
  const seconds = Math.max(now - start, 1) / 1000;
  const done = `${sizeText(received).padStart(8)}  ${String(share).padStart(3)}%`;
  return `${layerName(digest, size)}  ${done}  ${sizeText(received / seconds)}/s`;
};
