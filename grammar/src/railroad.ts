/**
 * Syntax diagrams as text. Each drawing is a block of equally long lines with one line that the track runs through:
 *
 *     ┬──────────────┬
 *     ╰─┬─[ line ]─┬─╯      any number of lines, or none
 *       ╰─────◀────╯
 */

/** A drawing; `track` is the index of the line that enters at the left and leaves at the right. */
export interface Drawing {
  readonly lines: readonly string[];
  readonly track: number;
}

/** A token, in brackets. */
export const terminal = (label: string): Drawing => ({ lines: [`[ ${label} ]`], track: 0 });

/** The name of another diagram. */
export const reference = (name: string): Drawing => ({ lines: [`( ${name} )`], track: 0 });

/** One after the other. */
export const sequence = (parts: readonly Drawing[]): Drawing =>
  parts.length === 0 ? skip : parts.reduce(beside);

/** One of several; the track goes straight through the first. */
export const choice = (options: readonly Drawing[]): Drawing => {
  const width = Math.max(...options.map(widthOf));
  const rows = options.flatMap((option, index) =>
    option.lines.map((line, row) => {
      const isTrack = row === option.track;
      const filled = isTrack ? `─${line}${"─".repeat(width - line.length)}─` : ` ${line.padEnd(width)} `;
      return { filled, isTrack, index };
    }),
  );
  const first = rows.findIndex(({ isTrack }) => isTrack);
  const last = rows.findLastIndex(({ isTrack }) => isTrack);
  const lines = rows.map(({ filled, isTrack }, row) => {
    if (row < first || last < row) return ` ${filled} `;
    if (row === first) return `┬${filled}┬`;
    if (!isTrack) return `│${filled}│`;
    return row === last ? `╰${filled}╯` : `├${filled}┤`;
  });
  return { lines, track: first };
};

/** Once, or not at all. */
export const optional = (part: Drawing): Drawing => choice([skip, part]);

/** Any number of times, or not at all. */
export const repetition = (part: Drawing): Drawing => optional(loop(part));

const loop = ({ lines, track }: Drawing): Drawing => {
  const width = Math.max(...lines.map(({ length }) => length));
  const drawn = lines.map((line, row) => {
    if (row < track) return `  ${line}  `;
    return row === track ? `┬─${line}─┬` : `│ ${line} │`;
  });
  const half = width >> 1;
  return { lines: [...drawn, `╰─${"─".repeat(half)}◀${"─".repeat(width - half - 1)}─╯`], track };
};

const skip: Drawing = { lines: ["─"], track: 0 };

const widthOf = ({ lines }: Drawing): number => lines[0]?.length ?? 0;

const beside = (left: Drawing, right: Drawing): Drawing => {
  const track = Math.max(left.track, right.track);
  const below = Math.max(left.lines.length - left.track, right.lines.length - right.track);
  const lines = Array.from({ length: track + below }, (_, row) => {
    const a = left.lines[row - track + left.track] ?? " ".repeat(widthOf(left));
    const b = right.lines[row - track + right.track] ?? " ".repeat(widthOf(right));
    return a + (row === track ? "─" : " ") + b;
  });
  return { lines, track };
};
