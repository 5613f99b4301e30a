/** Listings: where a new header starts, and where landmarks are. */

import { expect, test } from "vitest";
import { encodeListing, type ListedEntry, listingHeader } from "../../src/format/directory-table.ts";

const entry = (number: number, more: Partial<ListedEntry> = {}): ListedEntry => ({
  name: String(number).padStart(6, "0"),
  number,
  reference: 0,
  type: 2,
  ...more,
});

/** How many entries each header has. */
const groups = (entries: readonly ListedEntry[]): readonly number[] => {
  const { bytes } = encodeListing(entries);
  const counts: number[] = [];
  const entrySize = 8 + 6;
  for (let at = 0; at < bytes.length; ) {
    const { count } = listingHeader.decode(bytes, at);
    counts.push(count + 1);
    at += listingHeader.size + (count + 1) * entrySize;
  }
  return counts;
};

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

test("an empty directory has no header", () => {
  expect(encodeListing([]).bytes.length).toBe(0);
});

test("a header has up to 256 entries", () => {
  expect(groups(range(500).map((number) => entry(number)))).toEqual([256, 244]);
});

test("inodes of another metadata block, and far numbers, need another header", () => {
  expect(
    groups([entry(1), entry(2, { reference: 8000 * 65_536 }), entry(3, { reference: 8000 * 65_536 + 99 })]),
  ).toEqual([1, 2]);
  expect(groups([entry(40_000), entry(7_233), entry(7_232)])).toEqual([2, 1]);
  expect(groups([entry(1), entry(32_768), entry(32_769)])).toEqual([2, 1]);
});

test("landmarks are at headers, and never more than 8 KiB apart", () => {
  const { bytes, landmarks } = encodeListing(range(5000).map((number) => entry(number)));
  expect(landmarks.length).toBeGreaterThanOrEqual(Math.floor(bytes.length / 8192));
  let before = 0;
  for (const { at, name } of landmarks) {
    expect(listingHeader.decode(bytes, at).number).toBe(Number(name));
    expect(at - before).toBeLessThanOrEqual(8192);
    before = at;
  }
  expect(bytes.length - before).toBeLessThanOrEqual(8192);
});
