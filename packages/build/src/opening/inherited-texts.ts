/** What an engine wrote into an image when it was built: the texts below `/.singularity.d`. */

import { type ByteStream, collect } from "@deftools/bytes";
import { type Directory, fromByteString, lookUp, type RegularFile, walk } from "@deftools/rootfs";

/** No script of an engine is longer; a longer file is not taken for one. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** The texts by path; empty when no engine built the image. `libs` are programs of others. */
export const inheritedTexts = async <Data>(
  root: Directory<Data>,
  open: (file: RegularFile<Data>) => ByteStream,
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  const folder = lookUp(root, ".singularity.d", { followLast: false });
  if (folder?.kind !== "directory") return texts;
  for (const { path, node } of walk(folder)) {
    if (node.kind !== "file" || path.startsWith("libs/") || LONGEST_TEXT < node.size) continue;
    const place = `.singularity.d/${fromByteString(path)}`;
    texts.set(place, Buffer.from(await collect(open(node), LONGEST_TEXT, place)).toString());
  }
  return texts;
};
