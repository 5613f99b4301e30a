/**
 * Extended attributes as text, as `getfattr --dump` writes and `setfattr --restore` reads them (attr 2.5, getfattr(1), setfattr(1)):
 *
 *     # file: bin/ping
 *     security.capability=0x0100000200200000…
 *     (empty line)
 *
 * Bytes that the form needs for itself stand in both as a backslash and three octal digits.
 */

import type { ByteString, Node } from "@deftools/rootfs";

/** Attributes of a file. */
export type Xattrs = Node<unknown>["xattrs"];

/** A file that has some; its path is relative, without a dot in front. */
export interface FoundXattrs {
  readonly path: ByteString;
  readonly xattrs: Xattrs;
}

/** The text, a character for each byte. */
export const xattrDump = (files: readonly FoundXattrs[]): string =>
  files
    .map(({ path, xattrs }) => {
      const lines = xattrs.map(
        ({ name, value }) => `${escaped(name)}=0x${Buffer.from(value).toString("hex")}\n`,
      );
      return `# file: ${escaped(path === "" ? "." : path)}\n${lines.join("")}\n`;
    })
    .join("");

/** What such a text says, a character for each byte; lines of other forms are passed over. */
export const parseXattrDump = (text: string): readonly FoundXattrs[] => {
  const found: { path: ByteString; xattrs: { name: ByteString; value: Uint8Array }[] }[] = [];
  for (const line of text.split("\n")) {
    const [, path] = /^# file: (.*)$/s.exec(line) ?? [];
    if (path !== undefined) found.push({ path: unescaped(path).replace(/^\.(?:\/|$)/, ""), xattrs: [] });
    const [, name, hex] = /^([^#=]+)=0x((?:[0-9a-f]{2})*)$/i.exec(line) ?? [];
    if (name !== undefined && hex !== undefined)
      found.at(-1)?.xattrs.push({ name: unescaped(name), value: Buffer.from(hex, "hex") });
  }
  return found;
};

const escaped = (bytes: ByteString): string =>
  bytes.replace(
    /[^\x21\x22\x24-\x3c\x3e-\x5b\x5d-\x7e]/g,
    (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );

const unescaped = (text: string): ByteString =>
  text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
