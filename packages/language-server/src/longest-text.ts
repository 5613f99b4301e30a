/**
 * How long a text may be, in characters. A longer one has nothing said about it: rules would take seconds. It is no recipe either: the
 * largest of 11,173 public ones has 36 kB, and engines read no section of more than 64 KiB. Measured at this length: 1 s from a change to
 * findings.
 */
export const LONGEST_TEXT = 256 * 1024;
