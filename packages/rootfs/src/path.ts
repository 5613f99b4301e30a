/** Paths inside images: `/`-joined byte strings without leading slash, `.` or `..`; the root is the empty string. */

import type { ByteString } from "./node.ts";

/** A path as anyone may write it, in our form. `..` stops at the root, as it does in the kernel. */
export const normalizePath = (text: ByteString): ByteString => {
  if (!ABNORMAL.test(text)) return text;
  const names: ByteString[] = [];
  for (const name of text.split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") names.pop();
    else names.push(name);
  }
  return names.join("/");
};

/** A name that is empty, `.` or `..`. */
const ABNORMAL = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** The folder and the last name of a normalized path; the root is folder and name "". */
export const splitPath = (path: ByteString): readonly [folder: ByteString, name: ByteString] => {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
};

/** A name below a folder, both normalized. */
export const joinPath = (folder: ByteString, name: ByteString): ByteString =>
  folder === "" ? name : `${folder}/${name}`;
