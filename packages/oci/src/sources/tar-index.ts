/**
 * What is where in an archive. Only headers are read, by tar-stream; contents are passed over, however large they are.
 *
 *     header  content ……………………  header  content …
 *     └ read  └ skipped            └ read
 *
 * The names in an archive are keys and nothing else: none of them ever becomes a path of this machine.
 */

import { posix } from "node:path";
import type { ByteSource } from "@deftools/bytes";
import { isFailure } from "@deftools/trouble";
import { extract, type Header } from "tar-stream";
import { failure, foreignWords } from "../failure.ts";

/** Where the content of a member is. */
export interface TarRange {
  readonly offset: number;
  readonly size: number;
}

export interface TarIndex {
  /** A file by its name; links inside the archive are followed. @throws Failure "oci/bad-archive" for links that lead nowhere */
  find(name: string): TarRange | undefined;
}

/** Bytes of a header, and what contents are padded to (POSIX.1-2017 pax, "ustar Interchange Format"). */
const block = 512;
/** Old `docker save` writes four members for each layer; this is a hundred images of that. */
const membersMaximum = 50_000;
/** Characters; what an image is made of has names of at most 150. */
const nameMaximum = 1024;
/** Bytes of PAX and GNU headers before a member. */
const extensionsMaximum = 64 * 1024;
/** Old `docker save` links once. */
const hopsMaximum = 8;

/**
 * Reads the headers of a tar. Where a name comes twice the last one counts, as for tar itself.
 * @throws Failure "oci/bad-archive" when it is no tar, damaged or cut short, "oci/too-large" for too many members
 */
export const indexTar = async (source: ByteSource, place: string): Promise<TarIndex> => {
  const members = new Map<string, TarRange | Link>();
  let count = 0;
  for (let offset = 0; ; ) {
    const member = await readMember(source, offset, place);
    if (!member) break;
    if (membersMaximum < ++count)
      throw failure("oci/too-large", `archive ${place} has more than ${membersMaximum} members`);
    const { header, range } = member;
    const name = header.name.length <= nameMaximum ? normalized(header.name) : undefined;
    const meaning = meaningOf(header, range);
    if (name !== undefined && meaning) members.set(name, meaning);
    offset = range.offset + Math.ceil(range.size / block) * block;
  }
  return { find: (name) => follow(members, name, place) };
};

/** Where a link leads, as written, and from which folder of the archive. */
interface Link {
  readonly to: string;
  readonly from: string;
}

interface Member {
  readonly header: Header;
  readonly range: TarRange;
}

/** The member whose header starts at `offset`, extended headers before it included; undefined at the archive's end. */
const readMember = async (source: ByteSource, offset: number, place: string): Promise<Member | undefined> => {
  // Without room for a second block, every `drain` says that the one before was understood.
  const tar = extract({ highWaterMark: 1 });
  const found = tar[Symbol.asyncIterator]().next();
  try {
    for (let at = offset; at + block <= source.size; at += block) {
      if (extensionsMaximum < at - offset)
        throw failure(
          "oci/too-large",
          `archive ${place} has more than ${extensionsMaximum} bytes of headers for one member`,
        );
      const bytes = await source.read(at, block);
      if (at === offset && bytes.every((byte) => byte === 0)) return undefined;
      const taken = new Promise<undefined>((resolve) => {
        if (tar.write(bytes)) resolve(undefined);
        else tar.once("drain", () => resolve(undefined));
      });
      const entry = await Promise.race([found, taken]);
      if (entry && !entry.done) return toMember(entry.value, offset, source.size, place);
    }
  } catch (error) {
    if (isFailure(error)) throw error;
    throw offset === 0 ? noArchive(place, error) : badArchive(place, offset, String(error));
  } finally {
    // The error, if there is one, was thrown above; the iterator would tell it a second time.
    found.catch(() => undefined);
    tar.destroy();
  }
  // Some writers leave out the zeros at the end.
  if (offset === source.size && 0 < offset) return undefined;
  if (source.size < block) throw noArchive(place);
  throw badArchive(place, offset, "it ends inside a header");
};

const toMember = (
  { header, offset: headerOffset }: { readonly header: Header; readonly offset: number },
  start: number,
  end: number,
  place: string,
): Member => {
  const offset = start + headerOffset + block;
  const size = header.type === "directory" ? 0 : header.size;
  if (end < offset + size)
    throw badArchive(
      place,
      start,
      `"${foreignWords(header.name)}" should have ${size} bytes, ${end - offset} are there`,
    );
  return { header, range: { offset, size } };
};

const meaningOf = ({ type, name, linkname }: Header, range: TarRange): TarRange | Link | undefined => {
  if (type === "file" || type === "contiguous-file") return range;
  // Against its types, tar-stream gives no text at all for a target that is empty.
  if ((type !== "link" && type !== "symlink") || !linkname || nameMaximum < linkname.length) return undefined;
  return { to: linkname, from: type === "link" ? "" : posix.dirname(name) };
};

const follow = (
  members: ReadonlyMap<string, TarRange | Link>,
  name: string,
  place: string,
): TarRange | undefined => {
  let key = normalized(name);
  for (let hops = 0; hops <= hopsMaximum; hops++) {
    const member = key === undefined ? undefined : members.get(key);
    if (!member || "size" in member) return member;
    key = member.to.startsWith("/") ? undefined : normalized(posix.join(member.from, member.to));
    if (key === undefined)
      throw failure(
        "oci/bad-archive",
        `"${foreignWords(name)}" in archive ${place} is a link that leads out of it, to "${foreignWords(member.to)}"`,
      );
  }
  throw failure("oci/bad-archive", `"${foreignWords(name)}" in archive ${place} is a link in a circle`);
};

/** One spelling for each name: `./a//b/` is `a/b`; undefined for what is not inside the archive. */
const normalized = (name: string): string | undefined => {
  const path = posix.normalize(name).replace(/\/$/, "");
  return path.startsWith("/") || path === ".." || path.startsWith("../") ? undefined : path;
};

const noArchive = (place: string, cause?: unknown): Error =>
  failure("oci/bad-archive", `${place} is no tar archive`, {
    hint: 'an image archive is what "docker save" or "skopeo copy" writes',
    cause,
  });

const badArchive = (place: string, offset: number, reason: string): Error =>
  failure("oci/bad-archive", `archive ${place} is damaged at byte ${offset}: ${foreignWords(reason)}`, {
    hint: "copy or save it anew",
  });
