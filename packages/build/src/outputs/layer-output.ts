/** A tree as the tar of one layer, in the order of the walk; contents come out of their areas. */

import type { ByteStream } from "@deftools/bytes";
import { type Node, walk } from "@deftools/rootfs";
import { createStoredReader, type DataArea, type PlacedFile } from "@deftools/squashfs";
import type { BuiltStage } from "../stages/build-stage.ts";
import type { Workshop } from "../workshop.ts";
import { type TarHeader, tarEnd, tarHeader, tarPadding } from "./tar-entry.ts";

/** The bytes of the tar. Sockets belong to programs that run, and are left out. */
export async function* layerBytes(
  { root }: Pick<BuiltStage, "root">,
  { compressor }: Pick<Workshop, "compressor">,
  areas: readonly DataArea[],
): ByteStream {
  const read = createStoredReader(compressor.name);
  const first = new Map<Node<PlacedFile>, string>();
  for (const { path, node } of walk(root)) {
    const target = first.get(node);
    if (node.kind === "socket") continue;
    if (target !== undefined) {
      yield tarHeader({ path, type: "hard-link", size: 0, attributes: { ...node, xattrs: [] }, target });
      continue;
    }
    first.set(node, path);
    yield tarHeader(headerOf(path, node));
    if (node.kind !== "file") continue;
    const area = areas[node.data.area];
    if (area !== undefined) yield* read(area, node.data.file);
    yield tarPadding(node.size);
  }
  yield tarEnd;
}

const headerOf = (path: string, node: Exclude<Node<PlacedFile>, { kind: "socket" }>): TarHeader => {
  const common = { path, size: 0, attributes: node };
  switch (node.kind) {
    case "directory":
      return { ...common, type: node.kind, path: path === "" ? "./" : `${path}/` };
    case "file":
      return { ...common, type: node.kind, size: node.size };
    case "symlink":
      return { ...common, type: node.kind, target: node.target };
    case "character-device":
    case "block-device":
      return { ...common, type: node.kind, device: node };
    default:
      return { ...common, type: "fifo" };
  }
};
