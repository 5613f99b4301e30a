/** What an engine wrote into an image when it was built: the texts below `/.singularity.d`, and those of apps. */

import { type ByteStream, collect } from "@deftools/bytes";
import { type Directory, fromByteString, lookUp, type RegularFile, walk } from "@deftools/rootfs";
import { isAppText } from "../container-files/app-texts.ts";

/** No script of an engine is longer; a longer file is not taken for one. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** Whether a text at a path is an engine's; `libs` are programs of others. */
export const isEngineText = (path: string): boolean =>
  (path.startsWith(".singularity.d/") && !path.startsWith(".singularity.d/libs/")) || isAppText(path);

/** The texts by path; empty when no engine built the image. */
export const inheritedTexts = async <Data>(
  root: Directory<Data>,
  open: (file: RegularFile<Data>) => ByteStream,
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (const top of [".singularity.d", "scif/apps"]) {
    const folder = lookUp(root, top, { followLast: false });
    if (folder?.kind !== "directory") {
      if (top === ".singularity.d") return texts;
      continue;
    }
    for (const { path, node } of walk(folder)) {
      const place = `${top}/${fromByteString(path)}`;
      if (node.kind !== "file" || !isEngineText(place) || LONGEST_TEXT < node.size) continue;
      texts.set(place, Buffer.from(await collect(open(node), LONGEST_TEXT, place)).toString());
    }
  }
  return texts;
};
