/** The lines that stay: what was done, in words. */

import type { BuildEvent } from "@deftools/build";
import { formatPlatform } from "@deftools/oci";
import { visible } from "../visible.ts";
import { sizeText } from "./size.ts";

/** A function from events to lines; events that leave none give undefined. */
export const createWords = (now: () => number): ((event: BuildEvent) => string | undefined) => {
  const sizes = new Map<string, number>();
  const starts = new Map<string, number>();
  const since = (what: string): string => {
    const seconds = (now() - (starts.get(what) ?? now())) / 1000;
    return `${seconds.toFixed(1)} s`.padStart(7);
  };
  return (event) => {
    switch (event.kind) {
      case "resolving":
      case "layer-progress":
        return undefined;
      case "resolved": {
        for (const { digest, size } of event.layers) sizes.set(digest, size);
        const total = event.layers.reduce((sum, { size }) => sum + size, 0);
        return `image  ${visible(event.image)} (${formatPlatform(event.platform)}), ${event.layers.length} ${
          event.layers.length === 1 ? "layer" : "layers"
        }, ${sizeText(total)}`;
      }
      case "layer-started":
        starts.set(event.digest, now());
        return undefined;
      case "layer-cached":
        return `${layerName(event.digest, sizes.get(event.digest))}  from cache`;
      case "layer-done":
        return `${layerName(event.digest, sizes.get(event.digest))}  ${since(event.digest)}`;
      case "copying":
        return `copy   ${visible(event.source)} to ${visible(event.destination)}`;
      case "script-started":
        starts.set(event.step, now());
        return `run    ${visible(event.step)}${event.why === undefined ? "" : `, because ${event.why}`}`;
      case "script-cached":
        return `run    ${visible(event.step)}  from cache`;
      case "script-output":
        return scriptLine(event.line);
      case "script-done":
        return `done   ${visible(event.step)}  ${since(event.step).trimStart()}`;
      case "request":
        return `http   ${visible(event.message)}`;
      case "assembling":
        return assembling[event.output];
      case "warning":
        return `warning: ${visible(event.message)}${event.hint === undefined ? "" : `\n  hint: ${visible(event.hint)}`}`;
    }
  };
};

const assembling = {
  sif: "write  SquashFS and SIF",
  "oci-archive": "write  the OCI archive",
  sandbox: "write  the files of the sandbox",
  tree: undefined,
} as const;

/** A line of a script without colors, and of what was written over itself the last. */
const scriptLine = (line: string): string =>
  visible(line.replaceAll(COLORS, "").replace(/\r+$/, "").replace(/^.*\r/s, ""));

/** Control sequences of terminals (ECMA-48, 5.4). */
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[0-?]*[ -/]*[@-~]`, "g");

/** `layer  1a2b3c4d5e6f  12.3 MB`; the size of what is packed from an image of this machine is nobody's concern. */
export const layerName = (digest: string, size: number | undefined): string =>
  `layer  ${digest.replace(/^\w+:/, "").slice(0, 12)}  ${(size === undefined ? "" : sizeText(size)).padStart(8)}`;
