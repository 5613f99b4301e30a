/** Sizes for people: three digits or so, units of a thousand as disks and networks have them. */

/** `1.5 MB`. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let size = bytes / 1000;
  let unit = 0;
  for (; 999.5 <= size && unit < units.length - 1; unit += 1) size /= 1000;
  return `${size < 99.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
};

const units = ["kB", "MB", "GB", "TB"] as const;
